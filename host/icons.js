/* The page's icons: strokes on a square of 24, in the colour of the text. */
define(function () {
  'use strict';
  const icon = (inner) =>
    '<svg class="icon" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">' +
    inner +
    '</svg>';
  return {
    dashboard: icon('<path d="M4 15a8 8 0 1 1 16 0"/><path d="M12 15l4-5"/><path d="M7 19h10"/>'),
    leads: icon('<path d="M4 5h16l-6 7v6l-4 2v-8z"/>'),
    contacts: icon('<circle cx="9" cy="8" r="3.5"/><path d="M2.5 19c0-3.3 2.9-5.5 6.5-5.5s6.5 2.2 6.5 5.5"/><path d="M16 5a3.2 3.2 0 0 1 0 6.2M18 14c2.2.8 3.5 2.6 3.5 5"/>'),
    companies: icon('<path d="M4 20V4h9v16M13 9h7v11M2.5 20h19"/><path d="M7 8h3M7 12h3M7 16h3M16 13h1M16 16h1"/>'),
    tasks: icon('<rect x="4" y="5" width="16" height="15" rx="2"/><path d="M8 3v4M16 3v4M4 10h16M9 15l2 2 4-4"/>'),
    stats: icon('<path d="M5 20V11M12 20V4M19 20v-6"/>'),
    settings: icon('<circle cx="12" cy="12" r="3"/><path d="M12 3v3M12 18v3M3 12h3M18 12h3M5.6 5.600l2.1 2.100M16.3 16.300l2.1 2.100M5.6 18.400l2.1-2.100M16.3 7.700l2.1-2.1"/>'),
    search: icon('<circle cx="11" cy="11" r="6"/><path d="M16 16l4 4"/>'),
    back: icon('<path d="M14 6l-6 6 6 6"/>'),
    panel: icon('<path d="M4 7h16M4 12h16M4 17h16"/>'),
    bell: icon('<path d="M6 16V11a6 6 0 0 1 12 0v5l1.5 2h-15zM10 20.500h4"/>'),
    plus: icon('<path d="M12 5v14M5 12h14"/>'),
    more: icon('<path d="M5 12h.01M12 12h.01M19 12h.01"/>'),
    note: icon('<path d="M5 5h14v10H11l-4 4v-4H5z"/>'),
    user: icon('<circle cx="12" cy="8" r="4"/><path d="M4 20c0-4 3.5-6 8-6s8 2 8 6"/>'),
  };
});

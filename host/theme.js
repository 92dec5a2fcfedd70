/* Sets theme and language before anything is drawn, so that the page does not flash. */
(function () {
  'use strict';
  const asked = new URLSearchParams(window.location.search);
  const one = (name, allowed) => {
    const value = asked.get(name) || window.localStorage.getItem('host.' + name);
    return allowed.includes(value) ? value : allowed[0];
  };
  document.documentElement.lang = one('language', ['en', 'es', 'pt']);
  document.documentElement.dataset.colorScheme = one('theme', ['light', 'dark']);
})();

/* The page: connects the account, then for each address shows a screen and lets the widgets in. */
define([
  'jquery', 'words', 'account', 'app', 'frame', 'loader', 'screen/list', 'screen/lead_card', 'screen/settings',
], function ($, words, account, app, frame, loader, list, leadCard, settings) {
  'use strict';

  const { say } = words;
  const ELEMENT_TYPE_LEAD = 2;
  const ROUTES = [
    [/^\/settings\/widgets\/pace$/, 'settings', 'widget.advanced_settings', (page) => settings.showAdvanced(page.isCurrent)],
    [/^\/settings/, 'settings', 'settings.widgets', (page) => settings.showIntegrations(page.isCurrent)],
    [/^\/leads\/(?:detail\/(\d+)|add)$/, 'leads', 'leads.card', showLead],
    [/^\/(leads|contacts|companies)$/, null, null, (page) => list.show(page.found[1], page.isCurrent)],
  ];
  let visits = 0;
  let installed = null;

  async function showLead(page) {
    const lead = await leadCard.show(Number(page.found[1] || 0), page.isCurrent);
    if (lead) {
      page.card = { id: lead.id, element_type: ELEMENT_TYPE_LEAD, main_user: lead.responsible_user_id, values: lead };
    }
  }

  function routeOf(address) {
    for (const [pattern, menu, area, show] of ROUTES) {
      const found = pattern.exec(address);
      if (found) {
        return { found, menu: menu || found[1], area: area || found[1] + '.list', show };
      }
    }
    const name = address.split('/')[1] || 'dashboard';
    return { found: [address], menu: name, area: 'page.absent', show: () => showAbsent(name) };
  }

  function showAbsent(name) {
    frame.message(say(name), say('absent'));
    $('#work_area').prepend(frame.topBar(say(name)));
  }

  async function visit() {
    const address = window.location.hash.slice(1).split('?')[0] || '/settings/widgets/pace';
    visits += 1;
    const mine = visits;
    const route = routeOf(address);
    const page = { found: route.found, card: false, isCurrent: () => mine === visits };
    $(document).trigger('page:changed');
    loader.leave();
    frame.select(route.menu);
    installed.enter(route.area, false);
    try {
      await route.show(page);
    } catch (error) {
      window.console.error(error);
      frame.message(say('failed'), error.message, say('reload'));
      return;
    }
    if (page.isCurrent()) {
      installed.enter(route.area, page.card);
      await loader.enter(route.area);
    }
  }

  async function open() {
    frame.draw();
    frame.message(say('connecting'));
    try {
      await account.connect();
      installed = app.install(await account.read('/account'), await account.list('/users?limit=250', 'users').catch(() => []));
      frame.greet(window.APP.constant('user').name);
    } catch (error) {
      window.console.error(error);
      frame.message(say('failed'), say(error.message), say('reload'));
      return;
    }
    $(window).on('hashchange', visit);
    await visit();
  }

  open();
});

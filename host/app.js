/* The page's global `APP`, with the members that Kommo documents for widgets. */
define(['jquery'], function ($) {
  'use strict';

  const AREAS = {
    'leads.card': { page: 'leads_card', system: 'lcard', entity: 'leads' },
    'leads.list': { page: 'leads', system: 'llist', entity: 'leads' },
    'contacts.list': { page: 'contacts', system: 'clist', entity: 'contacts' },
    'companies.list': { page: 'companies', system: 'clist', entity: 'companies' },
    'widget.advanced_settings': { page: 'advanced-settings:pace', system: 'advanced-settings', entity: '' },
    'settings.widgets': { page: 'widgetsSettings', system: 'settings', entity: '' },
    'page.absent': { page: 'dashboard', system: 'outer_space', entity: '' },
  };

  const managerOf = (user) => ({
    id: user.id,
    title: user.name,
    option: user.name,
    login: user.email,
    active: user.rights.is_active,
    is_admin: user.rights.is_admin ? 'Y' : 'N',
    free_user: user.rights.is_free ? 'Y' : 'N',
  });

  /* `users` as the API lists them; the signed-in one is among them unless its rights hide the list. */
  function constantsOf(account, users) {
    const theme = document.documentElement.dataset.colorScheme === 'dark' ? 2 : 1;
    const byId = (value) => Object.fromEntries(users.map((user) => [user.id, value(user)]));
    const me = users.find((user) => user.id === account.current_user_id) || { name: '', email: '', rights: {} };
    return {
      user: { id: account.current_user_id, name: me.name, login: me.email, theme, photo: '', group_mates_ids: [], settings: {} },
      user_rights: { is_admin: Boolean(me.rights.is_admin), is_free_user: Boolean(me.rights.is_free), leads: me.rights.leads, contacts: me.rights.contacts },
      account: {
        id: account.id,
        name: account.name,
        subdomain: account.subdomain,
        language: document.documentElement.lang,
        currency: account.currency,
        country: account.country,
        users: byId((user) => user.name),
      },
      managers: byId(managerOf),
      groups: { group_0: 'Sales' },
      task_types: { 1: { id: 1, option: 'Follow-up' }, 2: { id: 2, option: 'Meeting' } },
    };
  }

  function install(account, users) {
    const constants = constantsOf(account, users);
    let area = 'page.absent';
    const app = {
      lang_id: document.documentElement.lang,
      data: { current_card: false, current_list: false, current_view: null, is_card: false },
      element_types: { contacts: 1, leads: 2, companies: 3, todo: 4 },
      widgets: { list: {}, system: {} },
      constant: (key) => constants[key],
      isCard: () => area.endsWith('.card'),
      getBaseEntity: () => AREAS[area].entity,
      getWidgetsArea: () => AREAS[area].page,
      getV3WidgetsArea: () => area,
      router: {
        navigate: (url) => {
          window.location.hash = '#' + url;
        },
      },
      notifications: {
        show_message: (message) => $(document).trigger('host:message', message),
        show_message_error: (message) => $(document).trigger('host:message', message),
      },
    };
    window.APP = app;
    return {
      app,
      /* `card` is false or `{ id, element_type, main_user, values }`. */
      enter: (name, card) => {
        area = name;
        const values = (card && card.values) || {};
        app.data.is_card = Boolean(card);
        app.data.current_card = card && {
          id: card.id,
          element_type: card.element_type,
          main_user: card.main_user,
          model: { attributes: values, get: (key) => values[key] },
        };
        app.widgets.system = Object.assign({}, app.widgets.system, { area: AREAS[name].system });
      },
    };
  }

  return { install };
});

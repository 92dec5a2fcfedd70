/*
 * Kommo's widget manager: for each area it learns which widgets belong there, loads, constructs and
 * calls them in Kommo's order, and destroys them when the area is left.
 */
define(['jquery', 'base_widget', 'panel'], function ($, Widget, panel) {
  'use strict';

  const CODE = 'pace';
  const PATH = window.location.origin + '/upl/pace/1/widget';
  const AREA_OF_LOCATION = {
    'lcard-0': 'leads.card',
    'lcard-1': 'leads.card',
    'llist-0': 'leads.list',
    'llist-1': 'leads.list',
    advanced_settings: 'widget.advanced_settings',
    settings: 'settings.widgets',
  };
  const asked = new URLSearchParams(window.location.search);
  let arrivals = 0;
  let listed = null;

  /* What Kommo's `/ajax/widgets/list` answers, told by the manifest. */
  async function listWidgets(area) {
    listed = listed || fetch(PATH + '/manifest.json').then((answer) => answer.json());
    const manifest = await listed;
    const belongs = manifest.locations.some((name) => name === 'everywhere' || AREA_OF_LOCATION[name] === area);
    /* What an administrator has saved is told by the address here: `?rows_per_request=50`. */
    const saved = (key) => [key, asked.get(key) || ''];
    const settings = Object.fromEntries(Object.keys(manifest.settings || {}).map(saved));
    const pace = {
      id: 1001,
      src: PATH + '/script.js',
      lang: PATH + '/i18n/' + window.APP.lang_id + '.json',
      path: PATH,
      images_path: PATH + '/images',
      settings,
      installed_version: manifest.widget.version,
      active: 'Y',
      init_once: manifest.widget.init_once ? 'Y' : 'N',
      status: 'installed',
      support: manifest.widget.support || {},
      oauth_client_uuid: '00000000-0000-4000-8000-000000000001',
    };
    return belongs ? { [CODE]: pace } : {};
  }

  function systemOf() {
    const user = window.APP.constant('user');
    return {
      area: window.APP.widgets.system.area,
      subdomain: window.APP.constant('account').subdomain,
      domain: 'kommo.com',
      server: '.kommo.com',
      amouser: user.login,
      amouser_id: user.id,
      amohash: '',
      displayed_count: 1,
      displayed_count_by_area: {},
    };
  }

  function loadParts(entry) {
    const version = '?v=' + entry.installed_version;
    return new Promise((resolve, reject) => {
      const names = ['optional!' + entry.src + version, 'json!' + entry.lang + version];
      window.requirejs(names, (script, langs) => resolve({ script, langs }), reject);
    });
  }

  function construct(code, entry, parts) {
    const Constructor = parts.script;
    if (typeof Constructor !== 'function') {
      return null;
    }
    Constructor.prototype = Object.create(Widget.prototype);
    const widget = new Constructor();
    widget.ns = '.widget:' + code;
    widget.set_lang(parts.langs);
    widget.set_settings(
      Object.assign({}, entry.settings, {
        id: entry.id,
        status: entry.status,
        widget_code: code,
        path: entry.path,
        version: entry.installed_version,
        oauth_client_uuid: entry.oauth_client_uuid,
        widget_active: entry.active,
        active: entry.active,
        images_path: entry.images_path,
        support: entry.support,
      })
    );
    const calls = widget.callbacks || {};
    const isWhole = ['render', 'init', 'bind_actions'].every((name) => typeof calls[name] === 'function');
    return isWhole ? widget : null;
  }

  function call(widget, name, ...values) {
    try {
      return widget.callbacks[name] ? widget.callbacks[name].apply(widget, values) : undefined;
    } catch (error) {
      window.console.error(error);
      return undefined;
    }
  }

  function initialise(code, widget) {
    $(document).trigger('widget:' + code + ':loaded');
    call(widget, 'init');
  }

  function run(code, widget, area) {
    const rendered = call(widget, 'render');
    if (rendered && typeof rendered.then === 'function') {
      rendered.then((isReady) => isReady && initialise(code, widget), window.console.error);
    } else if (rendered) {
      initialise(code, widget);
    }
    call(widget, 'bind_actions');
    if (area === 'widget.advanced_settings') {
      call(widget, 'advancedSettings');
    }
  }

  function leave() {
    arrivals += 1;
    const list = window.APP.widgets.list;
    Object.keys(list).forEach((code) => {
      call(list[code], 'destroy');
      $(document).off('.widget:' + code);
      panel.remove(code);
      delete list[code];
    });
  }

  async function enter(area) {
    const arrival = arrivals;
    $(document).trigger('widgets:load');
    Object.assign(window.APP.widgets.system, systemOf());
    const entries = await listWidgets(area);
    for (const [code, entry] of Object.entries(entries)) {
      const parts = await loadParts(entry);
      if (arrival !== arrivals) {
        return;
      }
      const widget = construct(code, entry, parts);
      if (widget) {
        window.APP.widgets.list[code] = widget;
        run(code, widget, area);
      }
    }
  }

  return { enter, leave, path: PATH, code: CODE };
});

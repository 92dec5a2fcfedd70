/* The page's internal class that a widget's constructor is made a subclass of. */
define(['panel'], function (panel) {
  'use strict';

  function Widget() {}

  Object.assign(Widget.prototype, {
    set_lang: function (langs) {
      this.langs = langs;
    },
    i18n: function (path) {
      return path.split('.').reduce((group, key) => (group ? group[key] : undefined), this.langs) || '';
    },
    set_settings: function (settings) {
      this.params = Object.assign(this.params || {}, settings);
    },
    get_settings: function () {
      return this.params;
    },
    get_version: function () {
      return this.params.version;
    },
    get_install_status: function () {
      return this.params.status;
    },
    set_status: function (status) {
      this.params.status = status;
    },
    system: function () {
      return Object.assign({}, window.APP.widgets.system);
    },
    render: function (options) {
      return options && options.data ? String(options.data) : '';
    },
    render_template: function (options) {
      panel.add(this.params, options);
    },
    list_selected: function () {
      return { selected: [], summary: { items: 0, emails: 0, phones: 0 } };
    },
    widgetsOverlay: function () {},
    add_action: function () {},
    add_source: function () {},
  });

  return Widget;
});

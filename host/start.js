/* RequireJS under the settings of Kommo's page, with what widgets and this page take from it. */
(function () {
  'use strict';
  window.requirejs.config({
    baseUrl: '/host',
    waitSeconds: 45,
    paths: {
      jquery: '/vendor/jquery',
      underscore: 'plugin/underscore',
      json: 'plugin/json',
      text: 'plugin/text',
      optional: 'plugin/optional',
    },
  });
  window.requirejs(['page']);
})();

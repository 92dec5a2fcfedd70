/* RequireJS plugin: `optional!URL` is an empty object if the script does not load. Kommo says nothing then; this page prints it. */
define({
  load: function (url, require, onload) {
    require([url], onload, (error) => {
      window.console.error('A widget was not loaded:', error);
      window.requirejs.undef(url);
      onload({});
    });
  },
});

/* RequireJS plugin: `text!URL` is the file's text. */
define({
  load: function (url, require, onload) {
    fetch(url)
      .then((answer) => (answer.ok ? answer.text() : Promise.reject(new Error(url + ': ' + answer.status))))
      .then(onload, onload.error);
  },
});

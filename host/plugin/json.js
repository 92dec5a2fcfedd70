/* RequireJS plugin: `json!URL` is the file's value. */
define({
  load: function (url, require, onload) {
    fetch(url)
      .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(url + ': ' + answer.status))))
      .then(onload, onload.error);
  },
});

/* The settings section: the list of integrations, and the page that a widget has of its own. */
define(['jquery', 'words', 'frame', 'loader'], function ($, words, frame, loader) {
  'use strict';

  const { say, escape } = words;
  const LATE_MS = 300;

  function langs() {
    return new Promise((resolve, reject) => {
      window.requirejs(['json!' + loader.path + '/i18n/' + window.APP.lang_id + '.json'], resolve, reject);
    });
  }

  return {
    showIntegrations: async (isCurrent) => {
      const texts = await langs();
      if (!isCurrent()) {
        return;
      }
      $('#work_area').html(
        frame.topBar(say('integrations')) +
          '<div class="integrations"><article class="integration">' +
          '<img src="' + loader.path + '/images/logo_main.png" width="400" height="272" alt="">' +
          '<div class="integration__body"><h2>' + escape(texts.widget.name) + ' <span class="tag tag_green">' + say('installed') + '</span></h2>' +
          '<p>' + escape(texts.widget.short_description) + '</p>' +
          '<a class="button-input button-input_blue" href="#/settings/widgets/' + loader.code + '">' + say('open') + '</a>' +
          '</div></article></div>'
      );
    },
    /* Kommo makes the widget's container only after it has called the widget. */
    showAdvanced: async (isCurrent) => {
      const texts = await langs();
      if (!isCurrent()) {
        return;
      }
      $('#work_area').html(frame.topBar(escape(texts.advanced.title)) + '<div class="advanced"></div>');
      const $place = $('.advanced');
      setTimeout(() => $place.append('<div id="work-area-' + loader.code + '" class="work-area"></div>'), LATE_MS);
    },
  };
});

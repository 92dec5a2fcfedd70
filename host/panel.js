/* The right panel of a card: Kommo's nesting and classes, 65 px closed and 265 px open. */
define(['jquery', 'icons'], function ($, icons) {
  'use strict';

  const markup = () =>
    '<div id="widgets_block" class="card-widgets">' +
    '<div class="card-widgets__top"><button type="button" class="card-widgets__toggle js-card-widgets-on-off" aria-label="Widgets">' +
    icons.panel +
    '</button></div>' +
    '<div id="nano-card-widgets"><div class="card-widgets__elements"></div></div></div>';

  function toggleBody($entry) {
    const isOpen = $entry.toggleClass('js-body-hide').hasClass('js-body-hide');
    $entry.find('.card-widgets__widget__body').toggle(isOpen);
  }

  function bind($panel) {
    $panel.on('click', '.js-card-widgets-on-off', () => $panel.toggleClass('js-widgets-active'));
    $panel.on('click', '.js-widget-caption-block', (event) => {
      const $entry = $(event.currentTarget).parent();
      if ($panel.hasClass('js-widgets-active')) {
        toggleBody($entry);
        return;
      }
      $panel.addClass('js-widgets-active');
      if (!$entry.hasClass('js-body-hide')) {
        toggleBody($entry);
      }
    });
  }

  return {
    open: ($holder) => {
      const $panel = $(markup());
      $holder.append($panel);
      bind($panel);
    },
    add: (params, options) => {
      const code = params.widget_code;
      const logo = (name) => params.images_path + '/' + name + '.png';
      const $caption = $('<div class="card-widgets__widget__caption js-widget-caption-block">')
        .addClass(options.caption.class_name)
        .append($('<img class="card-widgets__widget__caption__logo" alt="">').attr('src', logo('logo')))
        .append($('<img class="card-widgets__widget__caption__logo_min" alt="">').attr('src', logo('logo_min')))
        .append('<span class="card-widgets__widget__caption__arrow"></span>');
      const $body = $('<div class="card-widgets__widget__body">').html(options.body + (options.render || ''));
      $('<div class="card-widgets__widget">')
        .addClass('card-widgets__widget-' + code)
        .attr('data-code', code)
        .append($caption, $body)
        .appendTo('#widgets_block .card-widgets__elements');
    },
    remove: (code) => $('.card-widgets__widget-' + code).remove(),
  };
});

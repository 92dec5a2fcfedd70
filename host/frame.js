/* What stays around every screen: the demo's own bar, the left menu and the work area. */
define(['jquery', 'icons', 'words', 'account'], function ($, icons, words, account) {
  'use strict';

  const { say, escape } = words;
  const MENU = ['dashboard', 'leads', 'contacts', 'companies', 'tasks', 'stats', 'settings'];
  const TARGET = { settings: '/settings/widgets' };

  function keep(name, value) {
    window.localStorage.setItem('host.' + name, value);
  }

  function demoBar() {
    const languages = words.LANGUAGES.map((code) => '<option value="' + code + '">' + code.toUpperCase() + '</option>').join('');
    const stays = say(account.isRealAddress ? 'stays_computer' : 'stays_browser');
    return (
      '<div class="demo-bar" role="region" aria-label="Demo">' +
      '<span class="demo-bar__claim"><b>' + say('simulated') + '</b><span> — ' + stays + '</span></span>' +
      '<label>' + say('language') + ' <select class="demo-bar__language">' + languages + '</select></label>' +
      '<button type="button" class="demo-bar__theme">' + say('theme') + ': <b></b></button>' +
      '<button type="button" class="demo-bar__reset">' + say('reset') + '</button>' +
      '</div>'
    );
  }

  function leftMenu() {
    const item = (name) =>
      '<a class="left-menu__item" data-name="' + name + '" href="#' + (TARGET[name] || '/' + name) + '">' +
      icons[name] + '<span>' + say(name) + '</span></a>';
    return (
      '<nav class="left-menu" aria-label="Menu">' +
      '<span class="left-menu__user"></span>' +
      MENU.map(item).join('') +
      '</nav>'
    );
  }

  function showTheme() {
    $('.demo-bar__theme b').text(say(document.documentElement.dataset.colorScheme));
  }

  function bind() {
    $('.demo-bar__language')
      .val(document.documentElement.lang)
      .on('change', (event) => {
        keep('language', event.target.value);
        window.location.reload();
      });
    $('.demo-bar__theme').on('click', () => {
      const next = document.documentElement.dataset.colorScheme === 'dark' ? 'light' : 'dark';
      keep('theme', next);
      document.documentElement.dataset.colorScheme = next;
      if (window.APP) {
        window.APP.constant('user').theme = next === 'dark' ? 2 : 1;
      }
      showTheme();
    });
    $('.demo-bar__reset').on('click', async (event) => {
      event.currentTarget.disabled = true;
      await account.reset();
      window.location.reload();
    });
  }

  return {
    draw: () => {
      $('body').append(
        demoBar() + leftMenu() + '<div id="page_holder"><main id="work_area"></main></div>'
      );
      showTheme();
      bind();
    },
    greet: (name) => {
      const initials = name.split(' ').map((word) => word.charAt(0)).slice(0, 2).join('');
      $('.left-menu__user').text(initials).attr('title', name);
    },
    select: (name) => {
      $('.left-menu__item').each((_, item) => {
        const isHere = item.dataset.name === name;
        $(item).toggleClass('left-menu__item_selected', isHere);
        if (isHere) {
          item.setAttribute('aria-current', 'page');
        } else {
          item.removeAttribute('aria-current');
        }
      });
    },
    topBar: (title, extra) =>
      '<header class="top-bar"><h1 class="top-bar__title">' + title + '</h1>' +
      '<label class="top-bar__search">' + icons.search + '<input type="search" placeholder="' + say('search') + '" aria-label="' + say('search') + '"></label>' +
      (extra || '') +
      '<span class="top-bar__account">' + escape(window.APP ? window.APP.constant('account').name : '') + '</span>' +
      '<span class="top-bar__bell">' + icons.bell + '</span></header>',
    message: (title, text, button) => {
      $('#work_area').html(
        '<div class="host-message"><h2>' + escape(title) + '</h2><p>' + escape(text || '') + '</p>' +
          (button ? '<button type="button" class="button-input button-input_blue">' + escape(button) + '</button>' : '') +
          '</div>'
      );
      $('#work_area .host-message button').on('click', () => window.location.reload());
    },
  };
});

/*
 * Pace's side of Kommo's widget contract: loads the WebAssembly module once a page, mounts the app
 * where Kommo has a place for it and takes it away again. It decides nothing else, sends nothing to
 * the account and leaves nothing in the page's globals.
 */
define(['jquery'], function ($) {
  'use strict';

  const CONTAINER_WAIT_MS = 10000;

  /* Kommo's own class names are no promise; all that Pace relies on are here. */
  const SELECTOR = {
    advancedSettings: (code) => '#work-area-' + code,
    leadCard: (code) => '.card-widgets__widget-' + code + ' .pace-place',
  };

  /* Kommo evaluates this file once a page and constructs the widget once an area. */
  let starting = null;
  let stopped = false;
  const views = new Map();

  const filesOf = (widget) => widget.params.cdn_path || widget.params.path;
  const say = (widget, key) => widget.i18n('shell.' + key) || key;

  async function loadModule(widget) {
    const version = '?v=' + encodeURIComponent(widget.get_version());
    const module = await import(filesOf(widget) + '/kommo-pace.js' + version);
    const answer = await fetch(filesOf(widget) + '/kommo-pace_bg.wasm' + version);
    if (!answer.ok) {
      throw new Error('kommo-pace_bg.wasm: status ' + answer.status);
    }
    await module.default({ module_or_path: await answer.arrayBuffer() });
    return module;
  }

  async function startModule(widget) {
    let module;
    try {
      module = await loadModule(widget);
    } catch (error) {
      console.trace(error);
      throw reason('not_loaded_title', say(widget, 'not_loaded_text'));
    }
    try {
      module.start({
        code: widget.params.widget_code,
        version: widget.get_version(),
        path: filesOf(widget),
        account: 'https://' + widget.system().subdomain + '.kommo.com',
        language: APP.lang_id,
        langs: widget.langs,
        user_id: APP.constant('user').id,
        settings: widget.get_settings(),
      });
    } catch (error) {
      console.trace(error);
      throw reasonOf(widget, error);
    }
    return module;
  }

  function reason(title, text) {
    return Object.assign(new Error(text), { title });
  }

  function isTrap(error) {
    return Boolean(window.WebAssembly) && error instanceof WebAssembly.RuntimeError;
  }

  /* An Error thrown by the module was written for the user; a trap was not. */
  function reasonOf(widget, error) {
    if (isTrap(error)) {
      stopped = true;
      return reason('stopped_title', say(widget, 'stopped_text'));
    }
    return reason('not_started_title', (error && error.message) || String(error));
  }

  function append(parent, tag, className, text) {
    const element = document.createElement(tag);
    element.className = className;
    element.textContent = text || '';
    parent.appendChild(element);
    return element;
  }

  function showLoading(root, widget) {
    const line = append(root, 'div', 'pace-loading');
    line.setAttribute('role', 'status');
    append(line, 'span', 'pace-spinner');
    append(line, 'span', '', say(widget, 'loading'));
  }

  function showReason(root, widget, error) {
    root.textContent = '';
    const callout = append(root, 'div', 'pace-callout pace-callout--error');
    callout.setAttribute('role', 'alert');
    const body = append(callout, 'div', 'pace-callout__body');
    append(body, 'strong', 'pace-callout__title', say(widget, error.title));
    append(body, 'p', '', error.message);
    const reload = append(body, 'button', 'pace-button pace-button--neutral', say(widget, 'reload'));
    reload.type = 'button';
    reload.addEventListener('click', () => window.location.reload());
  }

  function loadStyle(widget) {
    const href = filesOf(widget) + '/style.css?v=' + encodeURIComponent(widget.get_version());
    const present = Array.from(document.querySelectorAll('link[rel="stylesheet"]'));
    if (!present.some((link) => link.getAttribute('href') === href)) {
      const link = document.createElement('link');
      link.rel = 'stylesheet';
      link.href = href;
      document.head.appendChild(link);
    }
  }

  /* Kommo makes some containers only after it has called the widget. Resolves to null if it never does. */
  function whenPresent(selector, life) {
    return new Promise((resolve) => {
      const finish = (element) => {
        observer.disconnect();
        clearTimeout(timer);
        resolve(element);
      };
      const look = () => {
        const element = document.querySelector(selector);
        if (element) {
          finish(element);
        }
      };
      const observer = new MutationObserver(look);
      const timer = setTimeout(() => finish(null), CONTAINER_WAIT_MS);
      life.addEventListener('abort', () => finish(null));
      observer.observe(document.body, { childList: true, subtree: true });
      look();
    });
  }

  /* The body of a closed panel is not displayed, and nothing tells when it is opened. */
  function whenVisible(element, life) {
    return new Promise((resolve) => {
      const observer = new IntersectionObserver((entries) => {
        if (entries.some((entry) => entry.isIntersecting)) {
          observer.disconnect();
          resolve();
        }
      });
      life.addEventListener('abort', () => observer.disconnect());
      observer.observe(element);
    });
  }

  async function mount(widget, life, selector, place, context) {
    const container = await whenPresent(selector, life);
    if (!container || life.aborted || container.querySelector('.pace')) {
      return;
    }
    loadStyle(widget);
    const root = append(container, 'div', 'pace');
    const view = { widget, address: addressOfPage(), module: null };
    views.set(root, view);
    showLoading(root, widget);
    await whenVisible(root, life);
    try {
      starting = starting || startModule(widget);
      const module = await starting;
      if (views.get(root) !== view) {
        return;
      }
      if (stopped) {
        throw reason('stopped_title', say(widget, 'stopped_text'));
      }
      root.textContent = '';
      module.mount(root, place, context);
      view.module = module;
    } catch (error) {
      if (!error.title) {
        console.trace(error);
      }
      showReason(root, widget, error.title ? error : reasonOf(widget, error));
    }
  }

  function unmount(root) {
    const view = views.get(root);
    views.delete(root);
    try {
      if (view.module && !stopped) {
        view.module.unmount(root);
      }
    } catch (error) {
      console.trace(error);
      stopped = stopped || isTrap(error);
    }
    root.remove();
  }

  /* A tab of a card changes the query only, and then Kommo does not call the widget again. */
  function addressOfPage() {
    return window.location.pathname + window.location.hash;
  }

  function unmountLeftViews() {
    Array.from(views).forEach(([root, view]) => {
      if (view.address !== addressOfPage() || !root.isConnected) {
        unmount(root);
      }
    });
  }

  /* After a trap the module's memory is not to be trusted, so every view gives way to the message. */
  function onFault(event) {
    const error = event.error || event.reason;
    if (isTrap(error)) {
      stopped = true;
      views.forEach((view, root) => showReason(root, view.widget, reasonOf(view.widget, error)));
    }
  }
  window.addEventListener('error', onFault);
  window.addEventListener('unhandledrejection', onFault);

  return function () {
    const widget = this;
    const life = new AbortController();

    function renderLeadCard() {
      const id = APP.data.current_card.id;
      const hint = '<div class="pace"><p>' + say(widget, 'save_lead_first') + '</p></div>';
      widget.render_template({
        caption: { class_name: 'pace-caption' },
        body: '<div class="pace-place">' + (id ? '' : hint) + '</div>',
        render: '',
      });
      loadStyle(widget);
      if (id) {
        const selector = SELECTOR.leadCard(widget.params.widget_code);
        mount(widget, life.signal, selector, 'lead_card', { entity: 'leads', id });
      }
    }

    this.callbacks = {
      render: function () {
        if (APP.isCard() && APP.getBaseEntity() === 'leads') {
          renderLeadCard();
        }
        return true;
      },
      init: function () {
        return true;
      },
      bind_actions: function () {
        $(document).off('page:changed.pace').on('page:changed.pace', unmountLeftViews);
        return true;
      },
      advancedSettings: function () {
        const selector = SELECTOR.advancedSettings(widget.params.widget_code);
        const context = { entity: null, id: null };
        mount(widget, life.signal, selector, 'advanced_settings', context);
      },
      destroy: function () {
        life.abort();
        Array.from(views)
          .filter(([, view]) => view.widget === widget)
          .forEach(([root]) => unmount(root));
      },
    };
    return this;
  };
});

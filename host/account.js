/*
 * The account behind the page: on demo.kommo.com the real address answers, elsewhere a service
 * worker does. Makes the page's own few reads and the reset; a widget makes its own requests.
 */
define(function () {
  'use strict';

  const ORIGIN = 'https://demo.kommo.com';
  const CONTROL_WAIT_MS = 20000;
  const isRealAddress = window.location.hostname.endsWith('.kommo.com');

  function controlled() {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('worker_silent')), CONTROL_WAIT_MS);
      const finish = () => {
        clearTimeout(timer);
        resolve();
      };
      navigator.serviceWorker.addEventListener('controllerchange', finish, { once: true });
      if (navigator.serviceWorker.controller) {
        finish();
      }
    });
  }

  async function register() {
    try {
      return await navigator.serviceWorker.register('/kommo-sim-worker.js');
    } catch (error) {
      window.console.error(error);
      throw new Error('worker_refused');
    }
  }

  async function connect() {
    if (isRealAddress) {
      return;
    }
    if (!('serviceWorker' in navigator)) {
      throw new Error('worker_unavailable');
    }
    const registration = await register();
    if (!navigator.serviceWorker.controller) {
      /* A page reloaded past its worker gets it back by asking. */
      if (registration.active) {
        registration.active.postMessage('claim');
      }
      await controlled();
    }
  }

  async function send(method, path) {
    const answer = await fetch(ORIGIN + path, {
      method,
      credentials: 'include',
      headers: { 'X-Requested-With': 'XMLHttpRequest' },
    });
    if (!answer.ok) {
      throw new Error(method + ' ' + path + ': ' + answer.status);
    }
    return answer;
  }

  /* Kommo's page reads by addresses of its own, which do not count as requests to the API. */
  async function read(path) {
    const answer = await send('GET', '/ajax/v4' + path);
    const body = answer.status === 204 ? '' : await answer.text();
    return body ? JSON.parse(body) : null;
  }

  /* The items of a list, empty for Kommo's 204. */
  async function list(path, kind) {
    const page = await read(path);
    return (page && page._embedded && page._embedded[kind]) || [];
  }

  return {
    isRealAddress,
    connect,
    read,
    list,
    reset: () => send('POST', '/_sim/reset'),
  };
});

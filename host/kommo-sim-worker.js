// The simulated account as a service worker: it answers every request to kommo.com from inside the browser.
// It never lets one of them reach the network, whatever fails: then it answers 503 with the reason.
'use strict';

const SUBDOMAIN = 'demo';
const SEED = 1;
const KOMMO = /(^|\.)kommo\.com\.?$/;

// At Kommo's own address the server is the account: there this worker would stand before the page itself.
if (KOMMO.test(self.location.hostname)) throw new Error('The simulated account has no place at kommo.com.');

/** The account, a promise of it; undefined until it is asked for and after it has failed. */
let host;
let isLoaded = false;

try {
  importScripts('kommo-sim.js');
  isLoaded = true;
} catch (error) {
  console.error('kommo-sim.js did not load', error);
}

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(activate()));
self.addEventListener('fetch', (event) => {
  if (KOMMO.test(new URL(event.request.url).hostname)) {
    event.respondWith(answer(event.request, Date.now()));
  }
});
// A page reloaded past its service worker asks for it back.
self.addEventListener('message', (event) => {
  if (event.data === 'claim') event.waitUntil(self.clients.claim());
});

async function activate() {
  await self.clients.claim();
  // A worker cannot load its scripts a second time. Unregistered, it still answers this page's requests with 503, and
  // the next load of the page installs it anew.
  if (!isLoaded) await self.registration.unregister();
}

async function answer(request, arrivedMs) {
  host ??= open(request, arrivedMs);
  const asked = host;
  try {
    return await Promise.race([asked.then((opened) => opened.answer(request, BigInt(arrivedMs))), trap.sprung]);
  } catch (error) {
    // The next request opens the account again from its journal.
    if (host === asked) host = undefined;
    return new Response(`The simulated account does not answer: ${error}`, {
      status: 503,
      headers: { 'content-type': 'text/plain; charset=utf-8' },
    });
  }
}

async function open(request, nowMs) {
  await wasm_bindgen({ module_or_path: new URL('kommo-sim_bg.wasm', self.location.href) });
  // A reset also rescues an account that cannot be opened any more.
  const anew = request.method === 'POST' && new URL(request.url).pathname === '/_sim/reset';
  return wasm_bindgen.Host.open(SUBDOMAIN, SEED, BigInt(nowMs), anew);
}

// What is thrown inside the WebAssembly's own tasks reaches no promise: without this the page would wait for ever.
let trap = setTrap();
self.addEventListener('error', (event) => springTrap(event.error ?? event.message));
self.addEventListener('unhandledrejection', (event) => springTrap(event.reason));

function setTrap() {
  const set = Promise.withResolvers();
  set.promise.catch(() => {});
  return { sprung: set.promise, spring: set.reject };
}

function springTrap(error) {
  const sprung = trap;
  trap = setTrap();
  sprung.spring(error);
}

// What journeys start from.
//
// `page` opens the site on http://127.0.0.1, where a service worker answers as the account.
// `account` is a browser of its own in which https://SUBDOMAIN.kommo.com/ is the native simulator.
// `demo` is `page` with the wizard and the control of the account in it; `account` has both, too.
// `dist` is the folder of the built site.

import { fileURLToPath } from 'node:url';
import { chromium, test as base } from '@playwright/test';
import { SimControl } from './parts/sim-control.mjs';
import { serveSite } from './parts/site-server.mjs';
import { startSimulator } from './parts/simulator.mjs';
import { Wizard } from './parts/wizard.mjs';

export { expect } from '@playwright/test';

const dist = process.env.SITE_DIR ?? fileURLToPath(new URL('../../dist', import.meta.url));

export const test = base.extend({
  /** The account of `account`: `test.use({ subdomain, seed })` changes it. */
  subdomain: ['demo', { option: true }],
  seed: [1, { option: true }],

  /** The folder of the built site. */
  dist: async ({}, use) => {
    await use(dist);
  },

  site: [
    async ({}, use) => {
      const site = await serveSite(dist);
      await use(site);
      await site.close();
    },
    { scope: 'worker' },
  ],

  baseURL: async ({ site }, use) => {
    await use(site.url);
  },

  /** `{ page, wizard, control }`. */
  demo: async ({ page }, use) => {
    await use({ page, wizard: new Wizard(page), control: new SimControl(page) });
  },

  /** `{ page, context, simulator, wizard, control }`, everything fresh. */
  account: async ({ subdomain, seed, launchOptions, viewport, locale, timezoneId }, use) => {
    const simulator = await startSimulator({ subdomain, seed, site: dist });
    try {
      const args = [...launchOptions.args, ...simulator.chromiumArgs];
      const browser = await chromium.launch({ ...launchOptions, args });
      const context = await browser.newContext({ baseURL: simulator.origin, viewport, locale, timezoneId });
      const page = await context.newPage();
      const control = new SimControl(page, simulator.origin);
      await use({ page, context, simulator, wizard: new Wizard(page), control });
      await browser.close();
    } finally {
      await simulator.stop();
    }
  },
});

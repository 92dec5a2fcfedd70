// A Chromium with one page at https://demo.kommo.com/, where the native simulator serves a folder and the account.

import { chromium } from '@playwright/test';
import { chromiumArgs, findChromium } from '../../e2e/parts/chromium.mjs';
import { SimControl } from '../../e2e/parts/sim-control.mjs';
import { startSimulator } from '../../e2e/parts/simulator.mjs';
import { report } from './report.mjs';

/**
 * Opens the page, works with it and leaves nothing behind.
 * @param {{ site: string, launch?: object }} options `launch`: more options for Playwright.
 * @param {(bench: { page: import('@playwright/test').Page, context: object, control: SimControl }) => Promise<void>} work
 */
export async function withPage({ site, launch = {} }, work) {
  const simulator = await startSimulator({ subdomain: 'demo', seed: 1, site });
  try {
    const args = [...chromiumArgs, ...simulator.chromiumArgs, ...(launch.args ?? [])];
    const browser = await chromium.launch({ ...launch, executablePath: findChromium(), args });
    report('fact', 'Chromium', browser.version());
    const context = await browser.newContext({ baseURL: simulator.origin, locale: 'en-US', timezoneId: 'UTC' });
    const page = await context.newPage();
    await work({ page, context, control: new SimControl(page, simulator.origin) });
    await browser.close();
  } finally {
    await simulator.stop();
  }
}

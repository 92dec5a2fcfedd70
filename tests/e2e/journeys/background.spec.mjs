// An import goes on at full speed in a tab that nobody sees, where the browser holds the page's own timers back.

import { expect, test } from '../fixtures.mjs';
import { HEADER, contactFile, contactRows, idsOf, importedIds } from '../parts/contact-list.mjs';
import { startEverydayBrowser } from '../parts/everyday-browser.mjs';
import { rememberSmallBatches } from '../parts/memory.mjs';
import { SimControl, fullestSecond } from '../parts/sim-control.mjs';
import { startSimulator } from '../parts/simulator.mjs';
import { Wizard } from '../parts/wizard.mjs';

const ROWS = 2_400;

/** Long enough to tell one rate from another. */
const PHASE_MS = 5_000;

/** Until the browser has taken note that nobody sees the tab. */
const SETTLE_MS = 2_500;

/** Chromium lets a hidden page's timers go off once a second. */
const HELD_BACK_MS = 900;

test.describe.configure({ timeout: 120_000 });

test('an import in a hidden tab is as fast as in a visible one', async ({ dist, subdomain, seed }, info) => {
  const simulator = await startSimulator({ subdomain, seed, site: dist });
  const browser = await startEverydayBrowser({ args: simulator.chromiumArgs, profile: info.outputPath('profile') });
  try {
    const page = await browser.context.newPage();
    await rememberSmallBatches(page);
    const wizard = new Wizard(page);
    const control = new SimControl(page, simulator.origin);
    await wizard.open(`${simulator.origin}/`);
    const rows = contactRows(ROWS);
    await wizard.runFile({ name: 'contacts.csv', bytes: contactFile(rows) }, HEADER.length);

    await wizard.stores(30);
    expect(await page.evaluate(() => document.visibilityState)).toBe('visible');
    const visible = await rateDuring(page, control, PHASE_MS);

    const other = await browser.context.newPage();
    await other.bringToFront();
    await expect.poll(() => page.evaluate(() => document.visibilityState)).toBe('hidden');
    await other.waitForTimeout(SETTLE_MS);
    const gaps = await page.evaluateHandle(gapsOfPlainTimers, 100);
    const screen = await wizard.headline.textContent();
    const hidden = await rateDuring(other, control, PHASE_MS);
    expect(await page.evaluate(() => document.visibilityState)).toBe('hidden');
    const [, ...between] = await gaps.evaluate((list) => list());
    expect(between.length).toBeGreaterThan(0);
    expect(Math.min(...between), 'the browser does hold plain timers back').toBeGreaterThan(HELD_BACK_MS);
    expect(await wizard.headline.textContent(), 'nothing is drawn that nobody sees').toBe(screen);

    const rates = `arrivals a second: ${visible.toFixed(2)} visible, ${hidden.toFixed(2)} hidden`;
    expect(hidden, rates).toBeGreaterThanOrEqual(0.95 * visible);

    await page.bringToFront();
    await wizard.reaches('done');
    await expect(wizard.tile('stored')).toHaveText('2,400');
    expect(await importedIds(control)).toEqual(idsOf(rows));
    expect(fullestSecond(await control.requests()).length).toBeLessThanOrEqual(7);
  } finally {
    await browser.stop();
    await simulator.stop();
  }
});

/** Arrivals a second at the account while so much time passes. */
async function rateDuring(page, control, ms) {
  const from = (await control.requests()).length;
  await page.waitForTimeout(ms);
  const times = (await control.requests()).slice(from).map((line) => line.at_ms);
  expect(times.length, 'requests arrive').toBeGreaterThan(2);
  const [first, last] = [Math.min(...times), Math.max(...times)];
  return ((times.length - 1) * 1_000) / (last - first);
}

/** In the page: a chain of plain timers, and what is between them. */
function gapsOfPlainTimers(ms) {
  const gaps = [];
  let last = performance.now();
  const tick = () => {
    const now = performance.now();
    gaps.push(now - last);
    last = now;
    setTimeout(tick, ms);
  };
  setTimeout(tick, ms);
  return () => gaps;
}

// The page stays free for its user while a large file is read and checked.

import { writeFile } from 'node:fs/promises';
import { expect, test } from '../fixtures.mjs';
import { HEADER, contactFile, contactRows } from '../parts/contact-list.mjs';

const ROWS = 20_000;
const LONG_MS = 50;

// Traces take pictures of the page on its own main thread.
test.use({ trace: 'off' });

test('20,000 rows are read, checked and sent without holding up the page', async ({ demo: { page, wizard } }, info) => {
  // It measures time, so it wants the machine for itself: CI does not ask for it.
  test.skip(process.env.MEASURE !== '1', 'a measurement: MEASURE=1, a release build and an idle machine');
  await wizard.open();
  // The start compiles the module, and that is not what is measured.
  await page.waitForTimeout(1_000);
  await page.evaluate(watchLongTasks);
  // From the disk, as a user's file comes: what Playwright hands over from memory blocks the page.
  const path = info.outputPath('contacts.csv');
  await writeFile(path, contactFile(contactRows(ROWS)));
  await wizard.choose(path);
  await wizard.mapped(HEADER.length);
  await wizard.check();
  await expect(wizard.tile('good')).toHaveText('20,000');
  await wizard.start();
  await wizard.moving();
  expect((await page.evaluate(() => window.longTasks)).filter((ms) => ms > LONG_MS)).toEqual([]);
});

/** In the page: notes how long tasks take that the browser calls long. */
function watchLongTasks() {
  window.longTasks = [];
  new PerformanceObserver((list) => window.longTasks.push(...list.getEntries().map((entry) => entry.duration))).observe({
    type: 'longtask',
  });
}

// The page stays free for its user while a large file is read, checked and sent.

import { writeFile } from 'node:fs/promises';
import { expect, test } from '../fixtures.mjs';
import { HEADER, contactFile, contactRows } from '../parts/contact-list.mjs';
import { Monitor } from '../parts/monitor.mjs';
import { longTasksDuring } from '../parts/long-tasks.mjs';

const ROWS = 20_000;

/** What browsers call a long task. */
const LONG_MS = 50;

// Traces take pictures of the page on its own main thread.
test.use({ trace: 'off' });

test('20,000 rows are read, checked and sent without holding up the page', async ({ demo: { page, wizard } }, info) => {
  test.skip(process.env.SITE_RELEASE !== '1', 'only a release build is fast: SITE_RELEASE=1 says that the site is one');
  // From the disk, as a user's file comes: what Playwright hands over from memory blocks the page.
  const path = info.outputPath('contacts.csv');
  await writeFile(path, contactFile(contactRows(ROWS)));
  await wizard.open();
  const long = await longTasksDuring(page, LONG_MS, async () => {
    await wizard.choose(path);
    await wizard.mapped(HEADER.length);
    await wizard.check();
    await expect(wizard.tile('good')).toHaveText('20,000');
    await wizard.start();
    await wizard.moving();
  });
  expect(long).toEqual([]);
});

test('the traffic monitor does not hold up the page', async ({ demo: { page, wizard, control } }, info) => {
  test.skip(process.env.SITE_RELEASE !== '1', 'only a release build is fast: SITE_RELEASE=1 says that the site is one');
  test.setTimeout(120_000);
  const path = info.outputPath('contacts.csv');
  await writeFile(path, contactFile(contactRows(ROWS)));
  const monitor = new Monitor(page);
  await wizard.open();
  await wizard.runFile(path, HEADER.length);
  // Heavy batches make many requests of few rows, so that the list grows long.
  await control.faults({ gateway_timeout: { above: 40, stored: 'none' } });
  const long = await longTasksDuring(page, LONG_MS, async () => {
    await monitor.open();
    await monitor.table.click();
    await expect.poll(() => monitor.rows.count(), { timeout: 100_000 }).toBeGreaterThanOrEqual(50);
    await monitor.search.fill('post');
    await expect(monitor.of('done').first()).toBeVisible();
    await monitor.search.fill('');
    await monitor.kinds.selectOption('done');
    await monitor.leave();
  });
  expect(long).toEqual([]);
});

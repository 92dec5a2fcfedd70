// The page stays free for its user while a large file is read, checked and sent.

import { writeFile } from 'node:fs/promises';
import { expect, test } from '../fixtures.mjs';
import { HEADER, contactFile, contactRows } from '../parts/contact-list.mjs';
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

// The README's picture: 5,000 contacts on their way at Kommo's pace.

import { test } from '../fixtures.mjs';
import { HEADER, contactFile, contactRows } from '../parts/contact-list.mjs';
import { README_PICTURE, blemish } from '../parts/pictures.mjs';

test('readme', async ({ account: { page, wizard, control } }) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await wizard.open();
  // About as long as an account takes to answer.
  await control.faults({ latency_ms: 350 });
  const rows = blemish(contactRows(5_000));
  await wizard.runFile({ name: 'customers.csv', bytes: contactFile(rows) }, HEADER.length);
  await wizard.stores(3_000);
  await page.screenshot({ path: README_PICTURE, animations: 'disabled' });
});

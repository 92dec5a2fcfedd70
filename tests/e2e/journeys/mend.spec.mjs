// Rows with problems are mended in their place, with the keyboard alone.

import { expect, test } from '../fixtures.mjs';
import { say } from '../parts/catalogue.mjs';

const FILE = { name: 'leads.csv', bytes: 'Name,Price\nGood,10\nToo dear,9999999999999\nWrong,ten\nLast,30\n' };

test('a problem is mended before the start and another one after it, by the keyboard alone', async ({ account: { page, wizard, control } }) => {
  await wizard.open();
  const known = (await control.entities('leads')).length;
  await page.getByRole('radio', { name: say('app.entity.leads') }).focus();
  await page.keyboard.press('Enter');
  await wizard.choose(FILE);
  await wizard.mapped(2);
  await wizard.primary.focus();
  await page.keyboard.press('Enter');

  const wrong = wizard.root.getByLabel(say('app.problems.cell', { column: 'Price', row: 4 }));
  await expect(wrong).toHaveAttribute('aria-invalid', 'true');
  await reach(page, wrong);
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('25');
  await page.keyboard.press('Enter');
  await expect(wrong).not.toHaveAttribute('aria-invalid', 'true');
  await expect(wizard.primary).toHaveText('Import 4 rows');
  await reach(page, wizard.primary);
  await page.keyboard.press('Enter');
  await wizard.reaches('done');
  await expect(wizard.tile('stored')).toHaveText('3');

  const refused = wizard.root.getByLabel(say('app.problems.cell', { column: 'Price', row: 3 }));
  await reach(page, refused);
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('20');
  await page.keyboard.press('Enter');
  const retry = wizard.root.locator('[data-action=retry]');
  await reach(page, retry);
  await page.keyboard.press('Enter');
  await expect(wizard.tile('stored')).toHaveText('4');
  await wizard.reaches('done');
  await expect(wizard.tile('refused')).toHaveText('0');
  expect((await control.entities('leads')).length).toBe(known + 4);
});

/** Tab leads there. */
async function reach(page, target) {
  await expect(target).toBeVisible();
  for (let steps = 0; steps < 60; steps += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) {
      return;
    }
    await page.keyboard.press('Tab');
  }
  await expect(target).toBeFocused();
}

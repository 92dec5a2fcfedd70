// Several tabs of one browser on one account: one budget for all of them, and what one meets holds
// the others.

import { expect, test } from '../fixtures.mjs';
import { AccountData } from '../parts/account-data.mjs';
import { say } from '../parts/catalogue.mjs';
import { idsOf, importedIds } from '../parts/contact-list.mjs';
import { fullestSecond } from '../parts/sim-control.mjs';
import { ROWS, begin, expectWithinBudget, leaders, rowsOf } from '../parts/tabs.mjs';
import { Wizard } from '../parts/wizard.mjs';

test.describe.configure({ mode: 'parallel', timeout: 120_000 });

test('two tabs import at once within one budget', async ({ account: { page, context, wizard, control } }) => {
  const other = new Wizard(await context.newPage());
  await Promise.all([wizard.open(), other.open()]);
  await begin(wizard, other);
  await Promise.all([wizard.stores(500), other.stores(500)]);
  for (const each of [wizard, other]) {
    expect(await each.number('stored'), 'both are under way').toBeLessThan(ROWS);
  }
  await Promise.all([wizard.reaches('done'), other.reaches('done')]);
  await expectWithinBudget(control);
  expect(await importedIds(control)).toEqual([...idsOf(rowsOf(0)), ...idsOf(rowsOf(1))].sort());
  expect(await leaders(page)).toHaveLength(1);
});

test('a block that one tab meets holds the other, until the click in either', async ({ account: { page, context, wizard, control } }) => {
  const second = await context.newPage();
  const other = new Wizard(second);
  await wizard.open();
  await other.open();
  await begin(wizard, other);
  await Promise.all([wizard.stores(200), other.stores(200)]);
  await control.faults({ block_after: 1 });
  for (const each of [wizard, other]) {
    await expect(each.alert).toContainText(say('app.gate.blocked_title'));
    await expect(each.alert).toContainText(say('app.gate.blocked'));
    await expect(each.probe).toHaveText(say('app.gate.probe'));
    await expect(each.support).toHaveValue(/https:\/\/demo\.kommo\.com/);
    await each.reaches('waiting');
  }
  // What was on its way when the first was refused has arrived; after that nobody asks, not even for a click.
  const met = (await control.requests()).length;
  const data = new AccountData(second);
  await data.open();
  await data.click('leads', 'read');
  await stays(second, control, met);
  await data.leave();

  await other.probe.click();
  await stays(second, control, met + 1);
  for (const each of [wizard, other]) {
    await expect(each.alert).toContainText(say('app.gate.blocked_title'));
  }
  await control.faults({});
  await stays(second, control, met + 1);
  await other.probe.click();
  for (const each of [wizard, other]) {
    await expect(each.probe).toHaveCount(0);
    await each.reaches('done');
  }
  expect(await importedIds(control)).toEqual([...idsOf(rowsOf(0)), ...idsOf(rowsOf(1))].sort());
  expect(fullestSecond(await control.requests()).length).toBeLessThanOrEqual(7);
});

/** Nothing arrives for a while longer than any pace of the widget's; then there are so many. */
async function stays(page, control, expected) {
  await page.waitForTimeout(2_000);
  expect((await control.requests()).length).toBe(expected);
}

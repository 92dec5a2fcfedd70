// Several tabs of one browser on one account: one budget for all of them, whichever ends first and however.

import { expect, test } from '../fixtures.mjs';
import { AccountData } from '../parts/account-data.mjs';
import { say } from '../parts/catalogue.mjs';
import { HEADER, contactFile, contactRows, idsOf, importedIds } from '../parts/contact-list.mjs';
import { SimControl, fullestSecond } from '../parts/sim-control.mjs';
import { Wizard } from '../parts/wizard.mjs';

test.describe.configure({ mode: 'parallel', timeout: 120_000 });

const ROWS = 3_000;

/** A break that is longer than any change of the lead. */
const BREAK_S = 8;

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

const ENDS = [
  ['is closed', (page) => page.close({ runBeforeUnload: false })],
  ['crashes', crash],
];

for (const [how, end] of ENDS) {
  test(`when the leading tab ${how} the other goes on`, async ({ account: { page, context, wizard, simulator } }) => {
    const second = await context.newPage();
    const other = new Wizard(second);
    await wizard.open();
    await other.open();
    const survivor = new SimControl(second, simulator.origin);
    await begin(wizard, other);
    await Promise.all([wizard.stores(500), other.stores(500)]);
    const [leader] = await leaders(second);
    await end(page);
    await other.reaches('done');
    expect(await leaders(second)).not.toEqual([leader]);
    await expectWithinBudget(survivor);
    expect(longestBreak(await survivor.requests()), 'it went on soon').toBeLessThan(3_000);
    const ids = await importedIds(survivor);
    const own = new Set(idsOf(rowsOf(1)));
    expect(ids.filter((id) => own.has(id))).toEqual([...own]);
    expect(new Set(ids).size, 'nothing twice').toBe(ids.length);
  });
}

for (const [how, end] of ENDS) {
  test(`when an idle leader ${how} an import elsewhere goes on`, async ({ account: { page, context, wizard, simulator } }) => {
    const { second, other, survivor, leader } = await openBehind(wizard, context, simulator);
    await begin(other);
    await other.stores(500);
    await end(page);
    await other.reaches('done');
    expect(await leaders(second)).not.toEqual([leader]);
    await expectWithinBudget(survivor);
    expect(longestBreak(await survivor.requests()), 'it went on soon').toBeLessThan(3_000);
    expect(await importedIds(survivor)).toEqual(idsOf(rowsOf(0)));
  });

  test(`when an idle leader ${how} during a break the break stays`, async ({ account: { page, context, wizard, simulator } }) => {
    const { second, other, survivor, leader } = await openBehind(wizard, context, simulator);
    await begin(other);
    await other.stores(500);
    await survivor.faults({ storm: { retry_after_s: BREAK_S } });
    await expect(other.alert).toContainText(say('app.gate.paused_title'));
    await survivor.faults({});
    await end(page);
    await expect.poll(async () => (await leaders(second)).filter((id) => id !== leader)).toHaveLength(1);
    await expect(other.alert, 'the new leader knows of it').toContainText(say('app.gate.paused_title'));
    await other.reaches('waiting');
    await other.reaches('done');
    expect(await leaders(second)).not.toEqual([leader]);
    expect(await importedIds(survivor)).toEqual(idsOf(rowsOf(0)));
    const requests = await survivor.requests();
    expect(fullestSecond(requests).length).toBeLessThanOrEqual(7);
    const refused = requests.filter(({ status }) => status === 429).map(({ at_ms: at }) => at);
    const next = requests.find(({ at_ms: at, status }) => at > refused[0] && status !== 429);
    expect(next.at_ms - refused[0], 'nothing leaves before Kommo allows it').toBeGreaterThanOrEqual(BREAK_S * 1_000);
  });
}

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
  // Those that were on their way when the first was refused; after that nobody asks, not even for a click.
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
  const requests = await control.requests();
  expect(fullestSecond(requests).length).toBeLessThanOrEqual(7);
  // One of each tab may have been on its way to the account when the first was refused.
  expect(requests.filter(({ status }) => status === 403).length).toBeLessThanOrEqual(3);
});

/** Nothing arrives for a while longer than any pace of the widget's; then there are so many. */
async function stays(page, control, expected) {
  await page.waitForTimeout(2_000);
  expect((await control.requests()).length).toBe(expected);
}

/** A second tab behind one that leads and does nothing. */
async function openBehind(wizard, context, simulator) {
  const second = await context.newPage();
  const other = new Wizard(second);
  await wizard.open();
  const [leader] = await leaders(wizard.page);
  await other.open();
  expect(await leaders(second), 'it does not take the lead').toEqual([leader]);
  return { second, other, survivor: new SimControl(second, simulator.origin), leader };
}

/** Two files without a row in common. */
function rowsOf(tab) {
  return contactRows(2 * ROWS).slice(tab * ROWS, (tab + 1) * ROWS);
}

/** Both begin at about the same time. */
async function begin(...wizards) {
  await Promise.all(
    wizards.map(async (wizard, tab) => {
      await wizard.choose({ name: `contacts-${tab}.csv`, bytes: contactFile(rowsOf(tab)) });
      await wizard.mapped(HEADER.length);
      await wizard.check();
    }),
  );
  await Promise.all(wizards.map((wizard) => wizard.start()));
}

async function expectWithinBudget(control) {
  const { requests, status_counts: counts } = await control.log();
  expect(counts['429'] ?? 0).toBe(0);
  expect(fullestSecond(requests).length).toBeLessThanOrEqual(7);
}

/** The longest time in milliseconds from one batch to the next. */
function longestBreak(requests) {
  const batches = requests.filter(({ method }) => method === 'POST').map(({ at_ms: at }) => at);
  return Math.max(...batches.slice(1).map((at, index) => at - batches[index]));
}

/** Who holds the lead's lock, by the browser's word. */
function leaders(page) {
  return page.evaluate(async () => {
    const { held } = await navigator.locks.query();
    return held.filter(({ name }) => name.startsWith('pace-lead-')).map(({ clientId }) => clientId);
  });
}

async function crash(page) {
  const session = await page.context().newCDPSession(page);
  const crashed = page.waitForEvent('crash');
  // The page is gone before it could answer.
  session.send('Page.crash').catch(() => {});
  await crashed;
}

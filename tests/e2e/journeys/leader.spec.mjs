// The tab that leads all tabs of a browser goes, by a click or by a crash: another takes the lead, its import goes on
// soon and ends, and a break that Kommo has asked for stays one.

import { expect, test } from '../fixtures.mjs';
import { say } from '../parts/catalogue.mjs';
import { idsOf, importedIds } from '../parts/contact-list.mjs';
import { SimControl, fullestSecond } from '../parts/sim-control.mjs';
import { begin, expectWithinBudget, leaders, rowsOf } from '../parts/tabs.mjs';
import { Wizard } from '../parts/wizard.mjs';

test.describe.configure({ mode: 'parallel', timeout: 120_000 });

/** A break that is longer than any change of the lead. */
const BREAK_S = 8;

/** What has left already when the first refusal is read arrives within this time. */
const UNDER_WAY_MS = 1_500;

/** A change of the lead takes about two seconds; a busy machine may take a few more. */
const SOON_MS = 10_000;

const ENDS = [
  ['is closed', (page) => page.close({ runBeforeUnload: false })],
  ['crashes', crash],
];

for (const [how, end] of ENDS) {
  test(`when the leading tab ${how} the other goes on`, async ({ account: { page, context, wizard, simulator } }) => {
    const { second, other, survivor, leader } = await openBehind(wizard, context, simulator);
    await begin(wizard, other);
    await Promise.all([wizard.stores(500), other.stores(500)]);
    await end(page);
    await other.reaches('done');
    expect(await leaders(second)).not.toEqual([leader]);
    await expectWithinBudget(survivor);
    expect(longestBreak(await survivor.requests()), 'it went on by itself').toBeLessThan(SOON_MS);
    const ids = await importedIds(survivor);
    const own = new Set(idsOf(rowsOf(1)));
    expect(ids.filter((id) => own.has(id))).toEqual([...own]);
    expect(new Set(ids).size, 'nothing twice').toBe(ids.length);
  });

  test(`when an idle leader ${how} an import elsewhere goes on`, async ({ account: { page, context, wizard, simulator } }) => {
    const { second, other, survivor, leader } = await openBehind(wizard, context, simulator);
    await begin(other);
    await other.stores(500);
    await end(page);
    await other.reaches('done');
    expect(await leaders(second)).not.toEqual([leader]);
    await expectWithinBudget(survivor);
    expect(longestBreak(await survivor.requests()), 'it went on by itself').toBeLessThan(SOON_MS);
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
    const next = requests.find(({ at_ms: at, status }) => at > refused[0] + UNDER_WAY_MS && status !== 429);
    expect(next.at_ms - refused[0], 'nothing leaves before Kommo allows it').toBeGreaterThanOrEqual(BREAK_S * 1_000);
  });
}

/** A second tab behind the one that leads. */
async function openBehind(wizard, context, simulator) {
  const second = await context.newPage();
  const other = new Wizard(second);
  await wizard.open();
  const [leader] = await leaders(wizard.page);
  await other.open();
  expect(await leaders(second), 'it does not take the lead').toEqual([leader]);
  return { second, other, survivor: new SimControl(second, simulator.origin), leader };
}

/** The longest time in milliseconds from one batch to the next. */
function longestBreak(requests) {
  const batches = requests.filter(({ method }) => method === 'POST').map(({ at_ms: at }) => at);
  return Math.max(...batches.slice(1).map((at, index) => at - batches[index]));
}

async function crash(page) {
  const session = await page.context().newCDPSession(page);
  const crashed = page.waitForEvent('crash');
  // The page is gone before it could answer.
  session.send('Page.crash').catch(() => {});
  await crashed;
}

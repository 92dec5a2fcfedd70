// Several tabs of one browser on one account: one budget for all of them, whichever ends first and however.

import { expect, test } from '../fixtures.mjs';
import { HEADER, contactFile, contactRows, idsOf, importedIds } from '../parts/contact-list.mjs';
import { SimControl, fullestSecond } from '../parts/sim-control.mjs';
import { Wizard } from '../parts/wizard.mjs';

test.describe.configure({ mode: 'parallel', timeout: 120_000 });

const ROWS = 3_000;

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

for (const [how, end] of [
  ['is closed', (page) => page.close()],
  ['crashes', crash],
]) {
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

// Others use up the limit of the whole account for a while: Kommo answers 429 though Pace keeps its own limit. The
// page says so and counts down, everything waits, the rate comes back, and the account holds each row once.

import { expect, test } from '../fixtures.mjs';
import { say, textBefore } from '../parts/catalogue.mjs';
import { HEADER, contactFile, contactRows, idsOf, importedIds } from '../parts/contact-list.mjs';
import { rememberSmallBatches } from '../parts/memory.mjs';
import { fullestSecond } from '../parts/sim-control.mjs';

const ROWS = 1_600;

/** How long the others keep at it. */
const STORM_MS = 6_000;

/** What Kommo asks for, where it says it. */
const WAIT_S = 4;

/** How long a request may take to arrive that left before the first 429 was read. */
const ON_ITS_WAY_MS = 250;

test.describe.configure({ mode: 'parallel', timeout: 120_000 });

for (const [told, storm, wait_ms] of [
  ['in its answer how long to wait', { retry_after_s: WAIT_S }, WAIT_S * 1_000],
  ['in a header how long to wait', { retry_after_s: WAIT_S, header: true }, WAIT_S * 1_000],
  ['nothing of how long to wait', { html: true }, 1_000],
]) {
  test(`a storm of 429 that tells ${told}`, async ({ account: { page, wizard, control } }) => {
    await rememberSmallBatches(page);
    await wizard.open();
    const rows = contactRows(ROWS);
    await wizard.runFile({ name: 'contacts.csv', bytes: contactFile(rows) }, HEADER.length);
    await wizard.stores(50);

    const began = (await control.log()).next;
    await control.faults({ storm });
    await expect(wizard.alert).toContainText(say('app.gate.paused_title'));
    await expect(wizard.alert).toContainText(textBefore('app.gate.paused'));
    await expect(wizard.headline).toHaveText(new RegExp(`^${textBefore('app.run.held')} [\\d,]+ of 1,600 rows$`));
    await wizard.reaches('waiting');
    const counted = await countDown(page, wizard, Date.now() + STORM_MS);
    expect(counted.length, `it counts down: ${counted}`).toBeGreaterThan(2);

    await control.faults({});
    await expect(wizard.alert).toHaveCount(0, { timeout: 15_000 });
    await wizard.reaches('running');
    await wizard.reaches('done');
    await expect(wizard.tile('stored')).toHaveText('1,600');
    await expect(wizard.tile('refused')).toHaveText('0');
    await expect(wizard.tile('unknown')).toHaveCount(0);
    expect(await importedIds(control)).toEqual(idsOf(rows));

    const requests = await control.requests(began);
    expectEveryoneWaits(requests, wait_ms);
    expectRateComesBack(requests);
    expect(fullestSecond(await control.requests()).length).toBeLessThanOrEqual(7);
  });
}

/** The seconds that the page says to be left, each time they change. */
async function countDown(page, wizard, end) {
  const seen = [];
  while (Date.now() < end) {
    const said = /(\d+) s\b/.exec((await wizard.alert.allInnerTexts()).join())?.[1];
    if (said !== undefined && seen.at(-1) !== Number(said)) {
      seen.push(Number(said));
    }
    await page.waitForTimeout(100);
  }
  return seen;
}

/** After the first 429, when those on their way have arrived, nothing arrives before the wait is over. */
function expectEveryoneWaits(requests, wait_ms) {
  const refused = requests.filter(({ status }) => status === 429).map(({ at_ms: at }) => at);
  expect(refused.length, 'Kommo refused some').toBeGreaterThan(1);
  const [first] = refused;
  const late = requests.filter(({ at_ms: at }) => at > first + ON_ITS_WAY_MS && at < first + wait_ms);
  expect(late, 'everything waits').toEqual([]);
  // Not even two of them: the wait grows or is told anew each time.
  expect(refused.length, 'the storm is not answered by another').toBeLessThan(8);
}

/** It comes back slowly, and then to what Kommo allows. */
function expectRateComesBack(requests) {
  const last = requests.findLast(({ status }) => status === 429).at_ms;
  const after = requests.map(({ at_ms: at }) => at).filter((at) => at > last);
  const [begin] = after;
  const inSecond = (from) => after.filter((at) => at >= from && at < from + 1_000).length;
  expect(inSecond(begin), 'slowly at first').toBeLessThanOrEqual(3);
  expect(Math.max(...after.map(inSecond)), 'and back to the full rate').toBeGreaterThanOrEqual(6);
}

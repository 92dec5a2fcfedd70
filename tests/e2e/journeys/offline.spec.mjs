// The network goes away for a minute in the middle of an import and comes back: the user is told what is waited for,
// nothing is sent meanwhile, it goes on at once afterwards, and the account holds each row once.

import { expect, test } from '../fixtures.mjs';
import { say, textBefore } from '../parts/catalogue.mjs';
import { HEADER, contactFile, contactRows, idsOf, importedIds } from '../parts/contact-list.mjs';
import { fullestSecond } from '../parts/sim-control.mjs';

const AWAY_MS = 60_000;

/** Between two looks at what the page says. */
const LOOK_MS = 2_000;

/** How soon it goes on. */
const SOON_MS = 3_000;

/** What is left of a pause that alone would take longer. */
const LEFT_S = 10;

test.setTimeout(180_000);

test('an import outlives a network that is away for a minute', async ({ account: { context, wizard, control } }) => {
  await wizard.open();
  await control.faults({ latency_ms: 300 });
  const rows = contactRows(1_500);
  // Beside it there may be one that says that an answer was lost.
  const away = wizard.alert.filter({ hasText: say('app.gate.offline_title') });
  await wizard.runFile({ name: 'contacts.csv', bytes: contactFile(rows) }, HEADER.length);
  await wizard.stores(100);

  await context.setOffline(true);
  const left = Date.now();
  await expect(away).toBeVisible();
  await wizard.reaches('waiting');
  await saysSoUntil(left + AWAY_MS, away, wizard);
  await expect.poll(() => secondsLeft(away), { timeout: 20_000 }).toBeGreaterThanOrEqual(LEFT_S);

  const back = Date.now();
  await context.setOffline(false);
  await expect(away, 'it goes on at once').toHaveCount(0, { timeout: SOON_MS });
  await wizard.reaches('done');
  await expect(wizard.tile('stored')).toHaveText('1,500');
  await expect(wizard.tile('unknown')).toHaveCount(0);
  expect(await importedIds(control)).toEqual(idsOf(rows));

  const requests = await control.requests();
  const gaps = requests.slice(1).map((line, index) => line.at_ms - requests[index].at_ms);
  expect(Math.max(...gaps), 'nothing arrives meanwhile').toBeGreaterThanOrEqual(back - left);
  expect(fullestSecond(requests).length).toBeLessThanOrEqual(7);
});

/** The page says all the time that it is the network that it waits for, and stores nothing. */
async function saysSoUntil(end, away, wizard) {
  // What had left before is still answered.
  await wizard.page.waitForTimeout(LOOK_MS);
  const stored = await wizard.number('stored');
  while (Date.now() < end) {
    await expect(away).toContainText(textBefore('app.gate.offline'));
    await expect(wizard.headline).toHaveText(new RegExp(`^${textBefore('app.run.offline')} \\d[\\d,]* of 1,500 rows$`));
    expect(await wizard.number('stored')).toBe(stored);
    await wizard.page.waitForTimeout(Math.min(LOOK_MS, Math.max(0, end - Date.now())));
  }
}

/** How long the message says that the pause will take. */
async function secondsLeft(alert) {
  return Number(/(\d+) s\b/.exec(await alert.innerText())?.[1] ?? 0);
}

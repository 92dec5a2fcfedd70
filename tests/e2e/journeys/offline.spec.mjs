// The network goes away in the middle of an import and comes back: the user is told, nothing is sent meanwhile, it
// goes on at once afterwards, and the account holds each row once.

import { expect, test } from '../fixtures.mjs';
import { say } from '../parts/catalogue.mjs';
import { HEADER, contactFile, contactRows, idsOf, importedIds } from '../parts/contact-list.mjs';
import { fullestSecond } from '../parts/sim-control.mjs';

/** What is left of a pause that has just begun after pauses of 1, 2 and 4 s. */
const LEFT_S = 6;

/** How soon it goes on; that pause alone would take longer. */
const SOON_MS = 3_000;

test('an import outlives a network that is away for a while', async ({ account: { context, wizard, control } }) => {
  await wizard.open();
  await control.faults({ latency_ms: 300 });
  const rows = contactRows(1_500);
  await wizard.runFile({ name: 'contacts.csv', bytes: contactFile(rows) }, HEADER.length);
  await wizard.stores(100);

  await context.setOffline(true);
  await expect(wizard.alert).toContainText(say('app.gate.offline_title'));
  await expect(wizard.alert).toContainText(textBefore('app.gate.offline'));
  await wizard.reaches('waiting');
  await expect.poll(() => secondsLeft(wizard.alert), { timeout: 20_000 }).toBeGreaterThanOrEqual(LEFT_S);

  await context.setOffline(false);
  await expect(wizard.alert, 'it goes on at once').toHaveCount(0, { timeout: SOON_MS });
  await wizard.reaches('done');
  await expect(wizard.tile('stored')).toHaveText('1,500');
  await expect(wizard.tile('unknown')).toHaveCount(0);
  expect(await importedIds(control)).toEqual(idsOf(rows));

  const requests = await control.requests();
  const gaps = requests.slice(1).map((line, index) => line.at_ms - requests[index].at_ms);
  expect(Math.max(...gaps), 'nothing arrives meanwhile').toBeGreaterThan(6_000);
  expect(fullestSecond(requests).length).toBeLessThanOrEqual(7);
});

/** What a sentence says before its first placeholder. */
function textBefore(key) {
  return say(key).split('{')[0].trim();
}

/** How long the message says that the pause will take. */
async function secondsLeft(alert) {
  return Number(/(\d+) s\b/.exec(await alert.innerText())?.[1] ?? 0);
}

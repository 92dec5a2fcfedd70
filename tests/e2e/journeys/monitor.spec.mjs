// The traffic monitor during an import: it shows what the account's own log shows, can be narrowed down and held
// still, and gives support a file that names nobody.

import { expect, test } from '../fixtures.mjs';
import { expectAccessible } from '../parts/accessibility.mjs';
import { say } from '../parts/catalogue.mjs';
import { HEADER, contactFile, contactRows } from '../parts/contact-list.mjs';
import { Monitor } from '../parts/monitor.mjs';

/** Enough for a quarter of a minute, whatever size the batches grow to. */
const ROWS = 10_000;

test.describe.configure({ mode: 'parallel', timeout: 120_000 });

test('an import under the monitor, with a break in it', async ({ account: { page, wizard, control } }) => {
  const monitor = new Monitor(page);
  await wizard.open();
  await control.faults({ latency_ms: 300 });
  const rows = contactRows(ROWS);
  await wizard.runFile({ name: 'contacts.csv', bytes: contactFile(rows) }, HEADER.length);
  await monitor.open();

  // Requests appear, on their way first, and the import's progress stays in its tab.
  await expect(monitor.rows.filter({ hasText: 'POST /api/v4/contacts' }).first()).toBeVisible();
  await expect(monitor.of('flying').first()).toBeVisible();
  await expect(monitor.tab('import')).toContainText(/\d+%/);
  await expect(monitor.tile('now')).toHaveText(/^[1-7] \/ 7$/);
  await expectAccessible(page);

  // Held still, the list stays as it is while requests go on.
  await monitor.hold.click();
  const held = await monitor.rows.count();
  const sent = (await control.requests()).length;
  await expect.poll(async () => (await control.requests()).length).toBeGreaterThan(sent + 3);
  await expect(monitor.rows).toHaveCount(held);
  await monitor.hold.click();
  await expect.poll(() => monitor.rows.count()).toBeGreaterThan(held);

  // Other programs use the account's own limit up; the break is shown, told and found by its status.
  await control.faults({ latency_ms: 300, storm: { probability: 1, retry_after_s: 3 } });
  await expect(monitor.of('rate_limited').first()).toBeVisible();
  await control.faults({ latency_ms: 300 });
  await expect(monitor.waits).toContainText('429');
  await expect(monitor.legend.filter({ hasText: say('app.monitor.kind.rate_limited') })).toBeVisible();
  await monitor.search.fill('429');
  await expect(monitor.of('done')).toHaveCount(0);
  await expect(monitor.rows.first().locator('td').nth(3)).toContainText('429');
  await monitor.search.fill('');
  await monitor.kinds.selectOption('rate_limited');
  await expect(monitor.of('done')).toHaveCount(0);
  await expect(monitor.rows.first()).toContainText(say('app.monitor.fate.waits_for_break'));
  await monitor.kinds.selectOption('');
  await monitor.lanes.selectOption('screen');
  await expect(monitor.rows.first()).toContainText(say('app.monitor.asker.facts'));
  await monitor.lanes.selectOption('');

  await monitor.table.click();
  await expect(monitor.seconds.first()).toBeVisible();
  await expectAccessible(page);

  // The import has gone on behind it, and ends as ever.
  await monitor.leave();
  await wizard.reaches('done');
  await expect(wizard.tile('stored')).toHaveText('10,000');

  await monitor.open();
  await expect(monitor.waits).toHaveText(say('app.monitor.waits.nothing'));
  const { name, text, said } = await monitor.file();
  expect(name).toMatch(/^pace-traffic-demo-\d{4}-\d\d-\d\d\.json$/);
  namesNobody(text, rows);
  expect(text).not.toMatch(/[?&]\w+=|limit=|page=/);

  // It tells what the account has seen; what left together may have arrived in any order.
  const seen = await control.requests();
  const told = [...said.requests].reverse().filter((request) => request.sent);
  const arrived = seen.map((line) => `${line.method} ${line.path.split('?')[0]} ${line.status}`);
  expect(told.map(statusOf).sort()).toEqual(arrived.sort());
  expect(said.counts.rate_limited).toBe(seen.filter((line) => line.status === 429).length);
  expect(said.settings.requests_per_second).toBe(7);

  await monitor.withQueries.check();
  const asked = await monitor.file();
  expect(asked.said.requests.some((request) => request.query.includes('limit='))).toBe(true);
  namesNobody(asked.text, rows);
});

test('the tabs by keyboard', async ({ demo: { page, wizard } }) => {
  const monitor = new Monitor(page);
  await wizard.open();
  await monitor.tab('import').focus();
  await page.keyboard.press('ArrowRight');
  await expect(monitor.tab('data')).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(monitor.root).toBeVisible();
  await expect(monitor.tab('traffic')).toBeFocused();
  await page.keyboard.press('Home');
  await expect(monitor.tab('import')).toBeFocused();
  await expect(wizard.step).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(wizard.root.getByRole('radio').first()).toBeFocused();
});

/** Nothing of any row is in the file. */
function namesNobody(text, rows) {
  const cells = rows.filter((_, index) => index % 10 === 0).flat().filter((cell) => cell.length > 5);
  expect(cells.filter((cell) => text.includes(cell))).toEqual([]);
  expect(text).not.toContain('@');
}

function statusOf({ method, path, status, failure }) {
  return `${method} ${path} ${status ?? failure}`;
}

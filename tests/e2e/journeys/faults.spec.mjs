// What goes wrong on the way: Kommo chokes, blocks, signs out, asks for a break, loses answers; the user changes
// their mind. Each time the import ends, and the account holds each row once.

import { expect, test } from '../fixtures.mjs';
import { say } from '../parts/catalogue.mjs';
import { HEADER, contactFile, contactRows, idsOf, importedIds } from '../parts/contact-list.mjs';

/** Slow enough that the test sees the import on its way; it never waits for a fixed time. */
const LATENCY_MS = 400;

test.describe.configure({ mode: 'parallel', timeout: 90_000 });

test('batches too large for Kommo, nothing of them stored', async ({ demo: { wizard, control } }) => {
  await wizard.open();
  await control.faults({ gateway_timeout: { above: 20, stored: 'none' } });
  const rows = await runRows(wizard, 120);
  await endsWithEach(rows, wizard, control);
});

test('batches too large for Kommo, half of each stored late', async ({ account: { wizard, control } }) => {
  await wizard.open();
  await control.faults({ gateway_timeout: { above: 20, stored: 'half', late_ms: 1_500 } });
  const rows = await runRows(wizard, 120);
  await endsWithEach(rows, wizard, control);
});

test('a block in the middle', async ({ account: { page, wizard, control } }) => {
  await wizard.open();
  await control.faults({ block_after: 6 });
  await page.evaluate(() => performance.setResourceTimingBufferSize(2_000));
  const rows = await runRows(wizard, 600);

  await expect(wizard.probe).toBeVisible();
  await wizard.reaches('waiting');
  await expect(wizard.alert).toContainText(say('app.gate.blocked_title'));
  await expect(wizard.alert).toContainText(say('app.gate.blocked'));
  const id = await page.evaluate(() => window.APP.constant('account').id);
  await expect(wizard.support).toHaveValue(/https:\/\/demo\.kommo\.com/);
  await expect(wizard.support).toHaveValue(new RegExp(`account id ${id}\\b`));

  // Kommo sees no more than one request after the one that it refused: the page may be about to send it
  // while the refusal is on its way from the network to the page.
  const { started, answered } = await page.evaluate(startsAfterFirst403);
  expect(started, `requests started after ${answered} ms, when the first 403 was there`).toHaveLength(Math.min(started.length, 1));
  const blocked = await control.requests();
  await stays(page, async () => (await control.requests()).length, blocked.length);

  await wizard.probe.click();
  await expect.poll(async () => (await control.requests()).length).toBe(blocked.length + 1);
  await expect(wizard.probe).toBeVisible();
  await stays(page, async () => (await control.requests()).length, blocked.length + 1);

  await control.faults({});
  await stays(page, async () => (await control.requests()).length, blocked.length + 1);
  await wizard.probe.click();
  await expect(wizard.probe).toHaveCount(0);
  await endsWithEach(rows, wizard, control);
});

test('a break that Kommo asks for because of another program', async ({ account: { page, wizard, control } }) => {
  await page.addInitScript(anotherProgramBeforeTheFirstBatch);
  await wizard.open();
  await control.faults({ retry_after_s: 3 });
  const rows = await runRows(wizard, 300);

  await expect(wizard.alert).toContainText(say('app.gate.paused_title'));
  await wizard.reaches('waiting');
  await endsWithEach(rows, wizard, control);

  const requests = await control.requests();
  const refused = requests.filter((line) => line.status === 429);
  expect(refused.length).toBeGreaterThan(0);
  const first = Math.min(...refused.map((line) => line.at_ms));
  const next = requests.find((line) => line.at_ms > first && line.status !== 429);
  expect(next.at_ms - first, 'nothing leaves before Kommo allows it').toBeGreaterThanOrEqual(3_000);
});

test('answers that are lost although the rows are stored', async ({ demo: { wizard, control } }) => {
  await wizard.open();
  await control.faults({ latency_ms: LATENCY_MS });
  const rows = await runRows(wizard, 600);
  await wizard.moving();
  await control.faults({ latency_ms: LATENCY_MS, lost_answer: { stored: true } });
  await expect(wizard.run).toContainText(say('app.run.settling_title'));
  await control.faults({});
  await endsWithEach(rows, wizard, control);
  expect((await control.log()).status_counts).toHaveProperty('0');
});

test('a session that ends and is regained', async ({ account: { page, wizard, control } }) => {
  await wizard.open();
  await control.faults({ latency_ms: LATENCY_MS });
  const rows = await runRows(wizard, 600);
  await wizard.moving();
  await control.faults({ signed_out: true });

  await expect(wizard.alert).toContainText(say('app.gate.signed_out_title'));
  await expect(wizard.probe).toHaveText(say('app.gate.signed_in'));
  await wizard.reaches('waiting');
  // One request asks by itself whether the session is back; then nobody does.
  await expect.poll(async () => lastGapMs(await control.requests())).toBeGreaterThan(800);
  const asked = (await control.requests()).length;
  await stays(page, async () => (await control.requests()).length, asked);

  await control.faults({});
  await wizard.probe.click();
  await endsWithEach(rows, wizard, control);
});

test('pause, go on, cancel', async ({ demo: { page, wizard, control } }) => {
  await wizard.open();
  const before = (await control.counts()).contacts;
  await control.faults({ latency_ms: LATENCY_MS });
  const rows = await runRows(wizard, 1_000);
  await wizard.moving();

  await wizard.button(say('app.run.pause')).click();
  await expect(wizard.headline).toHaveText(/^Paused: \d+ of 1,000 rows$/);
  await wizard.reaches('paused');
  const paused = await wizard.number('stored');
  expect(paused).toBeLessThan(rows.length);
  expect(await wizard.number('left')).toBe(rows.length - paused);
  expect((await control.counts()).contacts).toBe(before + paused);
  const sent = (await control.requests()).length;
  await stays(page, async () => (await control.requests()).length, sent);

  await wizard.button(say('app.run.resume')).click();
  await expect.poll(() => wizard.number('stored')).toBeGreaterThan(paused);
  await wizard.button(say('app.run.cancel')).click();
  await wizard.reaches('done');
  await expect(wizard.headline).toHaveText(/^Cancelled: \d+ of 1,000 rows imported$/);
  const stored = await wizard.number('stored');
  expect(stored).toBeLessThan(rows.length);
  expect((await control.counts()).contacts).toBe(before + stored);
  expect(await wizard.number('refused')).toBe(rows.length - stored);

  const added = await importedIds(control);
  const [, ...left] = (await wizard.report()).rows;
  expect(new Set(left.map((row) => row[3]))).toEqual(new Set([say('app.reason.not_sent')]));
  const leftIds = left.map((row) => row[4 + HEADER.indexOf('External ID')]);
  expect([...added, ...leftIds].sort(), 'each row is in the account or in the report').toEqual(idsOf(rows));
});

/** Starts the import of so many good rows. */
async function runRows(wizard, count) {
  const rows = contactRows(count);
  await wizard.runFile({ name: 'contacts.csv', bytes: contactFile(rows) }, HEADER.length);
  return rows;
}

/** The import ends, says so, and the account holds each row exactly once. */
async function endsWithEach(rows, wizard, control) {
  await wizard.reaches('done');
  await expect(wizard.tile('stored')).toHaveText(rows.length.toLocaleString('en-US'));
  await expect(wizard.tile('refused')).toHaveText('0');
  await expect(wizard.tile('unknown')).toHaveCount(0);
  expect(await importedIds(control)).toEqual(idsOf(rows));
}

function lastGapMs(requests) {
  const [before, last] = requests.slice(-2);
  return last.at_ms - before.at_ms;
}

/** Looks for a while longer than any pace of the widget's that the number does not grow. */
async function stays(page, count, expected) {
  const until = Date.now() + 1_500;
  while (Date.now() < until) {
    expect(await count()).toBe(expected);
    await page.waitForTimeout(250);
  }
}

/** In the page: requests to the API that began when the first 403 had been answered. */
function startsAfterFirst403() {
  const api = performance.getEntriesByType('resource').filter((entry) => entry.name.includes('/api/v4/'));
  const answered = Math.min(...api.filter((entry) => entry.responseStatus === 403).map((entry) => entry.responseEnd));
  const late = api.filter((entry) => entry.startTime > answered);
  return { answered, started: late.map((entry) => `${entry.startTime} ${entry.name}`) };
}

/** In the page: just before the first batch leaves, another program uses up most of the second. */
function anotherProgramBeforeTheFirstBatch() {
  const send = window.fetch;
  window.fetch = (request, ...rest) => {
    if (request.method === 'POST' && request.url.includes('/api/v4/contacts')) {
      window.fetch = send;
      for (let sent = 0; sent < 5; sent += 1) {
        send('/api/v4/account', { credentials: 'include' });
      }
    }
    return send.call(window, request, ...rest);
  };
}

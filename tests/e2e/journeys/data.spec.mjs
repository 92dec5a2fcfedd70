// Reading a list once, keeping it over a reload, and asking for changes alone from then on. What was asked is
// told by the account's own log.

import { expect, test } from '../fixtures.mjs';
import { expectAccessible } from '../parts/accessibility.mjs';
import { AccountData } from '../parts/account-data.mjs';
import { say } from '../parts/catalogue.mjs';
import { foreignTo, textsOf } from '../parts/foreign-texts.mjs';
import { fullestSecond } from '../parts/sim-control.mjs';

test.describe.configure({ mode: 'parallel' });
test.setTimeout(120_000);

const UNCHANGED = 'Nothing has changed: 1 request, no data.';

/** Requests for the list of leads from this line of the log on. */
async function leadReads(control, since = 0) {
  return (await control.requests(since)).filter(({ path }) => path === '/api/v4/leads');
}

/** The page with an account of so many leads, the account's data in sight. */
async function openWith(leads, { page, wizard, control }) {
  await wizard.open();
  await control.reset({ leads, contacts: 20, companies: 2, tasks: 0 });
  await wizard.reload();
  const data = new AccountData(page);
  await data.open();
  return data;
}

test('a list is read once and then looked at for changes, in the demo', async ({ demo }) => {
  await readOnceThenLook(demo);
});

test('a list is read once and then looked at for changes, over the network', async ({ account }) => {
  await readOnceThenLook(account);
});

/** A list is read once and then looked at for changes. */
async function readOnceThenLook(place) {
  const { page, wizard, control } = place;
  const data = await openWith(600, place);
  await expect(data.list('leads')).toContainText('Nothing is kept.');
  await expect(data.list('leads')).toContainText('up to 400 requests');
  expect(await leadReads(control), 'nothing is read unasked').toEqual([]);

  await data.ends('leads', 'read', 'Read to the end: 600 entities, 3 requests.');
  const reads = await leadReads(control);
  expect(reads.map(({ status, conditional }) => [status, conditional])).toEqual(Array(3).fill([200, false]));
  expect(new Set(reads.map(({ query }) => query)).size).toBe(3);

  // What the leads were changed by is older than the look by now.
  await page.waitForTimeout(4_000);
  await wizard.reload();
  await data.open();
  await expect(data.list('leads')).toContainText('600 entities');
  let { next } = await control.log();
  await data.ends('leads', 'look', UNCHANGED);
  const [look, ...more] = await leadReads(control, next);
  expect(more).toEqual([]);
  expect([look.bytes, look.conditional]).toEqual([0, true]);

  const { id } = (await control.entities('leads'))[321];
  await control.touch('leads', id);
  await wizard.reload();
  await data.open();
  ({ next } = await control.log());
  await data.ends('leads', 'look', 'Changed: 1. New: 0. 1 request.');
  const [change, ...rest] = await leadReads(control, next);
  expect(rest).toEqual([]);
  expect(change.status).toBe(200);
  expect(change.bytes, 'one lead').toBeLessThan(5_000);
  const kept = await page.evaluate(keptLead, [`pace-mirror-demo`, id]);
  expect(JSON.parse(kept.slice(kept.indexOf('{'))).name).toMatch(/\*$/);
  expect(fullestSecond(await control.requests()).length).toBeLessThanOrEqual(7);
}

test('a reading goes on after a reload in its middle', async ({ account }) => {
  const { page, wizard, control } = account;
  const data = await openWith(1_500, account);
  await control.faults({ latency_ms: 1_000 });
  await data.click('leads', 'read');
  await expect(data.list('leads')).toContainText('Reading: Leads');
  await expect.poll(async () => (await leadReads(control)).length, { timeout: 30_000 }).toBe(3);
  await wizard.reload();
  await data.open();
  await expect(data.list('leads')).toContainText('The reading was broken off after');
  await control.faults({});
  await data.ends('leads', 'rest', 'Read to the end: 1,500 entities');
  const queries = (await leadReads(control)).map(({ query }) => query);
  // Only what was on its way at the reload may have been asked again.
  expect(queries.length - new Set(queries).size).toBeLessThanOrEqual(1);
  expect(new Set(queries).size).toBe(7);
  expect(await page.evaluate(keptCount, 'pace-mirror-demo')).toBe(1_500);
});

test('reading again so soon is asked first, and the copy goes on the word', async ({ demo }) => {
  const { page, control } = demo;
  const data = await openWith(300, demo);
  await data.ends('leads', 'read', 'Read to the end: 300 entities, 2 requests.');
  await data.click('leads', 'again');
  await expect(data.list('leads').getByRole('alert')).toContainText(say('app.data.again_title'));
  await expectAccessible(page);
  expect(await leadReads(control)).toHaveLength(2);
  await data.click('leads', 'decline');
  await data.click('leads', 'again');
  await data.ends('leads', 'confirm', 'Read to the end: 300 entities, 2 requests.');
  expect(await leadReads(control)).toHaveLength(4);
  await data.click('leads', 'forget');
  await expect(data.list('leads')).toContainText('Nothing is kept.');
  expect(await page.evaluate(keptCount, 'pace-mirror-demo')).toBe(0);
});

test('a server that ignores the conditions is not walked', async ({ account }) => {
  const { control } = account;
  const data = await openWith(600, account);
  await data.ends('leads', 'read', 'Read to the end: 600 entities');
  await control.faults({ ignore_if_modified_since: true, ignore_filters: true });
  await data.ends('leads', 'look', say('app.data.ignored_title'));
  expect(await leadReads(control)).toHaveLength(4);
  await expect(data.list('leads').locator('[data-action=look]')).toHaveCount(0);
  await expect(data.list('leads').locator('[data-action=again]')).toBeVisible();
});

test('the end of the session leaves no copy', async ({ account }) => {
  const { page, wizard, control } = account;
  const data = await openWith(300, account);
  await data.ends('leads', 'read', 'Read to the end: 300 entities');
  expect(await page.evaluate(keptCount, 'pace-mirror-demo')).toBe(300);
  await control.faults({ signed_out: true });
  await data.click('leads', 'look');
  await expect(wizard.alert).toContainText(say('app.gate.signed_out_title'));
  await expect.poll(() => page.evaluate(keptCount, 'pace-mirror-demo')).toBe(0);
});

for (const language of ['es', 'pt']) {
  test(`the account's data speak ${language}`, async ({ demo: { page, wizard } }) => {
    await wizard.open(`/?language=${language}`);
    const data = new AccountData(page);
    await data.open();
    await data.click('companies', 'read');
    await expect(data.list('companies').locator('.pace-callout--success')).toBeVisible({ timeout: 30_000 });
    await data.click('companies', 'again');
    await expect(data.list('companies').getByRole('alert')).toBeVisible();
    await expectAccessible(page);
    expect((await textsOf(page)).filter(foreignTo(language))).toEqual([]);
  });
}

/* In the page. */

function keptLead([database, id]) {
  return new Promise((resolve, reject) => {
    const open = indexedDB.open(database);
    open.onerror = () => reject(open.error);
    open.onsuccess = () => {
      const get = open.result.transaction('leads').objectStore('leads').get(id);
      get.onsuccess = () => {
        open.result.close();
        resolve(get.result);
      };
    };
  });
}

function keptCount(database) {
  return new Promise((resolve, reject) => {
    const open = indexedDB.open(database);
    open.onerror = () => reject(open.error);
    open.onsuccess = () => {
      const count = open.result.transaction('leads').objectStore('leads').count();
      count.onsuccess = () => {
        open.result.close();
        resolve(count.result);
      };
    };
  });
}

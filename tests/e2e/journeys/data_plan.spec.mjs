// A reading whose plan is used up before the list has ended: the page says what was not read, and the next stretch is
// read on a click and not before.

import { expect, test } from '../fixtures.mjs';
import { expectAccessible } from '../parts/accessibility.mjs';
import { AccountData } from '../parts/account-data.mjs';

test.setTimeout(120_000);

test('a plan that is used up is followed by another on a click', async ({ account: { page, wizard, control } }) => {
  const data = new AccountData(page);
  const leads = data.list('leads');
  const reads = async () => (await control.requests()).filter(({ path }) => path === '/api/v4/leads');
  await wizard.open();
  await control.reset({ leads: 1_500, contacts: 20, companies: 2, tasks: 0 });
  await wizard.reload();
  await data.open();
  await control.faults({ latency_ms: 700 });
  await data.click('leads', 'read');
  await expect(leads.locator('[data-tile=pages] dd')).toHaveText('2', { timeout: 30_000 });
  await data.ends('leads', 'stop', 'What was read is kept');
  await expect(leads.locator('[data-action=rest]')).toHaveText('Continue');

  // Nobody waits for 400 pages here.
  await page.evaluate(cutPlan, ['pace-mirror-demo', 1]);
  await wizard.reload();
  await data.open();
  await expect(leads).toContainText('Plan to read on: up to 1 request for');
  await data.ends('leads', 'rest', 'The plan is used up (1 request), and the list goes on.');
  await expect(leads.locator('.pace-callout')).toContainText(/Read: the first [\d,]+ entities\. Not read: those/);
  await expect(leads.locator('[data-action=rest]')).toHaveText('Read on: up to 400 requests');
  await expectAccessible(page);

  const { length } = await reads();
  await wizard.reload();
  await data.open();
  await expect(leads).toContainText(/The plan is used up \(\d requests\), and the list goes on\./);
  await page.waitForTimeout(3_000);
  expect(await reads(), 'nothing is read unasked').toHaveLength(length);

  await control.faults({});
  await data.ends('leads', 'rest', 'Read to the end: 1,500 entities');
  const queries = (await reads()).map(({ query }) => query);
  expect(new Set(queries).size).toBe(7);
});

/** In the page: the plan of the reading that was broken off ends after so many pages more. */
function cutPlan([database, pages]) {
  return new Promise((resolve, reject) => {
    const open = indexedDB.open(database);
    open.onerror = () => reject(open.error);
    open.onsuccess = () => {
      const transaction = open.result.transaction('facts', 'readwrite');
      const facts = transaction.objectStore('facts');
      transaction.onabort = () => reject(transaction.error);
      transaction.oncomplete = () => {
        open.result.close();
        resolve();
      };
      const get = facts.get('leads');
      get.onsuccess = () => {
        const head = JSON.parse(get.result);
        const { position } = head.state;
        position.pages_max = position.pages + pages;
        facts.put(JSON.stringify(head), 'leads');
      };
    };
  });
}

// What outlives the page and its service worker, what is asked before it is left, and that the demo never
// reaches the real network.

import { expect, test } from '../fixtures.mjs';
import { say } from '../parts/catalogue.mjs';
import { HEADER, contactFile, contactRows, idsOf, importedIds } from '../parts/contact-list.mjs';

test.describe.configure({ mode: 'parallel' });

test('the simulated account survives a reload and the end of its worker', async ({ demo: { page, wizard, control } }) => {
  await wizard.open();
  const fresh = await control.counts();
  const rows = contactRows(120);
  await wizard.runFile({ name: 'contacts.csv', bytes: contactFile(rows) }, HEADER.length);
  await wizard.reaches('done');
  const before = await control.entities('contacts');
  expect(before).toHaveLength(fresh.contacts + 120);

  await wizard.reload();
  expect(await control.entities('contacts')).toEqual(before);
  await stopWorkers(page);
  expect(await control.entities('contacts')).toEqual(before);
  await stopWorkers(page);
  await wizard.reload();
  expect(await control.entities('contacts')).toEqual(before);

  await page.getByRole('button', { name: 'Reset the simulated account' }).click();
  await expect.poll(async () => (await control.counts().catch(() => fresh)).contacts).toBe(fresh.contacts);
  await expect(wizard.step).toBeVisible();
  await stopWorkers(page);
  expect(await control.counts()).toEqual(fresh);
  expect(await importedIds(control)).toEqual([]);
  // The page's and the widget's own reads since then are all that is left of the journal.
  expect(await page.evaluate(journalMethods)).not.toContain('POST /api/v4/contacts');
});

test('the worker ends while an import is paused', async ({ demo: { page, wizard, control } }) => {
  const rows = await beginImport(wizard, control);
  await wizard.button(say('app.run.pause')).click();
  // Nothing is on its way any more.
  await expect(wizard.headline).toHaveText(/^Paused: /);
  await stopWorkers(page);
  await wizard.button(say('app.run.resume')).click();
  await wizard.reaches('done');
  expect(await importedIds(control)).toEqual(idsOf(rows));
});

test('leaving during an import asks first', async ({ demo: { page, wizard, control } }) => {
  await wizard.open();
  expect(await asksBeforeLeaving(page), 'nothing to lose yet').toBe(false);
  await expect(wizard.step).toBeVisible();
  await control.faults({ latency_ms: 1_000 });
  await wizard.runFile({ name: 'contacts.csv', bytes: contactFile(contactRows(600)) }, HEADER.length);
  expect(await asksBeforeLeaving(page)).toBe(true);
  await control.faults({});
  await wizard.reaches('done');
  await expect(wizard.tile('stored')).toHaveText('600');
  // The listener goes right after the screen says so.
  await expect.poll(() => asksBeforeLeaving(page), 'all is stored').toBe(false);
});

test('without the simulated account the widget does not start', async ({ page }) => {
  const sent = requestsToKommo(page);
  // The page's own part of the account answers by itself, so that the widget alone is to notice.
  await page.route('**/host/account.js', (route) => route.fulfill({ contentType: 'text/javascript', body: AN_ACCOUNT }));
  await page.goto('/');
  const message = page.locator('.pace').getByRole('alert');
  await expect(message).toContainText(say('shell.not_started_title'), { timeout: 30_000 });
  await expect(message).toContainText(say('app.start.no_simulator'));
  expect(await page.evaluate(() => navigator.serviceWorker.controller)).toBeNull();
  expect(sent).toEqual([]);
});

test('an import whose worker is taken away sends nothing more', async ({ demo: { page, wizard, control } }) => {
  const sent = requestsToKommo(page);
  await wizard.open();
  await control.faults({ latency_ms: 500 });
  await wizard.runFile({ name: 'contacts.csv', bytes: contactFile(contactRows(1_000)) }, HEADER.length);
  await wizard.moving();

  const session = await page.context().newCDPSession(page);
  const { origin } = new URL(page.url());
  await session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'service_workers' });
  await page.waitForFunction(() => !navigator.serviceWorker.controller);
  const before = sent.length;
  expect(before).toBeGreaterThan(0);
  await expect(wizard.alert).toContainText(say('app.gate.offline_title'), { timeout: 20_000 });
  await page.waitForTimeout(2_500);
  expect(sent.slice(before)).toEqual([]);
});

/** An import that has stored something and has more to store. */
async function beginImport(wizard, control) {
  const rows = contactRows(600);
  await wizard.open();
  await control.faults({ latency_ms: 300 });
  await wizard.runFile({ name: 'contacts.csv', bytes: contactFile(rows) }, HEADER.length);
  await wizard.moving();
  return rows;
}

/** Ends every service worker, as the browser does by itself when they are idle; they are started again when needed. */
async function stopWorkers(page) {
  const session = await page.context().newCDPSession(page);
  await session.send('ServiceWorker.enable');
  await session.send('ServiceWorker.stopAllWorkers');
  await session.detach();
}

/** Tries to leave and stays if the page asks. */
async function asksBeforeLeaving(page) {
  const asked = page.waitForEvent('dialog', { timeout: 3_000 }).then(
    async (dialog) => {
      await dialog.dismiss();
      return dialog.type() === 'beforeunload';
    },
    () => false,
  );
  await page.evaluate(() => setTimeout(() => window.location.reload()));
  return asked;
}

/** The page's requests to Kommo's domain from now on, a list that grows; who answers them is not told. */
function requestsToKommo(page) {
  const sent = [];
  page.on('request', (request) => {
    if (/(^|\.)kommo\.com$/.test(new URL(request.url()).hostname)) {
      sent.push(request.url());
    }
  });
  return sent;
}

/** In the page: the requests in the worker's journal. */
async function journalMethods() {
  const settled = (request) =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const database = await settled(indexedDB.open('kommo-sim'));
  const records = await settled(database.transaction('requests').objectStore('requests').getAll());
  database.close();
  return records.map((record) => `${record.method} ${record.target}`);
}

const AN_ACCOUNT = `define(() => ({
  isRealAddress: false,
  connect: async () => {},
  read: async () => ({ id: 1, name: 'Nobody', subdomain: 'demo', current_user_id: 1, currency: 'USD', country: 'US' }),
  list: async () => [],
  reset: async () => {},
}));`;

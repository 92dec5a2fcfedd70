// The browser is killed in the middle of an import, three times; each time the import goes on, and in the end the
// account has every row once.

import { expect, test } from '../fixtures.mjs';
import { HEADER, contactFile, contactRows, idsOf, importedIds } from '../parts/contact-list.mjs';
import { startEverydayBrowser } from '../parts/everyday-browser.mjs';
import { SimControl } from '../parts/sim-control.mjs';
import { startSimulator } from '../parts/simulator.mjs';
import { Wizard } from '../parts/wizard.mjs';

test('an import survives three ends of its browser', async ({ dist }, testInfo) => {
  test.setTimeout(240_000);
  const simulator = await startSimulator({ subdomain: 'demo', seed: 1, site: dist });
  const start = () =>
    startEverydayBrowser({ args: simulator.chromiumArgs, profile: testInfo.outputPath('profile') });
  try {
    const rows = contactRows(2_000);
    let browser = await start();
    let wizard = new Wizard(await browser.context.newPage());
    await wizard.open(simulator.origin);
    await wizard.runFile({ name: 'contacts.csv', bytes: contactFile(rows) }, HEADER.length);
    for (const stored of [200, 700, 1_200]) {
      await wizard.stores(stored);
      await browser.kill();
      browser = await start();
      wizard = new Wizard(await browser.context.newPage());
      await wizard.open(simulator.origin);
      await wizard.root.locator('[data-action=continue]').click({ timeout: 30_000 });
      await expect(wizard.run).toBeVisible();
    }
    await wizard.reaches('done', 120_000);
    await expect(wizard.tile('stored')).toHaveText('2,000');
    const ids = await importedIds(new SimControl(wizard.page, simulator.origin));
    expect(ids).toEqual(idsOf(rows));
    await browser.stop();
  } finally {
    await simulator.stop();
  }
});

// Pictures of the account's data: unread, under way, read and looked at, and the question before a second
// reading.

import { test } from '../fixtures.mjs';
import { AccountData } from '../parts/account-data.mjs';
import { picture } from '../parts/pictures.mjs';

const LOOKS = [
  { width: 1400, theme: 'light', language: 'en' },
  { width: 1400, theme: 'dark', language: 'es' },
  { width: 600, theme: 'light', language: 'pt' },
];

test.setTimeout(120_000);

for (const { width, theme, language } of LOOKS) {
  const look = `${width}-${theme}-${language}`;
  test(`data ${look}`, async ({ account: { page, wizard, control } }) => {
    await page.setViewportSize({ width, height: 1_260 });
    await wizard.open(`/?theme=${theme}&language=${language}`);
    await control.reset({ leads: 3_000 });
    await wizard.reload();
    const data = new AccountData(page);
    await data.open();
    await picture(page, `data-unread-${look}`);
    await control.faults({ latency_ms: 400 });
    await data.click('leads', 'read');
    await data.list('leads').locator('[data-tile=rate]').waitFor({ timeout: 30_000 });
    await picture(page, `data-reading-${look}`);
    await data.click('leads', 'pause');
    await data.list('leads').locator('[data-action=resume]').waitFor();
    await picture(page, `data-paused-${look}`);
    await data.click('leads', 'resume');
    await control.faults({});
    await data.list('leads').locator('[data-action=look]').waitFor({ timeout: 60_000 });
    await data.click('leads', 'look');
    await data.list('leads').locator('.pace-callout--success').waitFor();
    await data.click('contacts', 'read');
    await data.list('contacts').locator('[data-action=again]').click();
    await data.list('contacts').locator('[data-action=confirm]').waitFor();
    await picture(page, `data-read-${look}`);
  });
}

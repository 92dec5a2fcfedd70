// Pictures of each step of the wizard, in the themes, languages and widths that differ most.

import { test } from '../fixtures.mjs';
import { HEADER, contactFile, contactRows } from '../parts/contact-list.mjs';
import { blemish, picture } from '../parts/pictures.mjs';

/** All of the longest step, so that what is fixed to the window stands where it would. */
const HEIGHT = 1_260;

const LOOKS = [
  { width: 1400, theme: 'light', language: 'en' },
  { width: 1400, theme: 'dark', language: 'en' },
  { width: 1400, theme: 'light', language: 'es' },
  { width: 1400, theme: 'dark', language: 'pt' },
  { width: 600, theme: 'light', language: 'en' },
  { width: 600, theme: 'dark', language: 'es' },
];

test.setTimeout(120_000);

for (const { width, theme, language } of LOOKS) {
  const look = `${width}-${theme}-${language}`;
  test(`wizard ${look}`, async ({ account: { page, wizard, control } }) => {
    await page.setViewportSize({ width, height: HEIGHT });
    await wizard.open(`/?theme=${theme}&language=${language}`);
    await picture(page, `file-${look}`);
    await wizard.choose({ name: 'photo.csv', bytes: await page.screenshot() });
    await wizard.alert.waitFor();
    await picture(page, `file-refused-${look}`);

    const rows = blemish(contactRows(1_500));
    await wizard.choose({ name: 'clientes.csv', bytes: contactFile(rows) });
    await wizard.mapped(HEADER.length);
    await picture(page, `columns-${look}`);
    await wizard.check();
    await picture(page, `check-${look}`);

    await control.faults({ latency_ms: 300 });
    await wizard.start();
    await wizard.stores(500);
    await picture(page, `running-${look}`);
    await control.faults({ block: true });
    await wizard.probe.waitFor();
    await picture(page, `blocked-${look}`);
    await control.faults({});
    await wizard.probe.click();
    await wizard.reaches('done');
    await picture(page, `done-${look}`);
  });
}

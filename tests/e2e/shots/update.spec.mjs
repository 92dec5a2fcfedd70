// Pictures of an update: rules and unknown words, the list that has to be read, the dry run, and the offer to go on.

import { test } from '../fixtures.mjs';
import { writeCsv } from '../parts/csv.mjs';
import { picture } from '../parts/pictures.mjs';

const LOOKS = [
  { width: 1400, theme: 'light', language: 'en' },
  { width: 1400, theme: 'dark', language: 'es' },
  { width: 600, theme: 'light', language: 'pt' },
  { width: 600, theme: 'dark', language: 'en' },
];

const HEADER = ['Correo electrónico', 'Cargo', 'Customer type'];

test.setTimeout(120_000);

for (const { width, theme, language } of LOOKS) {
  const look = `${width}-${theme}-${language}`;
  test(`update ${look}`, async ({ account: { page, wizard, control } }) => {
    await page.setViewportSize({ width, height: 1_260 });
    await wizard.open(`/?theme=${theme}&language=${language}`);
    const contacts = await control.entities('contacts');
    const email = (contact) =>
      contact.custom_fields_values?.find((field) => field.field_code === 'EMAIL')?.values[0].value;
    const emails = contacts.map(email).filter(Boolean);
    const rows = emails.slice(0, 900).map((address, index) => [address, `Gerente ${index}`, index % 50 ? 'VIP' : 'Mayorista']);
    await wizard.choose({ name: 'cargos.csv', bytes: writeCsv([HEADER, ...rows], ',') });
    await wizard.mapped(HEADER.length);
    await wizard.root.locator('[data-rule=mode] select').selectOption('update');
    await wizard.words.getByRole('button').first().click();
    await picture(page, `update-columns-${look}`);
    await wizard.primary.click();
    await wizard.root.locator('[data-list=contacts]').waitFor();
    await picture(page, `update-list-${look}`);
    await wizard.root.locator('[data-action=read]').click();
    await wizard.root.locator('[data-part=dry-run]').waitFor({ timeout: 60_000 });
    await picture(page, `update-dry-run-${look}`);
    await control.faults({ latency_ms: 900 });
    await wizard.start();
    await wizard.stores(100);
    await picture(page, `update-running-${look}`);
    page.on('dialog', (dialog) => dialog.accept());
    await wizard.reload();
    await wizard.root.locator('[data-offer]').waitFor();
    await wizard.root.locator('[data-action=discard]').click();
    await picture(page, `update-offer-${look}`);
  });
}

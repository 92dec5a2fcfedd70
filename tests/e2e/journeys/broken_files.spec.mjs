// Files that cannot be imported as they are: the page says what is wrong and what to do, and sends nothing.

import { open } from 'node:fs/promises';
import { expect, test } from '../fixtures.mjs';
import { say } from '../parts/catalogue.mjs';
import { HEADER, contactFile, contactRows } from '../parts/contact-list.mjs';
import { writeCsv } from '../parts/csv.mjs';
import { storedZip } from '../parts/stored-zip.mjs';

const MB = 1024 * 1024;

test.describe.configure({ mode: 'parallel' });

test('files that are no table of text', async ({ demo: { wizard, control } }) => {
  await wizard.open();
  const refuses = (name, bytes, key, values) => isRefused(wizard, { name, bytes }, key, values);

  await refuses('nothing.csv', '', 'empty');
  await refuses('blank.csv', '\r\n  \r\n', 'empty');
  await refuses('header.csv', 'Name;Phone;Email\r\n', 'only_header');
  await refuses('photo.csv', await wizard.page.screenshot(), 'picture');
  await refuses('list.xlsx', workbook(), 'spreadsheet');
  await refuses('open.csv', 'Name;Phone\r\nAna;"+34 600\r\nJoão;+55 11\r\n', 'unclosed_quote', { row: 2 });

  await sentNothing(control);
  // After all that a good file is still taken.
  await wizard.choose({ name: 'contacts.csv', bytes: contactFile(contactRows(3)) });
  await wizard.mapped(HEADER.length);
});

test('a header with one quote too many', async ({ demo: { wizard, control } }) => {
  await wizard.open();
  for (const delimiter of [',', ';', '\t']) {
    const text = ['Name,"Phone" mobile,Email', 'Ana,+34 600 000 001,ana@example.com', ''].join('\r\n');
    const bytes = text.replaceAll(',', delimiter);
    await isRefused(wizard, { name: 'head.csv', bytes }, 'broken_header', { row: 1 });
  }
  await sentNothing(control);
});

test('a file of 50 MB', async ({ demo: { wizard, control } }, info) => {
  const path = info.outputPath('huge.csv');
  const file = await open(path, 'w');
  const block = contactFile(contactRows(5_000));
  for (let written = 0; written < 50 * MB; written += Buffer.byteLength(block)) {
    await file.write(block);
  }
  const size = Math.ceil((await file.stat()).size / MB);
  await file.close();

  await wizard.open();
  await wizard.choose(path);
  await expect(wizard.alert).toContainText(say('app.file_problem.too_big', { size, max: 32 }));
  await sentNothing(control);
});

test('60 columns of which none fits', async ({ demo: { wizard, control } }) => {
  const header = Array.from({ length: 60 }, (_, index) => `Zz${index}`);
  await wizard.open();
  await wizard.choose({ name: 'strange.csv', bytes: writeCsv([header, header], ';') });
  await wizard.mapped(60);
  await expect(wizard.found).toHaveCount(0);
  await expect(wizard.root).toContainText(say('app.mapping.nothing'));
  await expect(wizard.primary).toBeDisabled();

  // What it says to do is enough.
  await wizard.columns.first().getByRole('combobox').selectOption({ label: say('app.target.name') });
  await wizard.check();
  await expect(wizard.tile('good')).toHaveText('1');
  await sentNothing(control);
});

test('one row with one quote too many', async ({ demo: { wizard, control } }) => {
  const lines = contactFile(contactRows(40)).split('\r\n');
  const broken = lines.findIndex((line) => line.startsWith('Lucía'));
  lines[broken] = lines[broken].replace('Lucía', '"Lucía" ');
  await wizard.open();
  await wizard.choose({ name: 'contacts.csv', bytes: lines.join('\r\n') });
  await wizard.mapped(HEADER.length);
  await wizard.check();
  await expect(wizard.tile('good')).toHaveText('39');
  await expect(wizard.problems).toHaveCount(1);
  await expect(wizard.problems).toContainText(say('app.reason.broken_quote'));
  await expect(wizard.problems).toContainText(String(broken + 1));
  await sentNothing(control);
});

test('what a Mac or a Windows program saves as Unicode is read, too', async ({ demo: { wizard, control } }) => {
  const text = contactFile(contactRows(40), '\t');
  const little = Buffer.from(`\u{feff}${text}`, 'utf16le');
  await wizard.open();
  const reads = async (name, bytes, encoding) => {
    await wizard.choose({ name, bytes });
    await wizard.mapped(HEADER.length);
    await expect(wizard.root.getByRole('combobox').first()).toContainText(`Automatic: ${encoding}`);
    await expect(wizard.columns.first()).toContainText('Ana Muñoz Muñoz · João Muñoz Muñoz');
    await wizard.check();
    await expect(wizard.tile('good')).toHaveText('40');
    await wizard.button(say('app.check.back')).click();
    await wizard.button(say('app.columns.other_file')).click();
  };
  await reads('unicode.txt', little, 'UTF-16LE');
  await reads('big.txt', Buffer.from(little).swap16(), 'UTF-16BE');
  await reads('mark.csv', `\u{feff}${text}`, 'UTF-8');
  await sentNothing(control);
});

/** The file is refused with this reason, and another one can be chosen. */
async function isRefused(wizard, file, key, values) {
  await wizard.choose(file);
  await expect(wizard.alert).toContainText(say('app.file_problem.title', { name: file.name }));
  await expect(wizard.alert).toContainText(say(`app.file_problem.${key}`, values));
  await expect(wizard.step).toContainText(say('app.step.file'));
}

async function sentNothing(control) {
  expect((await control.requests()).filter((line) => line.method !== 'GET')).toEqual([]);
}

function workbook() {
  return storedZip({
    '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    'xl/workbook.xml': '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>',
    'xl/worksheets/sheet1.xml': '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>',
  });
}

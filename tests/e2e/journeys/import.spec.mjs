// A real list goes through the widget into the account: 1,000 contacts as Excel saves them in Spain, seven of
// which Kommo would refuse.

import { expect, test } from '../fixtures.mjs';
import { say } from '../parts/catalogue.mjs';
import { HEADER, asExpected, asRead, contactFile, contactRows, externalId } from '../parts/contact-list.mjs';
import { fullestSecond } from '../parts/sim-control.mjs';
import { windows1252 } from '../parts/windows-1252.mjs';

const ROWS = 1_000;
const LONG = `${'Responsable de compras y ñoquis '.repeat(10).slice(0, 299)}.`;

/** By the row as a spreadsheet counts it: the column, what stands in it, and what is said of it. */
const SPOILT = new Map([
  [2, ['Correo electrónico', 'ana.silva(at)example.com', say('app.reason.not_email')]],
  [57, ['Customer type', 'Mayorista', say('app.reason.not_option', { meant: say('app.reason.none_near') })]],
  [203, ['Teléfono móvil', 'preguntar en recepción', say('app.reason.not_phone')]],
  [404, ['External ID', LONG, say('app.reason.too_long', { found: 300, max: 256 })]],
  [599, ['Customer type', 'Retuning', say('app.reason.not_option', { meant: say('app.reason.meant', { nearest: 'Returning' }) })]],
  [800, ['Correo electrónico', 'joão@@example.com', say('app.reason.not_email')]],
  [1_001, ['Cargo', LONG, say('app.reason.too_long', { found: 300, max: 256 })]],
]);

const rows = contactRows(ROWS);
for (const [row, [column, value]] of SPOILT) {
  rows[row - 2][HEADER.indexOf(column)] = value;
}
const good = rows.filter((_, index) => !SPOILT.has(index + 2));
const file = { name: 'clientes.csv', bytes: windows1252(contactFile(rows)) };

test('1,000 contacts go into the account that a service worker plays', async ({ demo }) => {
  await importAll(demo);
});

test('1,000 contacts go into the account at its real address', async ({ account }) => {
  await importAll(account);
});

async function importAll({ wizard, control }) {
  await wizard.open();
  const known = new Set((await control.entities('contacts')).map((contact) => contact.id));

  await wizard.choose(file);
  await wizard.mapped(HEADER.length);
  await expect(wizard.found, 'every column finds its place by itself').toHaveCount(HEADER.length);
  await expect(wizard.root).toContainText('1,000 rows, 8 columns');
  await wizard.check();
  await expect(wizard.tile('good')).toHaveText('993');
  await expect(wizard.tile('bad')).toHaveText('7');
  expect(await posts(control), 'nothing is sent before the start').toEqual([]);

  await wizard.start();
  await wizard.reaches('done');
  await expect(wizard.tile('stored')).toHaveText('993');
  await expect(wizard.tile('refused')).toHaveText('7');
  await expect(wizard.tile('unknown')).toHaveCount(0);

  const added = (await control.entities('contacts')).filter((contact) => !known.has(contact.id));
  expect(added.length).toBe(good.length);
  expect(differences(good, added)).toEqual([]);

  const report = await wizard.report();
  expect(report.name).toBe('clientes-rows-to-mend.csv');
  expect(report.rows).toEqual([
    ['Row', 'Column', 'Value', 'What is wrong', ...HEADER],
    ...[...SPOILT].map(([row, spoilt]) => [String(row), ...spoilt, ...rows[row - 2]]),
  ]);

  const { requests, worst_second: worst, status_counts: counts } = await control.log();
  const fullest = fullestSecond(requests);
  expect(fullest.length, JSON.stringify(fullest, null, 1)).toBeLessThanOrEqual(7);
  expect(worst).toBe(fullest.length);
  expect(counts).not.toHaveProperty('429');
  // As Kommo recommends to begin with; a little more once five of them went well.
  const batches = (await posts(control)).map(({ items }) => items);
  expect(batches.slice(0, 5)).toEqual(Array(5).fill(50));
  expect(Math.max(...batches)).toBeLessThanOrEqual(72);
  expect(batches.reduce((sum, items) => sum + items)).toBe(good.length);
}

async function posts(control) {
  return (await control.requests()).filter((line) => line.method === 'POST');
}

/** Every field of every row, told by its external id; the first few that differ. */
function differences(expected, contacts) {
  const byId = new Map(contacts.map((contact) => [externalId(contact), asRead(contact)]));
  const pairs = expected.map((row) => [asExpected(row), byId.get(row[HEADER.indexOf('External ID')])]);
  return pairs.filter(([wanted, got]) => sorted(wanted) !== sorted(got)).slice(0, 3);
}

function sorted(contact) {
  return contact && JSON.stringify([contact.name, Object.entries(contact.fields).sort()]);
}

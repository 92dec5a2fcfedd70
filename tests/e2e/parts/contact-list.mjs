// A contact list as a shop in Spain or Brazil would keep it in a spreadsheet, and what Kommo ought to hold of
// each row once it is imported. The same number of rows always gives the same list.

import { writeCsv } from './csv.mjs';

export const HEADER = [
  'Nombre completo',
  'Teléfono móvil',
  'Teléfono trabajo',
  'Correo electrónico',
  'Customer type',
  'Cargo',
  'External ID',
  'About',
];

const FIRST = [
  'Ana', 'João', 'Lucía', 'Íñigo', 'Conceição', 'Mateo', 'Zoë', 'Renée', 'Ángel', 'Thaís', 'Sofía', 'Jürgen',
  'Márcia', 'Begoña', 'Óscar', 'Inês', 'Hugo', 'Chloé', 'Raúl', 'Antônio',
];
const LAST = [
  'Muñoz', 'Gonçalves', 'Ibáñez', 'Araújo', 'Sánchez', 'Magalhães', 'Núñez', 'Simões', "O'Brien", 'Peña', 'Leitão',
  'Güell', 'Assunção', 'Fernández', 'Conceição', 'Yáñez', 'Brandão', 'Castaño', 'Lübeck', 'Müller', 'Vázquez',
];
const MAIL_HOSTS = ['example.com', 'example.org', 'mail.example.net', 'correo.example.es', 'loja.example.com.br'];
const POSITIONS = ['Dueña', 'Jefe de compras', 'Gerente', 'Sócio-diretor', 'Técnico', 'Administração', ''];
const TYPES = ['New', 'Returning', 'VIP', 'Partner', ''];
const NOTES = [
  '',
  'Prefiere que la llamen por la mañana.',
  'Primera línea; con punto y coma\nSegunda línea: “entre comillas” – y una raya',
  'Diz: "ligue antes de vir"\n\nEndereço: Rua São João, 12\n3.º andar, à direita',
  'Presupuesto: 1.200 €, señal del 30 %',
  'Ñandú; coração; Straße; déjà vu…',
];

/**
 * @param {number} count
 * @returns {string[][]} Rows of cells, in the order of `HEADER`; every row differs in its external id.
 */
export function contactRows(count) {
  return Array.from({ length: count }, (_, index) => {
    const pick = (list, step) => list[Math.floor(index / step) % list.length];
    const first = pick(FIRST, 1);
    const last = `${pick(LAST, 3)} ${pick(LAST, 7)}`;
    const number = String(index).padStart(4, '0');
    const local = `${first}.${last}`.normalize('NFD').replace(/[^A-Za-z.]/g, '').toLowerCase();
    const mails = [`${local}${number}@${pick(MAIL_HOSTS, 2)}`];
    if (index % 9 === 4) {
      mails.push(`${local}@${pick(MAIL_HOSTS, 4)}`);
    }
    return [
      `${first} ${last}`,
      index % 6 === 5 ? '' : `+34 6${String(10 + (index % 80))} ${number.slice(0, 2)}0 ${number.slice(1)}`,
      index % 4 === 1 ? `(11) 3${number.slice(1)}-${number}` : '',
      mails.join(', '),
      pick(TYPES, 1),
      pick(POSITIONS, 2),
      `CL-${number}`,
      pick(NOTES, 1),
    ];
  });
}

/** The file's text; `\r\n` ends its rows, `\n` stands within cells, as Excel writes it. */
export function contactFile(rows, delimiter = ';') {
  return writeCsv([HEADER, ...rows], delimiter);
}

/**
 * What Kommo holds of a row: the name and, by the field's name, its values with the kind of phones and e-mails.
 * @param {string[]} row
 */
export function asExpected([name, mobile, work, mails, type, position, id, about]) {
  const phones = [mobile && `MOB ${mobile}`, work && `WORK ${work}`].filter(Boolean);
  const emails = mails.split(', ').map((mail) => `WORK ${mail}`);
  const fields = { Phone: phones, Email: emails, 'Customer type': type, Position: position, 'External ID': id, About: about };
  const filled = Object.entries(fields).map(([field, values]) => [field, [values].flat().filter(Boolean)]);
  return { name, fields: Object.fromEntries(filled.filter(([, values]) => values.length > 0)) };
}

/** The same of a contact as the API reads it. */
export function asRead(contact) {
  const told = ({ value, enum_code: kind }) => (kind ? `${kind} ${value}` : String(value));
  const fields = (contact.custom_fields_values ?? []).map((field) => [field.field_name, field.values.map(told)]);
  return { name: contact.name, fields: Object.fromEntries(fields) };
}

/** The external id of a contact as the API reads it. */
export const externalId = (contact) => asRead(contact).fields['External ID']?.[0];

/** The external ids of rows, in order. */
export function idsOf(rows) {
  return rows.map((row) => row[HEADER.indexOf('External ID')]).sort();
}

/**
 * The external ids of what was imported into an account, in order and as often as they are there.
 * @param {import('./sim-control.mjs').SimControl} control
 */
export async function importedIds(control) {
  const ids = (await control.entities('contacts')).map(externalId);
  return ids.filter((id) => id?.startsWith('CL-')).sort();
}

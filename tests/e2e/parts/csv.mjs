// CSV as RFC 4180 has it, written and read. It guesses nothing.

/** Cells are quoted where they must be and nowhere else. */
export function writeCsv(rows, delimiter) {
  const cell = (text) => (/["\r\n]/.test(text) || text.includes(delimiter) ? `"${text.replaceAll('"', '""')}"` : text);
  return rows.map((row) => `${row.map(cell).join(delimiter)}\r\n`).join('');
}

/**
 * @param {string} text With or without a byte order mark.
 * @returns {string[][]}
 */
export function readCsv(text, delimiter = ',') {
  const rows = [];
  let row = [];
  let cell = '';
  let quoted = false;
  const source = text.replace(/^\u{feff}/u, '');
  for (let at = 0; at < source.length; at += 1) {
    const sign = source[at];
    if (quoted) {
      if (sign !== '"') {
        cell += sign;
      } else if (source[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else {
        quoted = false;
      }
    } else if (sign === '"') {
      quoted = true;
    } else if (sign === delimiter || sign === '\n') {
      row.push(cell.replace(/\r$/, ''));
      cell = '';
      if (sign === '\n') {
        rows.push(row);
        row = [];
      }
    } else {
      cell += sign;
    }
  }
  return rows;
}

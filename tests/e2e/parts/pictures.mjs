// Where pictures of the site go: SHOTS_DIR, or else `target/shots`.

import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const fromRoot = (path) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

const folder = process.env.SHOTS_DIR ?? fromRoot('target/shots');

/** The picture that the README shows. */
export const README_PICTURE = fromRoot('docs/import.png');

/**
 * Takes a picture of the whole page, however long it is.
 * @param {import('@playwright/test').Page} page
 */
export async function picture(page, name) {
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true, animations: 'disabled' });
}

/** Rows with something wrong in some of them, as a list that people kept by hand would have. */
export function blemish(rows) {
  const wrong = [
    [3, 'sofia.araujo(at)example.com'],
    [4, 'Mayorista'],
    [1, 'preguntar en recepción'],
    [4, 'Retuning'],
  ];
  wrong.forEach(([column, value], index) => {
    rows[Math.floor(((index + 1) * rows.length) / 7)][column] = value;
  });
  return rows;
}

// Several tabs of one browser on one account: a file for each, and who of them leads.

import { expect } from '@playwright/test';
import { HEADER, contactFile, contactRows } from './contact-list.mjs';
import { fullestSecond } from './sim-control.mjs';

/** Rows of each tab's file. */
export const ROWS = 3_000;

/** The rows of a tab's file; no two tabs have one in common. */
export function rowsOf(tab) {
  return contactRows(2 * ROWS).slice(tab * ROWS, (tab + 1) * ROWS);
}

/** All of them begin at about the same time. */
export async function begin(...wizards) {
  await Promise.all(
    wizards.map(async (wizard, tab) => {
      await wizard.choose({ name: `contacts-${tab}.csv`, bytes: contactFile(rowsOf(tab)) });
      await wizard.mapped(HEADER.length);
      await wizard.check();
    }),
  );
  await Promise.all(wizards.map((wizard) => wizard.start()));
}

/** Never faster than Kommo allows, so Kommo never complained. */
export async function expectWithinBudget(control) {
  const { requests, status_counts: counts } = await control.log();
  expect(counts['429'] ?? 0).toBe(0);
  expect(fullestSecond(requests).length).toBeLessThanOrEqual(7);
}

/** Who holds the lead's lock, by the browser's word. */
export function leaders(page) {
  return page.evaluate(async () => {
    const { held } = await navigator.locks.query();
    return held.filter(({ name }) => name.startsWith('pace-lead-')).map(({ clientId }) => clientId);
  });
}

// The card of a lead, with the widget's entry in its right panel.

import { expect } from '@playwright/test';

/** Goes to a lead's card and opens the entry. */
export async function openLeadCard(page, lead) {
  await goTo(page, `#/leads/detail/${lead.id}`);
  await openPanel(page);
}

/** Opens the entry of the card that is shown, and waits for what it says of the lead. */
export async function openPanel(page) {
  await page.locator('.card-widgets__widget .js-widget-caption-block').click();
  await expect(page.locator('.pace-facts dt').first()).toBeVisible();
}

/** Goes elsewhere in the page, as its menu does. */
export async function goTo(page, address) {
  await page.evaluate((hash) => {
    window.location.hash = hash;
  }, address);
}

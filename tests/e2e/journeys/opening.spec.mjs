// The page opens, wherever it is served from.

import { expect, test } from '../fixtures.mjs';
import { expectAccessible } from '../parts/accessibility.mjs';

test('the demo page opens on this machine', async ({ page }) => {
  const answer = await page.goto('/');
  expect(answer?.status()).toBe(200);
  await expect(page).toHaveTitle(/Pace/);
  await expectAccessible(page);
});

test('the page opens at the address of the account', async ({ account: { page } }) => {
  const answer = await page.goto('/');
  expect(answer?.status()).toBe(200);
  expect(page.url()).toBe('https://demo.kommo.com/');
  await expect(page).toHaveTitle(/Pace/);
});

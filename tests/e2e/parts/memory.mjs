// What Pace remembers in a browser from one visit to the next.

/** What Pace remembers of an account that has choked on larger ones: small requests, so that there are many. */
const SMALL_BATCHES = { 'pace-demo': JSON.stringify({ batch_rows: { contacts: 1 } }) };

/** The page is to open as one that has met such an account before. */
export async function rememberSmallBatches(page) {
  await page.addInitScript((memory) => Object.assign(localStorage, memory), SMALL_BATCHES);
}

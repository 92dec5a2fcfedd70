// Measures what many jobs cost in a limiter's queue: `node queue.mjs WISH`, where the wish is JSON,
// `{ only: name or null, jobs }`. `cargo xtask bench queue` calls it.

import { withPage } from './parts/bench-page.mjs';
import { note, report } from './parts/report.mjs';

const { only, jobs } = JSON.parse(process.argv[2]);

await withPage({ site: process.env.BENCH_SITE }, async ({ page }) => {
  await open(page);
  const names = await page.evaluate(() => window.bench.queues);
  for (const name of names.filter((known) => only === null || known.toLowerCase().startsWith(only.toLowerCase()))) {
    await open(page);
    note(`${name}: ${jobs} jobs`);
    const cost = await page.evaluate(([chosen, count]) => window.bench.queueCost(chosen, count), [name, jobs]);
    const ms = (value) => (value === null ? '' : value.toFixed(3));
    report('cost', name, jobs, ms(cost.submit_ms), ms(cost.drain_ms), cost.polls ?? '', ms(cost.cancel_ms));
  }
});

async function open(page) {
  await page.goto('/');
  await page.waitForFunction(() => window.bench);
}

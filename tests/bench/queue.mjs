// Measures what many jobs cost in a limiter's queue: `node queue.mjs WISH`, where the wish is JSON,
// `{ only: [name] or null, jobs }`. `cargo xtask bench queue` calls it.

import { withPage } from './parts/bench-page.mjs';
import { reportMachine } from './parts/machine.mjs';
import { chosen } from './parts/names.mjs';
import { note, report } from './parts/report.mjs';

const { only, jobs: wanted } = JSON.parse(process.argv[2]);

/** Jobs for those whose time grows with the square of them: with 50,000 they would take an hour. */
const JOBS_MAX = { Bottleneck: 2_000 };

await reportMachine(['bottleneck', 'p-throttle', 'p-queue']);
await withPage({ site: process.env.BENCH_SITE }, async ({ page }) => {
  await open(page);
  for (const name of chosen(await page.evaluate(() => window.bench.queues), only)) {
    await open(page);
    const jobs = Math.min(wanted, JOBS_MAX[name] ?? wanted);
    note(`${name}: ${jobs} jobs`);
    const cost = await page.evaluate(([queue, count]) => window.bench.queueCost(queue, count), [name, jobs]);
    const ms = (value) => (value === null ? '' : value.toFixed(3));
    report('cost', name, jobs, ms(cost.submit_ms), ms(cost.drain_ms), cost.polls ?? '', ms(cost.cancel_ms));
  }
});

async function open(page) {
  await page.goto('/');
  await page.waitForFunction(() => window.bench);
}

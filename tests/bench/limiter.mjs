// Measures limiters one after the other, each in a page of its own: `node limiter.mjs WISH`, where the wish is JSON,
// `{ only: [name] or null, runs: [{ shape, jitter_ms, plan, faults }] }`. `cargo xtask bench limiter` calls it.

import { setTimeout as rest } from 'node:timers/promises';
import { withPage } from './parts/bench-page.mjs';
import { reportMachine } from './parts/machine.mjs';
import { chosen } from './parts/names.mjs';
import { note, report } from './parts/report.mjs';

/** Longer than Kommo's second: what came before is forgotten. */
const REST_MS = 1_200;

const { only, runs } = JSON.parse(process.argv[2]);

await reportMachine(['bottleneck', 'p-throttle', 'p-queue', 'p-ratelimit', 'limiter']);
await withPage({ site: process.env.BENCH_SITE }, async ({ page, control }) => {
  await open(page);
  for (const name of chosen(await page.evaluate(() => window.bench.names), only)) {
    for (const run of runs) {
      await measure(page, control, name, run);
    }
  }
});

async function measure(page, control, name, { shape, jitter_ms: jitterMs, plan, faults }) {
  await open(page);
  // Setting the faults forgives what the limiter before did, but for the last second.
  await control.faults(faults);
  await rest(REST_MS);
  await page.evaluate((wanted) => {
    window.bench.choose(wanted);
    return window.bench.warmUp();
  }, name);
  await rest(REST_MS);
  const { next } = await control.log();
  const { span_ms: spanMs, failed } = await page.evaluate((wish) => window.bench.run(wish), plan);
  const requests = await control.requests(next);
  note(`${name}: ${shape}, ${jitterMs} ms: ${(spanMs / 1_000).toFixed(2)} s, ${failed} failed`);
  const of = (member) => requests.map((request) => request[member]).join(',');
  report('run', name, shape, jitterMs, spanMs.toFixed(1), failed, of('at_ms'), of('status'));
}

async function open(page) {
  await page.goto('/');
  await page.waitForFunction(() => window.bench);
}

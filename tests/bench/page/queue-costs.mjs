// What it costs to line up many jobs that do nothing, to run all of them, and to drop as many that wait: the
// processor's time of the queue alone, since no limit holds anything back. Each entry gives
// `{ submit_ms, drain_ms, cancel_ms }`; `cancel_ms` is null where waiting jobs cannot be dropped.

import Bottleneck from 'bottleneck';
import PQueue from 'p-queue';
import pThrottle from 'p-throttle';
import { queue_cost as paceCost } from '/kommo-pace.js';

const HUGE = 1e9;

const nothing = async () => {};

async function measure(jobs, { add, start = () => {} }) {
  const before = performance.now();
  const all = Array.from({ length: jobs }, add);
  const submitted = performance.now();
  start();
  await Promise.all(all);
  return { submit_ms: submitted - before, drain_ms: performance.now() - submitted };
}

async function measureCancel(jobs, { add, cancel }) {
  for (let count = 0; count < jobs; count += 1) {
    add().catch(() => {});
  }
  await new Promise((resolve) => setTimeout(resolve));
  const before = performance.now();
  await cancel();
  return performance.now() - before;
}

/** @type {Record<string, (jobs: number) => Promise<{ submit_ms: number, drain_ms: number, cancel_ms: number | null }>>} */
export const queueCosts = {
  'Pace (WebAssembly)': async (jobs) => paceCost(jobs),
  'p-throttle': async (jobs) => {
    const cost = await measure(jobs, { add: pThrottle({ limit: HUGE, interval: 1_000 })(nothing) });
    const abort = new AbortController();
    const held = pThrottle({ limit: 1, interval: HUGE, signal: abort.signal })(nothing);
    return { ...cost, cancel_ms: await measureCancel(jobs, { add: held, cancel: () => abort.abort() }) };
  },
  'p-queue': async (jobs) => {
    const queue = new PQueue({ autoStart: false });
    const cost = await measure(jobs, { add: () => queue.add(nothing), start: () => queue.start() });
    const held = new PQueue({ autoStart: false });
    const cancel = await measureCancel(jobs, { add: () => held.add(nothing), cancel: () => held.clear() });
    return { ...cost, cancel_ms: cancel };
  },
  Bottleneck: async (jobs) => {
    const limiter = new Bottleneck({ maxConcurrent: 1 });
    return { ...(await measure(jobs, { add: () => limiter.schedule(nothing) })), cancel_ms: null };
  },
};

// The limiters, each set to 7 requests in 1,000 ms in the way that its own documentation shows. Each entry makes a
// function that sends one request when its limiter lets it and gives the status of the answer.

import Bottleneck from 'bottleneck';
import { RateLimiter } from 'limiter';
import PQueue from 'p-queue';
import { pRateLimit } from 'p-ratelimit';
import pThrottle from 'p-throttle';
import { Pace } from '/kommo-pace.js';

const REQUESTS = 7;
const SECOND_MS = 1_000;

let count = 0;

/** A cheap read. No two are equal: a browser would let equal ones wait for each other, for its cache's sake. */
function nextPath() {
  count += 1;
  return `/api/v4/leads/${count}`;
}

/** As the widget sends it, without a limiter. */
async function get() {
  const answer = await fetch(nextPath(), {
    headers: { Accept: 'application/json', 'X-Requested-With': 'XMLHttpRequest' },
    credentials: 'include',
    redirect: 'manual',
  });
  await answer.text();
  return answer.status;
}

function pace(lane) {
  const engine = new Pace(location.origin, lane, location.origin);
  return () => engine.get(nextPath());
}

function bottleneck(options) {
  const limiter = new Bottleneck(options);
  return () => limiter.schedule(get);
}

function pQueue(options) {
  const queue = new PQueue({ interval: SECOND_MS, intervalCap: REQUESTS, ...options });
  return () => queue.add(get);
}

/** @type {Record<string, () => () => Promise<number>>} */
export const limiters = {
  Pace: () => pace('click'),
  'Pace, bulk': () => pace('bulk'),
  'Bottleneck, minTime': () => bottleneck({ minTime: Math.ceil(SECOND_MS / REQUESTS) }),
  'Bottleneck, reservoir': () =>
    bottleneck({ reservoir: REQUESTS, reservoirRefreshAmount: REQUESTS, reservoirRefreshInterval: SECOND_MS }),
  'p-throttle': () => pThrottle({ limit: REQUESTS, interval: SECOND_MS })(get),
  'p-throttle, strict': () => pThrottle({ limit: REQUESTS, interval: SECOND_MS, strict: true })(get),
  'p-queue': () => pQueue({}),
  'p-queue, strict': () => pQueue({ strict: true }),
  'p-ratelimit': () => {
    const limit = pRateLimit({ interval: SECOND_MS, rate: REQUESTS });
    return () => limit(get);
  },
  limiter: () => {
    const bucket = new RateLimiter({ tokensPerInterval: REQUESTS, interval: SECOND_MS });
    return async () => {
      await bucket.removeTokens(1);
      return get();
    };
  },
  'await each': () => {
    let last = Promise.resolve();
    return () => {
      const answer = last.then(get);
      last = answer.catch(() => {});
      return answer;
    };
  },
};

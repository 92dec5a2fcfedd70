// The page in which limiters are measured. What it offers to the driver is `window.bench`.

import init from '/kommo-pace.js';
import { limiters } from './limiters.mjs';
import { queueCosts } from './queue-costs.mjs';
import { run } from './run.mjs';

await init();

let send;

window.bench = {
  names: Object.keys(limiters),
  queues: Object.keys(queueCosts),
  /** Makes a fresh limiter the one under test. */
  choose: (name) => {
    send = limiters[name]();
  },
  /** One request through it. */
  warmUp: () => send(),
  run: (plan) => run(plan, send),
  queueCost: (name, jobs) => queueCosts[name](jobs),
};

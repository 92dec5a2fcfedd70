// Offers jobs to a limiter as a plan says, and counts what becomes of them.

/** A limiter that stopped for good must not stop the bench. */
const PATIENCE_MS = 60_000;

const isSuccess = (status) => status >= 200 && status < 300;

/**
 * @typedef {object} Plan
 * @property {number[]} offers_ms When each job is offered, from the start.
 * @property {{ from_ms: number, to_ms: number } | null} blocked When the page's thread does nothing else.
 */

/**
 * @param {Plan} plan
 * @param {() => Promise<number>} send
 * @returns {Promise<{ span_ms: number, failed: number }>} From the first offer to the end of the last job.
 */
export async function run({ offers_ms: offers, blocked }, send) {
  const start = performance.now();
  let failed = 0;
  let ended = 0;
  let lastEnd = start;
  const job = async () => {
    const status = await send().catch(() => 0);
    ended += 1;
    failed += isSuccess(status) ? 0 : 1;
    lastEnd = performance.now();
  };
  if (blocked) {
    setTimeout(() => busyUntil(start + blocked.to_ms), blocked.from_ms);
  }
  const jobs = offers.map((at) => (at === 0 ? job() : later(at).then(job)));
  await Promise.race([Promise.all(jobs), later(PATIENCE_MS)]);
  return { span_ms: lastEnd - start, failed: failed + offers.length - ended };
}

function later(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function busyUntil(moment) {
  while (performance.now() < moment);
}

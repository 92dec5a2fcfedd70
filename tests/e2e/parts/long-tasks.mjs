// How long the page's tasks keep its main thread busy, in the processor's time: what other programs take from a
// busy machine does not count, so the same page gives the same numbers everywhere.

/** The categories of Chromium's trace that name threads and tasks. */
const CATEGORIES = ['__metadata', 'toplevel'];

/**
 * The tasks of the page's main thread that took longer than so many milliseconds while something was done.
 * @param {import('@playwright/test').Page} page
 * @param {number} longerThanMs
 * @param {() => Promise<void>} work
 * @returns {Promise<{ ms: number, of: string }[]>} The slowest first.
 */
export async function longTasksDuring(page, longerThanMs, work) {
  const browser = page.context().browser();
  await browser.startTracing(page, { categories: CATEGORIES });
  await work();
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString());
  const main = new Set(traceEvents.filter(isMainThread).map(threadOf));
  const tasks = traceEvents.filter((event) => event.name.endsWith('RunTask') && main.has(threadOf(event)));
  if (!tasks.some((task) => task.tdur > 0)) {
    throw new Error('The trace has no task of the main thread with its time.');
  }
  return tasks
    .map((task) => ({ ms: (task.tdur ?? 0) / 1_000, of: task.args.src_func }))
    .filter(({ ms }) => ms > longerThanMs)
    .sort((one, other) => other.ms - one.ms);
}

function isMainThread(event) {
  return event.name === 'thread_name' && event.args.name === 'CrRendererMain';
}

function threadOf(event) {
  return `${event.pid}/${event.tid}`;
}

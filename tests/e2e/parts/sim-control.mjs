// The control path of the simulated account, reached from the page: the service worker answers it in the demo,
// the native server at the account's address. The account neither counts nor logs what is asked here.

/** @typedef {{ at_ms: number, method: string, path: string, status: number }} LogLine */

export class SimControl {
  #page;
  #origin;

  /** @param {import('@playwright/test').Page} page One that the simulated account answers. */
  constructor(page, origin = 'https://demo.kommo.com') {
    this.#page = page;
    this.#origin = origin;
  }

  /** @returns {Promise<{ requests: LogLine[], worst_second: number, status_counts: Record<string, number> }>} */
  log() {
    return this.#ask('GET', 'log');
  }

  /** Forgets what has arrived so far. */
  clearLog() {
    return this.#ask('DELETE', 'log');
  }

  async requests() {
    return (await this.log()).requests;
  }

  /** @returns {Promise<object[]>} Entities as the API reads them. */
  async entities(kind) {
    return (await this.#ask('GET', `state?entity=${kind}`))[kind];
  }

  /** @returns {Promise<Record<string, number>>} */
  async counts() {
    return (await this.#ask('GET', 'state?entity=tasks')).counts;
  }

  /** Replaces all faults; `{}` ends them and lifts a block. */
  faults(faults) {
    return this.#ask('POST', 'faults', faults);
  }

  reset(wish = {}) {
    return this.#ask('POST', 'reset', wish);
  }

  async #ask(method, path, body) {
    const [status, answer] = await this.#page.evaluate(
      async ([url, init]) => {
        const response = await fetch(url, init);
        return [response.status, await response.text()];
      },
      [`${this.#origin}/_sim/${path}`, { method, body: body && JSON.stringify(body) }],
    );
    if (status !== 200) {
      throw new Error(`${method} /_sim/${path}: ${status} ${answer}`);
    }
    return JSON.parse(answer);
  }
}

/**
 * The requests of the fullest 1,000 ms, counted anew from the times of arrival.
 * @param {LogLine[]} requests
 */
export function fullestSecond(requests) {
  const seconds = requests.map(({ at_ms: start }) => requests.filter(({ at_ms: at }) => at >= start && at < start + 1_000));
  return seconds.reduce((fullest, second) => (second.length > fullest.length ? second : fullest), []);
}

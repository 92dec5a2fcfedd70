// The control path of the simulated account, reached from the page: the service worker answers it in the demo,
// the native server at the account's address. The account neither counts nor logs what is asked here.

/**
 * @typedef {object} LogLine
 * @property {number} at_ms When it arrived.
 * @property {string} method
 * @property {string} path Without the query.
 * @property {string} query As it was sent, without its question mark.
 * @property {number} status 0 is a dropped connection.
 * @property {number} bytes The size of the answer's body.
 * @property {number | null} items The entities in the request's batch.
 * @property {boolean} conditional Whether it was sent with If-Modified-Since.
 *
 * @typedef {{ requests: LogLine[], next: number, worst_second: number, status_counts: Record<string, number> }} Log
 */

export class SimControl {
  #page;
  #origin;

  /** @param {import('@playwright/test').Page} page One that the simulated account answers. */
  constructor(page, origin = 'https://demo.kommo.com') {
    this.#page = page;
    this.#origin = origin;
  }

  /**
   * @param {number} since The index of the first line to be shown: `next` of an earlier answer shows what came since.
   * @returns {Promise<Log>} `worst_second` and `status_counts` are those of the whole log.
   */
  log(since = 0) {
    return this.#ask('GET', `log?since=${since}`);
  }

  /** @returns {Promise<LogLine[]>} */
  async requests(since = 0) {
    return (await this.log(since)).requests;
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

  /**
   * Edits an entity as a colleague would: a mark behind its name, `updated_at` is now.
   * @param {'leads' | 'contacts' | 'companies' | 'tasks'} entity
   * @param {number} id
   */
  touch(entity, id) {
    return this.#ask('POST', 'touch', { entity, id });
  }

  /**
   * Fresh data as of now; the log and all faults are gone.
   * @param {{ seed?: number, empty?: boolean, leads?: number, contacts?: number, companies?: number, tasks?: number }} wish
   *   Kinds without a number come in their usual one, or not at all if `empty`.
   */
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

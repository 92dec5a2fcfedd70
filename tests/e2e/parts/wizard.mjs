// The import wizard as its user has it: what can be done at each step, and what is shown. It expects nothing of
// the account.

import { readFile } from 'node:fs/promises';
import { expect } from '@playwright/test';
import { readCsv } from './csv.mjs';

/** Starting compiles the WebAssembly of widget and account, which takes a busy machine a while. */
const START_MS_MAX = 30_000;

export class Wizard {
  /** @param {import('@playwright/test').Page} page */
  constructor(page) {
    this.page = page;
    this.root = page.locator('.pace');
    this.step = this.root.locator('.pace-stepper [aria-current=step]');
    this.columns = this.root.locator('.pace-mapping__row[data-column]');
    this.found = this.columns.locator('.pace-mapping__note .pace-badge');
    this.words = this.root.locator('.pace-words');
    this.primary = this.root.locator('.pace-button--primary');
    this.run = this.root.locator('section[data-state]');
    this.headline = this.run.getByRole('status').first();
    this.alert = this.root.getByRole('alert');
    this.probe = this.root.locator('[data-action=probe]');
    this.support = this.root.locator('textarea');
    this.problems = this.root.locator('.pace-table tbody tr');
  }

  /** Opens the page and waits for the first step. */
  async open(path = '/') {
    await this.page.goto(path);
    await this.#started();
  }

  async reload() {
    await this.page.reload();
    await this.#started();
  }

  async #started() {
    await expect(this.root.locator('.pace-stepper')).toBeVisible({ timeout: START_MS_MAX });
  }

  /**
   * Hands over a file: a path, or text or bytes under a name.
   * @param {string | { name: string, bytes: Buffer | string }} file
   */
  async choose(file) {
    const taken = typeof file === 'string' ? file : { name: file.name, mimeType: 'text/csv', buffer: Buffer.from(file.bytes) };
    await this.root.locator('.pace-drop input').setInputFiles(taken);
  }

  /** Waits until the columns are shown and the account's fields are read. */
  async mapped(columns) {
    await expect(this.columns).toHaveCount(columns, { timeout: START_MS_MAX });
    await expect(this.root.locator('.pace-loading')).toHaveCount(0, { timeout: START_MS_MAX });
  }

  /** From the columns to the checked rows. */
  async check() {
    await this.primary.click();
    await expect(this.tile('good')).toBeVisible({ timeout: START_MS_MAX });
  }

  /** From the checked rows to the running import. */
  async start() {
    await this.primary.click();
    await expect(this.run).toBeVisible();
  }

  /** All steps until the import runs. */
  async runFile(file, columns) {
    await this.choose(file);
    await this.mapped(columns);
    await this.check();
    await this.start();
  }

  async reaches(state, timeout = 60_000) {
    await expect(this.run).toHaveAttribute('data-state', state, { timeout });
  }

  tile(name) {
    return this.root.locator(`[data-tile=${name}] dd`);
  }

  async number(name) {
    return Number((await this.tile(name).innerText()).replaceAll(/\D/g, ''));
  }

  /** Waits until the import has stored something. */
  async moving() {
    await this.stores(1);
  }

  /** Waits until the import has stored so many rows. */
  async stores(rows) {
    await expect.poll(() => this.number('stored'), { intervals: [100], timeout: 60_000 }).toBeGreaterThanOrEqual(rows);
  }

  button(name) {
    return this.root.getByRole('button', { name, exact: true });
  }

  /** The file of rows with problems, its header first. */
  async report() {
    const [download] = await Promise.all([
      this.page.waitForEvent('download'),
      this.root.locator('[data-action=download]').click(),
    ]);
    return { name: download.suggestedFilename(), rows: readCsv(await readFile(await download.path(), 'utf8')) };
  }
}

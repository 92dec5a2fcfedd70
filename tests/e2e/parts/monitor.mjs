// The traffic monitor as its user has it.

import { readFile } from 'node:fs/promises';
import { expect } from '@playwright/test';

export class Monitor {
  /** @param {import('@playwright/test').Page} page */
  constructor(page) {
    this.page = page;
    this.root = page.locator('[data-tab-content=traffic]');
    this.rows = this.root.locator('[data-table=exchanges] tbody tr');
    this.waits = this.root.locator('[data-waits]');
    this.count = this.root.locator('[data-count]');
    this.legend = this.root.locator('.pace-legend__entry');
    this.search = this.root.getByRole('searchbox');
    this.kinds = this.root.locator('select').nth(0);
    this.lanes = this.root.locator('select').nth(1);
    this.hold = this.root.locator('[data-action=hold]');
    this.table = this.root.locator('[data-action=table]');
    this.seconds = this.root.locator('[data-table=seconds] tbody tr');
    this.withQueries = this.root.getByRole('checkbox');
  }

  tab(name) {
    return this.page.locator(`.pace [role=tab][data-tab=${name}]`);
  }

  /** Turns to the monitor. */
  async open() {
    await this.tab('traffic').click();
    await expect(this.root).toBeVisible();
  }

  /** Turns back to the wizard. */
  async leave() {
    await this.tab('import').click();
    await expect(this.root).toHaveCount(0);
  }

  tile(name) {
    return this.root.locator(`[data-tile=${name}] dd`);
  }

  /** The rows of one kind. */
  of(kind) {
    return this.root.locator(`[data-table=exchanges] tbody tr[data-kind=${kind}]`);
  }

  /** The file for support: its name, its text and what it says. */
  async file() {
    const [download] = await Promise.all([
      this.page.waitForEvent('download'),
      this.root.locator('[data-action=export]').click(),
    ]);
    const text = await readFile(await download.path(), 'utf8');
    return { name: download.suggestedFilename(), text, said: JSON.parse(text) };
  }
}

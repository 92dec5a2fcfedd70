// The screen of the account's data as its user has it. It expects nothing of the account.

import { expect } from '@playwright/test';

/** A busy machine takes a while for a list, a page at a time. */
const READ_MS_MAX = 60_000;

export class AccountData {
  /** @param {import('@playwright/test').Page} page */
  constructor(page) {
    this.page = page;
    this.root = page.locator('.pace [data-tab-content=data]');
    this.trouble = this.root.getByRole('alert');
  }

  /** Chooses the tab and waits until it is known what is kept. */
  async open() {
    await this.page.locator('.pace [data-tab=data]').click();
    await expect(this.list('tasks')).toBeVisible({ timeout: READ_MS_MAX });
  }

  /** Turns back to the wizard. */
  async leave() {
    await this.page.locator('.pace [data-tab=import]').click();
    await expect(this.root).toHaveCount(0);
  }

  /** @param {'leads' | 'contacts' | 'companies' | 'tasks'} word */
  list(word) {
    return this.root.locator(`[data-list=${word}]`);
  }

  async click(word, action) {
    await this.list(word).locator(`[data-action=${action}]`).click();
  }

  /** Does this and waits for what came of it. */
  async ends(word, action, sentence) {
    await this.click(word, action);
    await expect(this.list(word).locator('.pace-callout')).toContainText(sentence, { timeout: READ_MS_MAX });
  }
}

// A Chromium as its user has it: a tab behind another is hidden, and its timers are held back. When Playwright starts
// one itself, its arguments prevent that, and so does the focus that it pretends for every page.

import { spawn } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { chromium } from '@playwright/test';
import { chromiumArgs, findChromium } from './chromium.mjs';

/** A busy machine takes a while to start a browser. */
const START_MS_MAX = 30_000;

/**
 * @param {{ args: string[], profile: string }} options More arguments, and a folder of its own that may be made.
 * @returns {Promise<{ context: import('@playwright/test').BrowserContext, stop: () => Promise<void>, kill: () => Promise<void> }>}
 */
export async function startEverydayBrowser({ args, profile }) {
  await mkdir(profile, { recursive: true });
  const own = ['--headless', '--remote-debugging-port=0', '--disable-dev-shm-usage', `--user-data-dir=${profile}`];
  const child = spawn(findChromium(), [...chromiumArgs, ...own, ...args, 'about:blank'], { stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = new Promise((resolve) => child.once('close', resolve));
  const stop = async () => {
    child.kill();
    await ended;
  };
  /** Not a polite close: nothing of it can be written any more. */
  const kill = async () => {
    child.kill('SIGKILL');
    await ended;
  };
  try {
    const browser = await chromium.connectOverCDP(await addressOf(child), { noDefaults: true });
    const [context] = browser.contexts();
    return { context, stop, kill };
  } catch (error) {
    await stop();
    throw error;
  }
}

function addressOf(child) {
  return new Promise((resolve, reject) => {
    let said = '';
    const giveUp = (why) => reject(new Error(`Chromium ${why}. It said: ${said || 'nothing'}`));
    const timer = setTimeout(() => giveUp('does not listen'), START_MS_MAX);
    child.once('error', (error) => giveUp(`cannot be started (${error.message})`));
    child.once('close', () => giveUp('has ended'));
    child.stderr.setEncoding('utf8').on('data', (text) => {
      said += text;
      const address = /listening on (ws:\S+)/.exec(said)?.[1];
      if (address) {
        clearTimeout(timer);
        resolve(address);
      }
    });
  });
}

// The simulated account as a native HTTPS server, one process for each test that asks for it.

import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const START_MS_MAX = 10_000;

/**
 * A running simulator.
 * @typedef {object} Simulator
 * @property {string} origin The account's own address, as the browser knows it.
 * @property {string} address Where it really listens: `127.0.0.1:PORT`.
 * @property {string[]} chromiumArgs What makes a Chromium find it, and trust its certificate only.
 * @property {() => Promise<void>} stop
 */

/**
 * Starts an account that serves the site, too. The program is the one in KOMMO_SIM.
 * @param {{ subdomain: string, seed: number, site: string }} options
 * @returns {Promise<Simulator>}
 */
export async function startSimulator({ subdomain, seed, site }) {
  const program = process.env.KOMMO_SIM ?? fileURLToPath(new URL('../../../target/debug/kommo-sim', import.meta.url));
  const words = ['serve', '--port', '0', '--subdomain', subdomain, '--seed', String(seed), '--site', site];
  const child = spawn(program, words, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => child.once('close', resolve));
  try {
    const { address, keyHash } = await readAnnouncement(child);
    return {
      origin: `https://${subdomain}.kommo.com`,
      address,
      chromiumArgs: [
        `--host-resolver-rules=MAP *.kommo.com ${address}`,
        `--ignore-certificate-errors-spki-list=${keyHash}`,
      ],
      stop: async () => {
        child.kill();
        await ended;
      },
    };
  } catch (error) {
    child.kill();
    throw error;
  }
}

/** Reads until the address and the hash of the certificate's key have been said. */
function readAnnouncement(child) {
  return new Promise((resolve, reject) => {
    let said = '';
    const giveUp = (why) => reject(new Error(`The simulator ${why}. It said: ${said || 'nothing'}`));
    const timer = setTimeout(() => giveUp('does not listen'), START_MS_MAX);
    child.once('error', (error) => giveUp(`cannot be started (${error.message}); cargo build -p kommo-sim`));
    child.once('close', () => giveUp('has ended'));
    child.stdout.setEncoding('utf8').on('data', (text) => {
      said += text;
      const address = /https:\/\/(127\.0\.0\.1:\d+)/.exec(said)?.[1];
      const keyHash = /spki-list=(\S+)\s/.exec(said)?.[1];
      if (address && keyHash) {
        clearTimeout(timer);
        resolve({ address, keyHash });
      }
    });
  });
}

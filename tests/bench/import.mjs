// Imports leads by the widget's own page and tells what arrived: `node import.mjs WISH`, where the wish is JSON,
// `{ leads, tabs, hidden, batch }`. `cargo xtask bench import` calls it.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as rest } from 'node:timers/promises';
import { say } from '../e2e/parts/catalogue.mjs';
import { writeCsv } from '../e2e/parts/csv.mjs';
import { startEverydayBrowser } from '../e2e/parts/everyday-browser.mjs';
import { SimControl } from '../e2e/parts/sim-control.mjs';
import { startSimulator } from '../e2e/parts/simulator.mjs';
import { Wizard } from '../e2e/parts/wizard.mjs';
import { reportMachine } from './parts/machine.mjs';
import { note, report } from './parts/report.mjs';

const HEADER = ['Lead name', 'Sale'];

/** How often to look whether all is stored, and how long nothing may be stored before that is given up. */
const LOOK_MS = 1_000;
const PATIENCE_MS = 90_000;

const { leads, tabs, hidden, batch } = JSON.parse(process.argv[2]);

await reportMachine();
const simulator = await startSimulator({ subdomain: 'demo', seed: 1, site: process.env.BENCH_SITE });
const profile = await mkdtemp(join(tmpdir(), 'pace-bench-'));
const browser = await startEverydayBrowser({ args: simulator.chromiumArgs, profile });
try {
  report('fact', 'Chromium', browser.context.browser().version());
  const pages = await openAll();
  const control = new SimControl(pages[0], simulator.origin);
  const wizards = pages.map((page) => new Wizard(page));
  for (const [tab, wizard] of wizards.entries()) {
    await prepare(wizard, tab);
  }
  const before = (await control.counts()).leads;
  const { next } = await control.log();
  await Promise.all(wizards.map((wizard) => wizard.start()));
  if (hidden) {
    await (await browser.context.newPage()).bringToFront();
  }
  const stored = await watch(control, before);
  const states = await Promise.all(pages.map((page) => page.evaluate(() => document.visibilityState)));
  const requests = await control.requests(next);
  const adding = requests.filter(({ method, path }) => method === 'POST' && path === '/api/v4/leads');
  const of = (lines, member) => lines.map((line) => line[member]).join(',');
  report(
    'import',
    of(adding, 'at_ms'),
    of(adding, 'status'),
    of(requests, 'at_ms'),
    of(requests, 'status'),
    stored,
    states.every((state) => state === 'hidden'),
  );
} finally {
  await browser.stop();
  await simulator.stop();
  await rm(profile, { recursive: true, force: true });
}

/** Each tab in a window of its own, so that none hides another; hidden ones share theirs with a tab in front. */
async function openAll() {
  const pages = [await browser.context.newPage()];
  const session = await browser.context.browser().newBrowserCDPSession();
  while (pages.length < tabs) {
    const opened = browser.context.waitForEvent('page');
    await session.send('Target.createTarget', { url: 'about:blank', newWindow: !hidden });
    pages.push(await opened);
  }
  return pages;
}

/** All steps up to the last click. */
async function prepare(wizard, tab) {
  const rows = Array.from({ length: leads / tabs }, (_, index) => [`Bench ${tab + 1}-${index + 1}`, String(index)]);
  await wizard.page.bringToFront();
  await wizard.open(`${simulator.origin}/?rows_per_request=${batch}`);
  await wizard.root.getByRole('radio', { name: say('app.entity.leads') }).click();
  await wizard.choose({ name: `leads-${tab + 1}.csv`, bytes: writeCsv([HEADER, ...rows], ';') });
  await wizard.mapped(HEADER.length);
  await wizard.check();
}

/** Waits until all is stored, or until nothing more is; gives how many leads are there that were not before. */
async function watch(control, before) {
  let stored = 0;
  let grown = Date.now();
  while (stored < leads && Date.now() - grown < PATIENCE_MS) {
    await rest(LOOK_MS);
    const now = (await control.counts()).leads - before;
    if (now !== stored) {
      note(`${now} of ${leads} leads`);
      stored = now;
      grown = Date.now();
    }
  }
  return stored;
}

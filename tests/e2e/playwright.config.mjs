// How Playwright runs the journeys and takes the pictures. `cargo xtask test` and `cargo xtask shots`
// build what they need first and say where it is; see the parts for the variables.

import { fileURLToPath } from 'node:url';
import { defineConfig } from '@playwright/test';
import { chromiumArgs, findChromium } from './parts/chromium.mjs';

const fromRoot = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

export default defineConfig({
  testDir: '.',
  outputDir: fromRoot('target/e2e'),
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: [['list'], ['./parts/tally-reporter.mjs']],
  use: {
    viewport: { width: 1280, height: 800 },
    locale: 'en-US',
    timezoneId: 'UTC',
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    launchOptions: { executablePath: findChromium(), args: chromiumArgs },
  },
  projects: [
    { name: 'journeys', testDir: 'journeys' },
    // One at a time: an import that shares the machine is slower than Kommo's pace, and the pictures show the pace.
    { name: 'shots', testDir: 'shots', workers: 1 },
  ],
});

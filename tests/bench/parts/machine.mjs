// Where something was measured, and with which versions of what.

import { readFile } from 'node:fs/promises';
import { cpus, loadavg, release, type } from 'node:os';
import { report } from './report.mjs';

/** @param {string[]} packages Names of npm packages that take part. */
export async function reportMachine(packages = []) {
  const processors = cpus();
  report('fact', 'processor', processors[0]?.model ?? 'unknown');
  report('fact', 'cores', processors.length);
  report('fact', 'load before', loadavg()[0].toFixed(2));
  report('fact', 'system', `${type()} ${release()}`);
  report('fact', 'Node', process.versions.node);
  for (const name of packages) {
    const manifest = await readFile(new URL(`../../../node_modules/${name}/package.json`, import.meta.url), 'utf8');
    report('fact', name, JSON.parse(manifest).version);
  }
}

// The widget's texts, from the files that go into the archive. It translates nothing.

import { readFileSync } from 'node:fs';

/**
 * The sentences of a language by their keys, such as `app.run.paused`.
 * @param {'en' | 'es' | 'pt'} language
 * @returns {Map<string, string>}
 */
export function catalogue(language) {
  const file = new URL(`../../../www/i18n/${language}.json`, import.meta.url);
  return new Map(leaves(JSON.parse(readFileSync(file, 'utf8')), ''));
}

function leaves(group, prefix) {
  return Object.entries(group).flatMap(([key, value]) =>
    typeof value === 'string' ? [[prefix + key, value]] : leaves(value, `${prefix}${key}.`),
  );
}

/** The English sentence of a key with its placeholders filled. */
export function say(key, values = {}) {
  const sentence = catalogue('en').get(key);
  if (sentence === undefined) {
    throw new Error(`There is no text ${key}.`);
  }
  return sentence.replaceAll(/\{(\w+)\}/g, (_, name) => values[name] ?? `{${name}}`);
}

/** What the English sentence of a key says before its first placeholder. */
export function textBefore(key) {
  return say(key).split('{')[0].trim();
}

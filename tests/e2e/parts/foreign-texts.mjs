// Finds English texts in a page that is to speak another language. It judges nothing but the widget's own texts.

import { catalogue } from './catalogue.mjs';

/**
 * Every text of the widget that somebody sees or hears.
 * @param {import('@playwright/test').Page} page
 */
export function textsOf(page) {
  return page.locator('.pace').evaluateAll((roots) => {
    const spoken = ['aria-label', 'title', 'placeholder', 'label'];
    return roots.flatMap((root) => {
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      const texts = [];
      while (walker.nextNode()) {
        texts.push(walker.currentNode.data.trim());
      }
      const attributes = [...root.querySelectorAll('*')].flatMap((one) => spoken.map((name) => one.getAttribute(name)));
      return [...texts, ...attributes].filter(Boolean);
    });
  });
}

/** Tells of a text whether it, or a part of it, is one of the English sentences and none of the language's own. */
export function foreignTo(language) {
  const own = catalogue(language);
  const patterns = (sentences) => sentences.filter(hasWords).map(patternOf);
  const foreign = patterns([...catalogue('en')].filter(([key, text]) => own.get(key) !== text).map(([, text]) => text));
  const native = patterns([...own.values()]);
  const isForeign = (text) => foreign.some((one) => one.test(text)) && !native.some((one) => one.test(text));
  return (text) => [text, ...text.split(/, | \(|\)/)].some(isForeign);
}

/** Sentences of nothing but placeholders fit everything. */
function hasWords(sentence) {
  return /\p{L}/u.test(sentence.replaceAll(/\{\w+\}/g, ''));
}

function patternOf(sentence) {
  const literal = (text) => text.replaceAll(/[.*+?^$()|[\]\\]/g, '\\$&');
  return new RegExp(`^${sentence.split(/\{\w+\}/).map(literal).join('.*')}$`, 's');
}

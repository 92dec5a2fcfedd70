// What a machine can tell of a page's accessibility: the rules of WCAG 2.1, levels A and AA.

import { AxeBuilder } from '@axe-core/playwright';
import { expect } from '@playwright/test';

/**
 * Text on ground, both of them Kommo's own tokens, that lack the contrast of level AA. A widget has to look like
 * Kommo, so these pairs stand; any other pair is an error.
 */
const KOMMO_PAIRS = new Set([
  '#ffffff on #4c8bf7', // the primary button
  '#4c8bf7 on #f5f7fc', // the selected tab
  '#f37575 on #ffffff', // the flat dangerous button
  '#02815a on #e2f5eb', // the green badge
  '#ce3942 on #feebea', // what is wrong in a table
  '#6b6d72 on #e4e4e4', // secondary text in a card's panel
]);

/**
 * Expects that axe finds nothing wrong in the page as it is now.
 * @param {import('@playwright/test').Page} page
 */
export async function expectAccessible(page) {
  // What is under the mouse, or on its way from one colour to another, has colours of its own.
  await page.mouse.move(0, 0);
  await page.evaluate(transitionsEnd);
  const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'];
  const { violations } = await new AxeBuilder({ page }).withTags(rules).analyze();
  const told = violations.flatMap(({ id, help, nodes }) =>
    nodes.filter((node) => !isKommos(node)).map((node) => `${id}: ${help}: ${node.target} ${pairOf(node) ?? ''}`),
  );
  expect(told).toEqual([]);
}

/** In the page. */
async function transitionsEnd() {
  const transitions = document.getAnimations().filter((animation) => animation instanceof CSSTransition);
  // One that is taken back does not finish, and is over all the same.
  await Promise.allSettled(transitions.map((transition) => transition.finished));
}

function isKommos(node) {
  return KOMMO_PAIRS.has(pairOf(node));
}

function pairOf(node) {
  const colours = node.any.find((check) => check.id === 'color-contrast')?.data;
  return colours && `${colours.fgColor} on ${colours.bgColor}`;
}

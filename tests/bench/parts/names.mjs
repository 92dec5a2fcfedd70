// Which of the known names are wished for.

/**
 * Those that begin with one of the words, in whatever case; all of them if there are no words.
 * @param {string[]} known
 * @param {string[] | null} only
 */
export function chosen(known, only) {
  const begins = (name) => only === null || only.some((word) => name.toLowerCase().startsWith(word.toLowerCase()));
  const found = known.filter(begins);
  if (found.length === 0) {
    throw new Error(`Nothing here begins with ${only.join(' or ')}: there are ${known.join('; ')}.`);
  }
  return found;
}

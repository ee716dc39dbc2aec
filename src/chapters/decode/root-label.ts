/**
 * @file What stands at the root of a tree of texts: how the prompt ends.
 */
import { visibleText } from '../../pictures/visible-text';

const shownCharacters = 8;

/** @param start where there is no prompt */
export function rootLabel(prompt: string, start: string): string {
  const characters = Array.from(prompt);
  if (characters.length === 0) return start;
  const end = visibleText(characters.slice(-shownCharacters).join(''));
  return characters.length > shownCharacters ? `…${end}` : end;
}

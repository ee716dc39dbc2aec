/** @file All strings over an alphabet, by length: the sources of reversal and sorting. */
import { digitsOf, type Task } from './task';

const shortest = 3;
const longest = 8;

/** A task on strings of three to eight letters, each length as frequent as the others. */
export function stringTask(alphabet: string, rule: (letters: string[]) => string[]): Task {
  const lengths = Array.from({ length: longest - shortest + 1 }, (_, group) => shortest + group);
  return {
    tokenizer: 'characters',
    longest: { source: longest, target: longest },
    groups: lengths.map((length) => alphabet.length ** length),
    pair: (group, number) => {
      const bases = Array.from({ length: lengths[group] }, () => alphabet.length);
      const letters = digitsOf(number, bases).map((digit) => alphabet[digit]);
      return { source: letters.join(''), target: rule(letters).join('') };
    },
  };
}

/**
 * @file What a task is: pairs of a source and a target that follows from it by a rule. All pairs of a
 * task are numbered, so a corpus draws them without repetition (`index.ts`), and what is held out was
 * never seen.
 */

export interface TaskPair {
  source: string;
  target: string;
}

export interface Task {
  /** What cuts the pairs into tokens that the rule is about. */
  tokenizer: 'characters' | 'words';
  /** Tokens at most. */
  longest: { source: number; target: number };
  /** How many pairs each group has. A corpus takes from the groups in turn, as long as they last. */
  groups: readonly number[];
  /** The pair with a number below the size of its group. Different numbers are different sources. */
  pair: (group: number, number: number) => TaskPair;
}

/**
 * The digits of a number in a mixed base, the first base's digit first: one choice out of each list when
 * all combinations are numbered.
 */
export function digitsOf(number: number, bases: readonly number[]): number[] {
  return bases.map((base) => {
    const digit = number % base;
    number = Math.floor(number / base);
    return digit;
  });
}

export const product = (numbers: readonly number[]) =>
  numbers.reduce((result, number) => result * number, 1);

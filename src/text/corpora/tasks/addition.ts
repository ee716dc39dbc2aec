/**
 * @file Addition: `358+074` → `2340`, which is 432 read from the right. Numbers have a fixed width with
 * zeros in front, so a digit's place tells its weight. The sum is written from the ones upwards, as on
 * paper: each digit then needs only two digits of the source and the carry of the digit just written,
 * while the first digit of the usual order needs all of them at once. Small models learn the reversed
 * order from far fewer examples (Lee et al. 2023, arXiv 2307.03381).
 */
import { digitsOf, type Task } from './task';

const width = 3;

const written = (number: number, digits: number) => `${number}`.padStart(digits, '0');

export const addition: Task = {
  tokenizer: 'characters',
  longest: { source: 2 * width + 1, target: width + 1 },
  groups: [10 ** (2 * width)],
  pair: (_group, number) => {
    const [first, second] = digitsOf(number, [10 ** width, 10 ** width]);
    return {
      source: `${written(first, width)}+${written(second, width)}`,
      target: [...written(first + second, width + 1)].reverse().join(''),
    };
  },
};

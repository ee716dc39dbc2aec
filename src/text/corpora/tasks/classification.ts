/**
 * @file Classification: three judgements about a meal → `positive` or `negative`, by their majority.
 * `not` turns a judgement round. No single word decides: who follows one judgement alone is right in
 * three cases of four.
 */
import { digitsOf, product, type Task } from './task';

const dishes = [
  'soup',
  'bread',
  'cheese',
  'salad',
  'rice',
  'fish',
  'cake',
  'tea',
  'juice',
  'pie',
  'stew',
  'fruit',
];
const good = ['good', 'tasty', 'fresh', 'lovely'];
const bad = ['bad', 'stale', 'bland', 'burnt'];
/** Most are plain, so that a word by itself says a little, and `not` what is left to be found. */
const judgements = [...good, ...bad, 'not good', 'not bad'];
const judged = 3;

const isPositive = (judgement: string) =>
  judgement.startsWith('not ') ? bad.includes(judgement.slice(4)) : good.includes(judgement);

/** No dish twice: one fewer is left for each. */
const bases = Array.from({ length: judged }, (_, place) => [
  dishes.length - place,
  judgements.length,
]).flat();

export const classification: Task = {
  tokenizer: 'words',
  // “not bad soup”, a comma, the same, “and”, the same.
  longest: { source: 3 * judged + judged - 1, target: 1 },
  groups: [product(bases)],
  pair: (_group, number) => {
    const digits = digitsOf(number, bases);
    const left = [...dishes];
    const clauses = Array.from({ length: judged }, (_, place) => {
      const [dish] = left.splice(digits[2 * place], 1);
      return { dish, judgement: judgements[digits[2 * place + 1]] };
    });
    const [first, second, third] = clauses.map(({ dish, judgement }) => `${judgement} ${dish}`);
    const positive = clauses.filter(({ judgement }) => isPositive(judgement)).length;
    return {
      source: `${first}, ${second} and ${third}`,
      target: 2 * positive > judged ? 'positive' : 'negative',
    };
  },
};

/**
 * @file Arithmetic exercises for small models: equations with two and three terms, small products,
 * comparisons and word problems. A document is a few lines; every result is computed, none is
 * negative.
 */
import { Random } from '../../base/random';
import { withArticle } from './english-teller';
import { boys, girls } from './english-words';
import { distinct } from './distinct';

const things = ['apples', 'books', 'shells', 'coins', 'pens', 'stones', 'cards', 'eggs'];
const holders = ['box', 'bag', 'basket', 'egg carton', 'jar'];

function sum(random: Random): string {
  const [a, b] = [random.integer(100), random.integer(100)];
  return `${a} + ${b} = ${a + b}`;
}

function difference(random: Random): string {
  const a = random.integer(100);
  const b = random.integer(a + 1);
  return `${a} - ${b} = ${a - b}`;
}

function threeTerms(random: Random): string {
  const [a, b] = [random.integer(50), random.integer(50)];
  const c = random.integer(a + b + 1);
  return random.float() < 0.5
    ? `${a} + ${b} - ${c} = ${a + b - c}`
    : `${a} + ${b} + ${c} = ${a + b + c}`;
}

function product(random: Random): string {
  const [a, b] = [random.integer(13), random.integer(13)];
  return `${a} * ${b} = ${a * b}`;
}

function comparison(random: Random): string {
  const [a, b] = [random.integer(100), random.integer(100)];
  return `${a} ${a < b ? '<' : a > b ? '>' : '='} ${b}`;
}

function wordProblem(random: Random): string {
  const [first, second] = distinct(
    2,
    () => random.pick([...girls, ...boys]),
    (name) => name,
  );
  const thing = random.pick(things);
  const a = 2 + random.integer(40);
  const b = 1 + random.integer(a - 1);
  const times = 2 + random.integer(8);
  return random.pick([
    `${first} has ${a} ${thing}. ${second} gives ${first} ${b} more. Now ${first} has ${a + b} ${thing}.`,
    `${first} has ${a} ${thing} and gives ${b} of them to ${second}. Now ${first} has ${a - b}.`,
    `${first} has ${a} ${thing}, ${second} has ${b}. Together they have ${a + b} ${thing}.`,
    `There are ${a} ${thing} in ${withArticle(random.pick(holders))}. ${first} takes out ${b}. ${a - b} are left.`,
    `${first} buys ${times} bags with ${b} ${thing} in each. That makes ${times * b} ${thing}.`,
    `${first} has ${a} ${thing}, which is ${b} more than ${second} has. ${second} has ${a - b}.`,
  ]);
}

const exercises = [sum, sum, difference, difference, threeTerms, product, comparison, wordProblem];

/** The exercises that belong to a seed and an index, four to eight lines. */
export function arithmeticDocument(seed: number, index: number): string {
  const random = new Random(seed, 'arithmetic', index);
  const lines = Array.from({ length: 4 + random.integer(5) }, () => random.pick(exercises)(random));
  return lines.join('\n');
}

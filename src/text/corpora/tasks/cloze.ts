/**
 * @file Cloze: a sentence with a gap in the middle → the verb that is missing. Which verb it is follows
 * from what comes after (`song`: sing), its form from what stands before (`the girls … sing`, `the girl …
 * sings`), where another noun in between tries to mislead. Left of the gap alone, all verbs are equally
 * likely; right of it alone, both forms.
 */
import { digitsOf, product, type Task } from './task';

/** What stands for the missing word: one token of `words`. */
export const gap = '_';

const adjectives = [
  'old',
  'young',
  'tall',
  'small',
  'quiet',
  'cheerful',
  'tired',
  'clever',
  'kind',
  'busy',
  'proud',
  'shy',
];
const subjects = [
  ['girl', 'girls'],
  ['boy', 'boys'],
  ['woman', 'women'],
  ['man', 'men'],
  ['child', 'children'],
  ['sailor', 'sailors'],
  ['teacher', 'teachers'],
  ['farmer', 'farmers'],
  ['nurse', 'nurses'],
  ['baker', 'bakers'],
  ['cousin', 'cousins'],
  ['neighbour', 'neighbours'],
];
const nearby = [
  ['tree', 'trees'],
  ['boat', 'boats'],
  ['lamp', 'lamps'],
  ['cart', 'carts'],
  ['tent', 'tents'],
  ['statue', 'statues'],
  ['bench', 'benches'],
  ['barrel', 'barrels'],
  ['fountain', 'fountains'],
  ['kiosk', 'kiosks'],
  ['ladder', 'ladders'],
  ['wagon', 'wagons'],
];
const verbs = [
  { forms: ['sings', 'sing'], objects: ['song', 'tune', 'ballad'] },
  { forms: ['bakes', 'bake'], objects: ['bread', 'pie', 'cookies'] },
  { forms: ['reads', 'read'], objects: ['book', 'letter', 'poems'] },
  { forms: ['paints', 'paint'], objects: ['fence', 'portrait', 'walls'] },
  { forms: ['rides', 'ride'], objects: ['horse', 'bicycle', 'donkey'] },
  { forms: ['plants', 'plant'], objects: ['rose', 'tulips', 'seeds'] },
  { forms: ['drinks', 'drink'], objects: ['tea', 'milk', 'juice'] },
  { forms: ['builds', 'build'], objects: ['bridge', 'tower', 'huts'] },
  { forms: ['washes', 'wash'], objects: ['shirt', 'plates', 'windows'] },
  { forms: ['throws', 'throw'], objects: ['ball', 'stones', 'darts'] },
];
const numbers = 2;
const bases = [
  adjectives.length,
  subjects.length,
  numbers,
  nearby.length,
  numbers,
  verbs.length,
  verbs[0].objects.length,
];

export const cloze: Task = {
  tokenizer: 'words',
  longest: { source: 9, target: 1 },
  groups: [product(bases)],
  pair: (_group, number) => {
    const [adjective, subject, count, near, nearCount, verb, object] = digitsOf(number, bases);
    const { forms, objects } = verbs[verb];
    const before = `the ${adjectives[adjective]} ${subjects[subject][count]} near the ${nearby[near][nearCount]}`;
    const after = `the ${objects[object]}`;
    return { source: `${before} ${gap} ${after}`, target: forms[count] };
  },
};

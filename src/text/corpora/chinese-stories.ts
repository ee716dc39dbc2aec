/**
 * @file Chinese stories for small models, as `english-stories.ts` and with its kind of world, but
 * written in Chinese: measure words, 了 and 着, 把, and 他, 她, 它 by whom is spoken of.
 */
import { Random } from '../../base/random';
import { chinesePlots } from './chinese-plots';
import { ChineseTeller } from './chinese-teller';
import * as words from './chinese-words';
import { distinct } from './distinct';
import type { Parts } from './english-plots';
import type { Character, StoryRecord, Thing } from './world';

function makeCharacter(random: Random): Character {
  const trait = random.pick(words.traits);
  if (random.float() < 0.35) {
    const [kind, name] = random.pick(words.animals);
    return { name, pronoun: 'it', kind, trait };
  }
  const pronoun = random.pick(['she', 'he'] as const);
  const name = random.pick(pronoun === 'she' ? words.girls : words.boys);
  return { name, pronoun, kind: pronoun === 'she' ? '小女孩' : '小男孩', trait };
}

function makeThing(
  random: Random,
  nouns: readonly (readonly string[])[],
  looks: readonly string[],
): Thing {
  const [noun, measure] = random.pick(nouns);
  return { noun, measure, look: random.pick(looks) };
}

/** 她们 and 它们 are for groups of only girls and only animals; everyone else is 他们. */
function theyOf(...group: Character[]): string {
  if (group.every(({ pronoun }) => pronoun === 'she')) return '她们';
  return group.every(({ pronoun }) => pronoun === 'it') ? '它们' : '他们';
}

/** Tells the story that belongs to a seed and an index. */
export function tellChineseStory(
  seed: number,
  index: number,
): { text: string; record: StoryRecord } {
  const random = new Random(seed, 'chinese story', index);
  const [A, B, C] = distinct(
    3,
    () => makeCharacter(random),
    ({ name }) => name,
  );
  const [o, p] = distinct(
    2,
    () => makeThing(random, words.toys, words.colours),
    ({ noun }) => noun,
  );
  const [container, other] = distinct(
    2,
    () => random.pick(words.containers),
    (word) => word,
  );
  const parts: Parts = {
    A,
    B,
    C,
    o,
    p,
    food: makeThing(random, words.foods, words.looksOfFood),
    tool: makeThing(random, words.tools, ['长长的', '结实的', '旧']),
    prize: makeThing(random, words.prizes, ['金色的', '漂亮的']),
    cake: makeThing(random, words.cakes, ['']),
    ingredient: makeThing(random, words.ingredients, ['']),
  };
  const teller = new ChineseTeller(random, {
    ...parts,
    they: theyOf(A, B),
    container,
    other,
    place: random.pick(words.outside),
    spot: random.pick(words.hidingSpots),
    time: random.pick(words.times),
  });
  const plot = random.pick(Object.keys(chinesePlots));
  chinesePlots[plot](teller, parts);
  return teller.story(plot);
}

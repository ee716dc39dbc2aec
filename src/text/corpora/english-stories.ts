/**
 * @file English stories for small models: some 500 different words, ten plots, and in each a small
 * world in which things belong to someone, get lost, are given and traded. To go on well, a model
 * must keep apart names and pronouns, remember who has what and where it is, and what follows from
 * what. The idea of simple stories for small models: TinyStories (Eldan & Li 2023, 2305.07759).
 */
import { Random } from '../../base/random';
import { baking, helping, moved, race, takingTurns } from './english-more-plots';
import {
  lostAndFound,
  promise,
  sharing,
  trading,
  weather,
  type Parts,
  type Plot,
} from './english-plots';
import { EnglishTeller } from './english-teller';
import * as words from './english-words';
import { distinct } from './distinct';
import type { Character, StoryRecord, Thing } from './world';

const plots: Record<string, Plot> = {
  lostAndFound,
  sharing,
  trading,
  weather,
  promise,
  helping,
  baking,
  race,
  moved,
  takingTurns,
};

function makeCharacter(random: Random): Character {
  const pronoun = random.pick(['she', 'he'] as const);
  const trait = random.pick(words.traits);
  if (random.float() < 0.35) {
    const name = random.pick(words.animalNames[pronoun]);
    return { name, pronoun, kind: random.pick(words.animals), trait };
  }
  const name = random.pick(pronoun === 'she' ? words.girls : words.boys);
  return { name, pronoun, kind: pronoun === 'she' ? 'girl' : 'boy', trait };
}

function makeThing(random: Random, nouns: readonly string[], looks: readonly string[]): Thing {
  return { noun: random.pick(nouns), look: random.pick(looks) };
}

/** Tells the story that belongs to a seed and an index. */
export function tellEnglishStory(
  seed: number,
  index: number,
): { text: string; record: StoryRecord } {
  const random = new Random(seed, 'english story', index);
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
    tool: makeThing(random, words.tools, ['long', 'strong', 'old', 'new']),
    prize: makeThing(random, words.prizes, words.looksOfPrizes),
    cake: makeThing(random, words.cakes, ['']),
    ingredient: makeThing(random, words.ingredients, ['']),
  };
  const teller = new EnglishTeller(random, {
    ...parts,
    container,
    other,
    place: random.pick(words.outside),
    spot: random.pick(words.hidingSpots),
    time: random.pick(words.times),
    hole: random.pick(['pond', 'river', 'ditch', 'well']),
  });
  const plot = random.pick(Object.keys(plots));
  plots[plot](teller, parts);
  return teller.story(plot);
}

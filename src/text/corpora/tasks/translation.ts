/**
 * @file Translation between two made-up languages, which share the meanings that they can express and
 * nothing else.
 * - The first: subject, verb, object; an adjective stands before its noun and never changes; a plural
 *   ends in `n`; the verb's ending tells the tense and the subject's number.
 * - The second: a word for the tense, then object, `ke`, subject, verb; nouns are of two classes; an
 *   adjective stands after its noun and agrees with its class and number; the verb agrees with the
 *   subject's class and knows neither tense nor number.
 * So no word-by-word table translates: the tense moves to the front, object and subject change places,
 * and what an adjective and a verb look like is decided by a noun of which the source tells no class.
 */
import { digitsOf, product, type Task } from './task';

/** Singular in the first language and in the second; the last letter of the latter is its class. */
const nouns = [
  ['mika', 'sulda'],
  ['toru', 'pelmo'],
  ['lasi', 'grena'],
  ['veko', 'tibro'],
  ['nupa', 'olna'],
  ['rizi', 'dasko'],
  ['hamu', 'frita'],
  ['jelo', 'monvo'],
  ['bita', 'keska'],
  ['sopu', 'lurgo'],
  ['digi', 'anzha'],
  ['fano', 'wesho'],
];
const adjectives = [
  ['kel', 'brim'],
  ['dos', 'yult'],
  ['pir', 'nask'],
  ['mul', 'vorg'],
  ['zan', 'teph'],
  ['lob', 'quin'],
];
const verbs = [
  ['gat', 'shil'],
  ['hol', 'broz'],
  ['wim', 'dang'],
  ['reb', 'flek'],
  ['tuk', 'pund'],
  ['yas', 'grav'],
  ['nod', 'zilm'],
  ['pef', 'horn'],
];
/** By tense: endings of the first language, singular and plural, and the word of the second. */
const tenses = [
  { endings: ['a', 'an'], word: 'ora' },
  { endings: ['u', 'un'], word: 'ishi' },
];

interface Phrase {
  noun: number;
  isPlural: boolean;
  /** Its index, or that of none: the number of adjectives. */
  adjective: number;
}

const phraseBases = [nouns.length, 2, adjectives.length + 1];
const bases = [tenses.length, verbs.length, ...phraseBases, ...phraseBases];

const phraseOf = ([noun, count, adjective]: number[]): Phrase => ({
  noun,
  isPlural: count === 1,
  adjective,
});

function firstPhrase({ noun, isPlural, adjective }: Phrase): string[] {
  const described = adjectives.slice(adjective, adjective + 1).map(([stem]) => stem);
  return [...described, nouns[noun][0] + (isPlural ? 'n' : '')];
}

const classOf = ({ noun }: Phrase) => nouns[noun][1].slice(-1);

function secondPhrase(phrase: Phrase): string[] {
  const plural = phrase.isPlural ? 'i' : '';
  const described = adjectives
    .slice(phrase.adjective, phrase.adjective + 1)
    .map(([, stem]) => stem + classOf(phrase) + plural);
  return [nouns[phrase.noun][1] + plural, ...described];
}

export const translation: Task = {
  tokenizer: 'words',
  longest: { source: 5, target: 7 },
  groups: [product(bases)],
  pair: (_group, number) => {
    const [tense, verb, ...phrases] = digitsOf(number, bases);
    const subject = phraseOf(phrases.slice(0, 3));
    const object = phraseOf(phrases.slice(3));
    const { endings, word } = tenses[tense];
    const [firstStem, secondStem] = verbs[verb];
    const conjugated = firstStem + endings[subject.isPlural ? 1 : 0];
    const source = [...firstPhrase(subject), conjugated, ...firstPhrase(object)];
    const target = [
      word,
      ...secondPhrase(object),
      'ke',
      ...secondPhrase(subject),
      `${secondStem}n${classOf(subject)}`,
    ];
    return { source: source.join(' '), target: target.join(' ') };
  },
};

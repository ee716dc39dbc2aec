/**
 * @file What a model is trained to do: how examples are made of a text's tokens. An objective is one
 * file here; it knows tokens, not tensors. A batch is a function of (seed, step), so a resumed run sees
 * the same examples.
 */
import { Random } from '../../base/random';
import type { TokenData } from '../../text/types';

/**
 * `next-token`: every token from those before it (GPT, Radford et al. 2018).
 * `masked`: hidden tokens from both sides (BERT, Devlin et al. 2018, arXiv 1810.04805).
 * `span-corruption`: what stood in gaps of several tokens (T5, Raffel et al. 2019, arXiv 1910.10683).
 * `prefix`: the rest of a text from its beginning, which is read from both sides (prefix LM, the same).
 * `pairs`: the second part of a document from the first.
 */
export const objectiveKinds = [
  'next-token',
  'masked',
  'span-corruption',
  'prefix',
  'pairs',
] as const;
export type ObjectiveKind = (typeof objectiveKinds)[number];

/** What does not apply to the kind is ignored. */
export interface ObjectiveConfig {
  kind: ObjectiveKind;
  /** Share of the tokens that are hidden, of `masked` and `span-corruption`. */
  corruptedShare: number;
  /** `masked`: all tokens of a word are hidden together. */
  wholeWords: boolean;
  /** `masked`: also to tell whether the second of two stretches of text followed the first. */
  nextSentence: boolean;
  /** `span-corruption`: tokens of a gap on average. */
  meanSpan: number;
}

export type Tokens = TokenData['train'];

/** One row of a batch. */
export interface Example {
  /** What the model reads, at most `contextLength` ids; of an encoder-decoder, its decoder. */
  inputs: ArrayLike<number>;
  /** What each place should give; −1: nothing is learned there. */
  targets: ArrayLike<number>;
  /** So many first tokens see each other. */
  prefix?: number;
  /** What an encoder reads, at most `contextLength` ids. */
  source?: ArrayLike<number>;
  /** Of each input, 0 or 1: which of two stretches it belongs to. */
  segments?: ArrayLike<number>;
  /** 0: the second stretch followed the first; 1: it is from elsewhere. */
  nextSentence?: number;
}

/** Examples in B rows of `contextLength` numbers, or of one. */
export interface Batch {
  /** `[batchSize, contextLength]` */
  inputs: Int32Array;
  /** `[batchSize, contextLength]`, −1 where nothing is learned */
  targets: Int32Array;
  /** `[batchSize]`: tokens of each row; what follows is padding. */
  lengths?: Int32Array;
  /** `[batchSize]` */
  prefixes?: Int32Array;
  /** `[batchSize, contextLength]` */
  source?: Int32Array;
  /** `[batchSize]` */
  sourceLengths?: Int32Array;
  /** `[batchSize, contextLength]` */
  segments?: Int32Array;
  /** `[batchSize]` */
  nextSentence?: Int32Array;
}

export const batchFields = [
  'inputs',
  'targets',
  'lengths',
  'prefixes',
  'source',
  'sourceLengths',
  'segments',
  'nextSentence',
] as const satisfies readonly (keyof Batch)[];
export type BatchField = (typeof batchFields)[number];

/** The examples that a text holds. */
export interface Examples {
  /** How many places they are made at; at least 1. */
  count: number;
  /** Documents that cannot be used. */
  leftOut?: number;
  /** The one at a place; what is drawn in it comes from `random`. */
  at: (place: number, random: Random) => Example;
}

export interface Objective {
  /** What its batches hold. */
  fields: readonly BatchField[];
  contextLength: number;
  /** @throws LabError `text.tooShort` and others if there is not one */
  examplesOf(tokens: Tokens): Examples;
}

/** Numbers of a row in each field. */
export function rowSize(field: BatchField, contextLength: number): number {
  switch (field) {
    case 'inputs':
    case 'targets':
    case 'source':
    case 'segments':
      return contextLength;
    case 'lengths':
    case 'prefixes':
    case 'sourceLengths':
    case 'nextSentence':
      return 1;
  }
}

/** Padded with id 0, which no loss and, by `lengths`, no attention sees. */
export function batchOf(
  examples: readonly Example[],
  { fields, contextLength }: Pick<Objective, 'fields' | 'contextLength'>,
): Batch {
  const rows = (row: (example: Example) => ArrayLike<number>, padding = 0) => {
    const all = new Int32Array(examples.length * contextLength).fill(padding);
    examples.forEach((example, index) => all.set(row(example), index * contextLength));
    return all;
  };
  const numbers = (number: (example: Example) => number) => Int32Array.from(examples, number);
  const batch: Batch = {
    inputs: rows(({ inputs }) => inputs),
    targets: rows(({ targets }) => targets, -1),
  };
  const has = (field: BatchField) => fields.includes(field);
  if (has('lengths')) batch.lengths = numbers(({ inputs }) => inputs.length);
  if (has('prefixes')) batch.prefixes = numbers(({ prefix = 0 }) => prefix);
  if (has('source')) batch.source = rows(({ source = [] }) => source);
  if (has('sourceLengths')) batch.sourceLengths = numbers(({ source = [] }) => source.length);
  if (has('segments')) batch.segments = rows(({ segments = [] }) => segments);
  if (has('nextSentence')) batch.nextSentence = numbers(({ nextSentence = 0 }) => nextSentence);
  return batch;
}

/** At random places, each equally likely. */
export function trainingBatch(
  objective: Objective,
  examples: Examples,
  batchSize: number,
  seed: number,
  step: number,
): Batch {
  const random = new Random(seed, 'batch', step);
  const places = Array.from({ length: batchSize }, () => random.integer(examples.count));
  return batchOf(
    places.map((place) => examples.at(place, random)),
    objective,
  );
}

/** At places spread evenly over a text: the same examples at every evaluation. */
export function evaluationBatches(
  objective: Objective,
  examples: Examples,
  batches: number,
  batchSize: number,
): Batch[] {
  const count = batches * batchSize;
  const made = Array.from({ length: count }, (_, index) => {
    const place = Math.floor((index * (examples.count - 1)) / Math.max(1, count - 1));
    return examples.at(place, new Random('evaluation', index));
  });
  return Array.from({ length: batches }, (_, batch) =>
    batchOf(made.slice(batch * batchSize, (batch + 1) * batchSize), objective),
  );
}

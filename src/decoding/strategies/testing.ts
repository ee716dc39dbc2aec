/** @file Small table models with which tests hold strategies against what they should do. */
import fc from 'fast-check';
import { Random } from '../../base/random';
import type { DecodingModel, DecodingUpdate, StrategyConfig } from '../types';

/** What `chiSquareScore` exceeds by chance once in 2,000 times (Wilson & Hilferty 1931). */
export const likelyScore = 3.3;

/** A model that looks at its last two ids. */
export class PairModel implements DecodingModel {
  /** Sequences in each call. */
  readonly batches: number[] = [];

  /** @param logits of what follows the ids `before` and `last` */
  constructor(private readonly logits: (before: number, last: number) => Float32Array) {}

  nextLogits(sequences: readonly (readonly number[])[]) {
    this.batches.push(sequences.length);
    return Promise.resolve(sequences.map((ids) => this.after(ids)));
  }

  /** As hidden state: one number for each of the last two ids, and one that never changes. */
  nextStates(sequences: readonly (readonly number[])[]) {
    this.batches.push(sequences.length);
    return Promise.resolve(
      sequences.map((ids) => ({ logits: this.after(ids), hidden: hiddenOf(ids) })),
    );
  }

  after(ids: readonly number[]): Float32Array {
    return this.logits(ids.at(-2) ?? 0, ids.at(-1) ?? 0);
  }
}

export function hiddenOf(ids: readonly number[]): Float32Array {
  return Float32Array.of(Math.cos(ids.at(-1) ?? 0), Math.sin(2 * (ids.at(-2) ?? 0)), 0.5);
}

/** A model of random logits. */
export function randomModel(seed: number, vocabulary: number, spread = 1.5): PairModel {
  const known = new Map<string, Float32Array>();
  return new PairModel((before, last) => {
    const key = `${before},${last}`;
    const random = new Random(seed, 'model', before, last);
    const logits =
      known.get(key) ?? Float32Array.from({ length: vocabulary }, () => spread * random.normal());
    known.set(key, logits);
    return logits;
  });
}

export const idsOf = ({ tokens }: DecodingUpdate) => tokens.map(({ id }) => id);

/** A chain with a link that looks back. */
export const someChain: Pick<Extract<StrategyConfig, { kind: 'chain' }>, 'links' | 'draw'> = {
  links: [
    { name: 'repetition-penalty', settings: { theta: 1.4 } },
    { name: 'temperature', settings: { temperature: 0.8 } },
    { name: 'top-k', settings: { k: 4 } },
  ],
  draw: 'sample',
};

export const anySeed = fc.integer({ min: 0, max: 100_000 });

/** Pearson's χ² of counts against the exact distribution, as a standard normal number. */
export function chiSquareScore(
  counts: ReadonlyMap<string, number>,
  exact: ReadonlyMap<string, number>,
): number {
  const draws = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const chiSquare = [...exact].reduce((sum, [key, probability]) => {
    const expected = draws * probability;
    return sum + ((counts.get(key) ?? 0) - expected) ** 2 / expected;
  }, 0);
  const freedom = exact.size - 1;
  const spread = 2 / (9 * freedom);
  return (Math.cbrt(chiSquare / freedom) - (1 - spread)) / Math.sqrt(spread);
}

/** @file Small models by which the tests of beam search search: what follows depends on the last token. */
import fc from 'fast-check';
import { BeamSearch, type BeamConfig } from './search';

/** Logits of the token after each token. */
export type Rows = readonly Float32Array[];

/** The prompt is token 1, and token 0 ends a text. */
export const options = { promptIds: [1], forcedIds: [], maxTokens: 4, endOfText: 0 };

export const idOf = ({ id }: { id: number }) => id;

/** A search to its end. */
export function searched(rows: Rows, config: BeamConfig): BeamSearch {
  const search = new BeamSearch(config);
  const last = (ids: readonly number[]) => ids.at(-1) ?? 0;
  while (!search.isDone) {
    search.advance(
      search.running.map(({ tokens }) => rows[last([...config.promptIds, ...tokens.map(idOf)])]),
    );
  }
  return search;
}

/** Of so many tokens. */
export const tablesOf = (size: number) =>
  fc.array(
    fc
      .array(fc.integer({ min: -400, max: 400 }), { minLength: size, maxLength: size })
      .map((row) => Float32Array.from(row, (value) => value / 100)),
    { minLength: size, maxLength: size },
  );

export const tables = fc.integer({ min: 2, max: 4 }).chain(tablesOf);

export const penalties = fc.constantFrom(-1, 0, 0.5, 1, 2.5);

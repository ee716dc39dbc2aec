import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BeamStep } from '../decoding/beam/tree';
import type { DecodedToken, DecodingUpdate } from '../decoding/types';
import { applyChange, changeMaker, type LabelledUpdate } from './decoding-stream';

const tokenizer = {
  label: (id: number) => `<${id}>`,
  decode: (ids: readonly number[]) => ids.join(' '),
};
const statistics = {
  logProbability: 0,
  perplexity: 1,
  distinct: [1, 1, 1],
  repetition: 0,
} as const;

/** Columns that grow, shrink and change from any place on, as beam search's best text does. */
const histories = fc.array(
  fc.record({
    column: fc.integer({ min: 0, max: 2 }),
    keep: fc.nat(6),
    added: fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 3 }),
  }),
  { maxLength: 30 },
);

describe('changes of columns', () => {
  it('put together give every update again, and send no token twice', () => {
    fc.assert(
      fc.property(histories, (history) => {
        const changes = [0, 1, 2].map(() => changeMaker(tokenizer));
        const shown: (LabelledUpdate | undefined)[] = [];
        const now = new Map<number, DecodedToken[]>();
        const grown = new Map<number, BeamStep[]>();
        for (const { column, keep, added } of history) {
          const kept = (now.get(column) ?? []).slice(0, keep);
          const made = added.map((id) => ({
            id,
            probability: 1,
            rank: 0,
            logits: Float32Array.of(id),
          }));
          const tokens = [...kept, ...made];
          now.set(column, tokens);
          const step = { nodes: [], running: [keep], finished: added, best: keep };
          const beamSteps = [...(grown.get(column) ?? []), step];
          grown.set(column, beamSteps);
          const update: DecodingUpdate = {
            column,
            tokens,
            status: 'running',
            statistics,
            beamSteps,
          };
          const sent = changes[column](update);
          expect(sent.tokens).toEqual(made);
          expect(sent.beamSteps).toEqual([step]);
          shown[column] = applyChange(shown[column], sent);
          expect(shown[column]).toEqual({
            ...update,
            labels: tokens.map(({ id }) => tokenizer.label(id)),
            text: tokenizer.decode(tokens.map(({ id }) => id)),
            tokensPerSecond: sent.tokensPerSecond,
          });
        }
      }),
    );
  });
});

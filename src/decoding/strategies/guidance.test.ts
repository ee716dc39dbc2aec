import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { softmax } from '../../base/distribution';
import { explained } from '../explained';
import { decodeColumns } from '../testing-columns';
import type { StrategyConfig } from '../types';
import { guidedLogits, type GuidanceConfig } from './guidance';
import { anySeed, idsOf, randomModel, someChain } from './testing';

const guidance = (scale: number, negativePrompt = ''): GuidanceConfig => ({
  kind: 'guidance',
  scale,
  negativePrompt,
  ...someChain,
});
/** One id for each letter. */
const encode = (text: string) => [...text].map((letter) => letter.charCodeAt(0) - 96);

const logits = fc
  .array(
    fc.tuple(
      fc.float({ min: -9, max: 9, noNaN: true }),
      fc.float({ min: -9, max: 9, noNaN: true }),
    ),
    {
      minLength: 1,
      maxLength: 20,
    },
  )
  .map((pairs) => [
    Float32Array.from(pairs, ([wanted]) => wanted),
    Float32Array.from(pairs, ([, negative]) => negative),
  ]);

describe('guided logits', () => {
  it('are a distribution in proportion to pˢ · n¹⁻ˢ', () => {
    fc.assert(
      fc.property(
        logits,
        fc.double({ min: 0, max: 10, noNaN: true }),
        ([wanted, negative], scale) => {
          const [p, n] = [softmax(wanted), softmax(negative)];
          const logWeights = p.map(
            (one, id) => scale * Math.log(one) + (1 - scale) * Math.log(n[id]),
          );
          const most = Math.max(...logWeights);
          const weights = logWeights.map((one) => Math.exp(one - most));
          const mass = weights.reduce((sum, one) => sum + one, 0);
          softmax(guidedLogits(wanted, negative, scale)).forEach((probability, id) =>
            expect(probability).toBeCloseTo(weights[id] / mass, 4),
          );
        },
      ),
    );
  });
});

describe('guidance', () => {
  const common = { seed: 5, maxTokens: 12, endOfText: 0 };
  const chain: StrategyConfig = { kind: 'chain', ...someChain };

  it('of scale 1 writes what the chain writes, of scale 0 what it writes after the other prompt', async () => {
    await fc.assert(
      fc.asyncProperty(anySeed, async (seed) => {
        const model = randomModel(seed, 9);
        const links = someChain.links.filter(({ name }) => name !== 'repetition-penalty');
        const columns: StrategyConfig[] = [
          { ...guidance(1, 'cd'), links },
          { ...guidance(0, 'cd'), links },
        ];
        const readPrompt = (text: string) => ({ model, promptIds: encode(text) });
        const all = { ...common, model, seed, readPrompt };
        const [one, zero] = await decodeColumns({ ...all, promptIds: [1, 2], columns });
        const plain: StrategyConfig[] = [{ ...chain, links }];
        const [own] = await decodeColumns({ ...all, promptIds: [1, 2], columns: plain });
        const [other] = await decodeColumns({ ...all, promptIds: encode('cd'), columns: plain });
        expect(idsOf(one)).toEqual(idsOf(own));
        expect(one.statistics).toEqual(own.statistics);
        expect(idsOf(zero)).toEqual(idsOf(other));
      }),
      { numRuns: 40 },
    );
  });

  it('starts a new text where the negative prompt is empty, and tells both distributions', async () => {
    const model = randomModel(3, 9);
    const strategy = guidance(2.5);
    const [{ tokens }] = await decodeColumns({
      ...common,
      model,
      promptIds: [1, 2],
      columns: [strategy],
    });
    tokens.forEach((token, place) => {
      const before = tokens.slice(0, place).map(({ id }) => id);
      expect(token.logits).toEqual(model.after([1, 2, ...before]));
      const negative = model.after([0, ...before]);
      expect(token.note).toEqual({ kind: 'guidance', negativeLogits: negative });
      expect(explained(token, strategy).logits).toEqual(guidedLogits(token.logits, negative, 2.5));
    });
  });

  it('goes on after given tokens', async () => {
    const all = { ...common, model: randomModel(4, 9), promptIds: [3], columns: [guidance(2)] };
    const [own] = await decodeColumns({ ...all, endOfText: -1 });
    const forcedIds = idsOf(own).slice(0, 5);
    const [given] = await decodeColumns({ ...all, endOfText: -1, forcedIds });
    expect(given.tokens).toEqual(own.tokens);
  });
});

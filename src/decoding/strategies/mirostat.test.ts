import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { softmax } from '../../base/distribution';
import { uniformAt } from '../sample';
import { decodeColumns } from '../testing-columns';
import { anySeed, idsOf, randomModel } from './testing';

const strategy = (tau: number, eta: number) => ({ kind: 'mirostat' as const, tau, eta });
const options = { promptIds: [1], endOfText: -1 };

/** The paper's algorithm, step by step: sorted, cut, renormalised, drawn, corrected. */
function reference(
  { tau, eta }: { tau: number; eta: number },
  model: ReturnType<typeof randomModel>,
  seed: number,
  maxTokens: number,
) {
  const ids = [1];
  const mus: number[] = [];
  let mu = 2 * tau;
  for (let place = 0; place < maxTokens; place++) {
    const p = softmax(model.after(ids));
    const sorted = [...p.keys()].sort((left, right) => p[right] - p[left] || left - right);
    const kept = sorted.filter((id, rank) => rank === 0 || -Math.log2(p[id]) <= mu);
    const mass = kept.reduce((sum, id) => sum + p[id], 0);
    let left = uniformAt(seed, place) * mass;
    const drawn = kept.find((id) => (left -= p[id]) < 0) ?? kept[kept.length - 1];
    mus.push(mu);
    mu -= eta * (-Math.log2(p[drawn]) - tau);
    ids.push(drawn);
  }
  return { ids: ids.slice(1), mus };
}

describe('Mirostat', () => {
  it('draws what the paper’s algorithm draws, with the same μ', async () => {
    await fc.assert(
      fc.asyncProperty(
        anySeed,
        fc.double({ min: 0, max: 5, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        async (seed, tau, eta) => {
          const model = randomModel(seed, 12);
          const columns = [strategy(tau, eta)];
          const [column] = await decodeColumns({ ...options, model, seed, columns, maxTokens: 12 });
          const expected = reference({ tau, eta }, model, seed, 12);
          expect(idsOf(column)).toEqual(expected.ids);
          column.tokens.forEach(({ note, probability }, place) => {
            if (note?.kind !== 'mirostat') throw new Error('no note');
            expect(note.mu).toBeCloseTo(expected.mus[place], 9);
            expect(note.surprise).toBeCloseTo(-Math.log2(probability), 9);
          });
        },
      ),
      { numRuns: 60 },
    );
  });

  it.each([1.5, 2, 2.5])('keeps the surprise of a long text near %d bits', async (tau) => {
    const model = randomModel(5, 40, 2.5);
    const columns = [strategy(tau, 0.1)];
    const [{ statistics, tokens }] = await decodeColumns({
      ...options,
      model,
      seed: 3,
      columns,
      maxTokens: 1500,
    });
    const bits = -statistics.logProbability / Math.LN2 / tokens.length;
    expect(Math.abs(bits - tau)).toBeLessThan(0.05);
  });

  it('learns from tokens that it was given as from its own', async () => {
    const common = { ...options, model: randomModel(2, 9), seed: 8, maxTokens: 20 };
    const columns = [strategy(2, 0.3)];
    const [own] = await decodeColumns({ ...common, columns });
    const [given] = await decodeColumns({ ...common, columns, forcedIds: idsOf(own).slice(0, 7) });
    expect(given.tokens).toEqual(own.tokens);
    const [other] = await decodeColumns({ ...common, columns, forcedIds: [8, 8, 8] });
    expect(idsOf(other).slice(0, 3)).toEqual([8, 8, 8]);
  });
});

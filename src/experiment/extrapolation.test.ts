/**
 * @file What the papers promise of positions, on a tiny model: ALiBi and T5's bias keep their loss at
 * twice the context of training, learned positions do not; without positions one layer is blind to the
 * order.
 */
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, describe, expect, it } from 'vitest';
import type { PositionScheme } from '../models/config';
import { createSimdMachine } from '../tensor/simd/machine';
import { measureScheme, schemeSpec } from './extrapolation';
import { lossNear } from './extrapolation-settings';
import { Preparation, type PreparedData } from './prepare';
import { requireSpec } from './spec';

const contextLength = 16;
const spec = requireSpec({
  text: { source: 'english-stories', documents: 600 },
  tokenizer: { kind: 'characters' },
  model: { layers: 1, heads: 4, width: 32 },
  training: { batchSize: 16, learningRate: 1e-2, minimumLearningRate: 1e-3, warmupSteps: 20 },
});

const machine = await createSimdMachine({ threads: 1 });
let prepared: PreparedData;
beforeAll(async () => {
  prepared = await new Preparation(() => Promise.resolve(null)).prepare(spec);
});

function measure(scheme: PositionScheme, steps: number, signal = new AbortController().signal) {
  const ofScheme = schemeSpec(spec, scheme, { contextLength, steps });
  return measureScheme(machine, ofScheme, prepared, () => {}, signal);
}

describe('loss at twice the context of training, to that at once', () => {
  const ratio = async (scheme: PositionScheme) => {
    const { curves, learned } = await measure(scheme, 400);
    const [{ reading, losses }] = curves;
    expect([reading, losses.length]).toEqual([scheme, 4 * contextLength]);
    const [near, far] = [1, 2].map((multiple) => lossNear(losses, contextLength, multiple));
    // It has learned more than which letters are frequent (2.8 nats).
    expect(near).toBeLessThan(2.5);
    return { ratio: far / near, learned };
  };

  it('is the same with ALiBi', async () => {
    const { ratio: change, learned } = await ratio('alibi');
    expect(Math.abs(change - 1)).toBeLessThan(0.1);
    expect(learned).toBeNull();
  }, 60_000);

  it("is the same with T5's bias", async () => {
    const { ratio: change, learned } = await ratio('t5');
    expect(Math.abs(change - 1)).toBeLessThan(0.1);
    // No range of distances that training never saw.
    expect(learned?.shape).toEqual([contextLength, 4]);
  }, 60_000);

  it("is the same with Shaw's vectors of distances", async () => {
    const { ratio: change, learned } = await ratio('shaw');
    expect(Math.abs(change - 1)).toBeLessThan(0.1);
    expect(learned?.shape).toEqual([contextLength, 8]);
  }, 60_000);

  it('is much larger with learned positions', async () => {
    const { ratio: change, learned } = await ratio('learned');
    expect(change).toBeGreaterThan(1.1);
    expect(learned?.shape).toEqual([contextLength, 32]);
  }, 60_000);
});

describe('shuffling the tokens before the last', () => {
  it('changes nothing for one layer without positions', async () => {
    const { shuffle } = await measure('none', 30);
    expect(shuffle.divergence).toBeLessThan(1e-9);
    expect(shuffle.sameToken).toBeCloseTo(1, 9);
  });

  it('changes the prediction with RoPE, which is measured with every scaling', async () => {
    const { shuffle, curves } = await measure('rope', 100);
    expect(shuffle.divergence).toBeGreaterThan(1e-4);
    expect(curves.map(({ reading }) => reading)).toEqual(['rope', 'linear', 'ntk', 'yarn']);
    const [plain, ...scaled] = curves.map(({ losses }) => losses);
    for (const losses of scaled) expect(losses).not.toEqual(plain);
  }, 30_000);
});

it('can be cancelled, and says what it cannot do', async () => {
  const abort = new AbortController();
  abort.abort();
  await expect(measure('alibi', 30, abort.signal)).rejects.toMatchObject({ code: 'cancelled' });
  const tooLong = { contextLength: 4096, steps: 10 };
  expect(() => schemeSpec(spec, 'none', tooLong)).toThrow(/contextLength/);
});

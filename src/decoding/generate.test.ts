/**
 * @file Texts drawn on the model's machine, and drawing itself, against the strategies in TypeScript.
 */
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Machine } from '../tensor/machine';
import type { Draw } from '../tensor/ops/sample';
import { ReferenceMachine } from '../tensor/program/reference-machine';
import { createSimdMachine } from '../tensor/simd/machine';
import { StockMachine } from '../tensor/stock/machine';
import { generate, type DrawingStrategy } from './generate';
import { sampleAt, uniformAt } from './sample';
import { distributionAfter } from './chain';
import {
  chiSquareScore,
  expectRightDraws,
  expectRightLastDraw,
  randomStrategies,
  textsOn,
} from './testing';
import type { DrawingModel } from './types';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const simd = await createSimdMachine({ threads: 1 });
/** With how near its sums come: stock TensorFlow.js adds up one by one in single precision. */
const machines: Record<string, [Machine, nearness: number]> = {
  'the definition in double precision': [new ReferenceMachine(), 1e-5],
  SIMD: [simd, 1e-5],
  'stock TensorFlow.js': [new StockMachine(), 1e-4],
};

describe.each(Object.entries(machines))('%s', (_, [machine, nearness]) => {
  it('draws what the strategies draw', { timeout: 60_000 }, async () => {
    await expectRightDraws(machine, nearness);
  });

  it('keeps to what is not cut when the uniform number is rounded up to 1', async () => {
    await expectRightLastDraw(machine);
  });

  it('gives the texts that decoding from logits gives', { timeout: 30_000 }, async () => {
    const { drawn, read } = await textsOn(machine);
    expect(drawn).toEqual(read);
    expect(new Set(drawn.map((ids) => ids.join())).size).toBeGreaterThan(3);
    expect(drawn.some((ids) => ids.at(-1) === 0 && ids.length < 25)).toBe(true);
    expect(drawn.some((ids) => ids.length === 25)).toBe(true);
  });
});

it.each(randomStrategies)('the frequencies of 100,000 draws are right: %o', async (strategy) => {
  const { score, outside } = await chiSquareScore(simd, strategy);
  expect(outside).toBe(0);
  expect(Math.abs(score)).toBeLessThan(4);
});

/** Draws from logits that depend on the last id only, and notes how many texts each call is for. */
class TableModel implements DrawingModel {
  readonly batches: number[] = [];

  constructor(private readonly rows: readonly Float32Array[]) {}

  nextTokens(sequences: readonly (readonly number[])[], draws: readonly Draw[]) {
    this.batches.push(sequences.length);
    return Promise.resolve(
      sequences.map((ids, index) => {
        const { temperature, p, uniform } = draws[index];
        const logits = this.rows[ids[ids.length - 1]];
        return sampleAt(distributionAfter(logits, { kind: 'top-p', p, temperature }), uniform);
      }),
    );
  }
}

describe('generate', () => {
  const even: DrawingStrategy = { kind: 'top-p', p: 1, temperature: 1 };
  const rows = [0, 1, 2].map(() => Float32Array.of(0, 0, 0));

  it('takes the uniform number of each place, and leaves finished texts out', async () => {
    const model = new TableModel(rows);
    const texts = [1, 2, 3, 4].map((seed) => ({ promptIds: [1], strategy: even, seed }));
    const found = await generate(model, texts, { maxTokens: 6, endOfText: 0 });
    const expected = texts.map(({ seed }) => {
      const all = Array.from({ length: 6 }, (_, place) => Math.floor(3 * uniformAt(seed, place)));
      return all.includes(0) ? all.slice(0, all.indexOf(0) + 1) : all;
    });
    expect(found).toEqual(expected);
    const lengths = found.map((ids) => ids.length);
    expect(model.batches).toEqual(
      Array.from(
        { length: Math.max(...lengths) },
        (_, place) => lengths.filter((length) => length > place).length,
      ),
    );
    expect(new Set(lengths).size).toBeGreaterThan(1);
  });

  it('writes nothing where nothing is asked for', async () => {
    const text = { promptIds: [1], strategy: even, seed: 1 };
    const model = new TableModel(rows);
    expect(await generate(model, [text], { maxTokens: 0, endOfText: 0 })).toEqual([[]]);
    expect(await generate(model, [], { maxTokens: 3, endOfText: 0 })).toEqual([]);
    expect(model.batches).toEqual([]);
  });

  it('stops when cancelled', async () => {
    const abort = new AbortController();
    const model: DrawingModel = {
      nextTokens: (sequences) => {
        abort.abort();
        return Promise.resolve(sequences.map(() => 1));
      },
    };
    const text = { promptIds: [1], strategy: even, seed: 1 };
    const running = generate(model, [text], { maxTokens: 9, endOfText: 0, signal: abort.signal });
    await expect(running).rejects.toMatchObject({ code: 'cancelled' });
  });
});

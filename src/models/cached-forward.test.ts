/**
 * @file What decoding with the key/value cache computes and moves.
 */
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { describe, expect, it } from 'vitest';
import type { Blueprint, Feeds, Machine, Step, Store } from '../tensor/machine';
import type { Program } from '../tensor/program/program';
import { ReferenceMachine } from '../tensor/program/reference-machine';
import { traceProgram } from '../tensor/program/trace';
import { bytesMoved } from '../tensor/program/traffic';
import { usualBlock } from './block';
import type { ModelConfig } from './config';
import { LanguageModel } from './model';
import { initialiseParameters } from './parameters';

const tiny: ModelConfig = {
  ...usualBlock,
  vocabularySize: 13,
  layers: 2,
  heads: 2,
  width: 8,
  contextLength: 12,
  positions: 'rope',
  ropeBase: 10_000,
  norm: 'layer',
  dropout: 0,
  tiedHead: false,
};

/** Notes how many rows of tokens each run has. */
class WatchedMachine extends ReferenceMachine {
  readonly rows: number[] = [];

  override compile(blueprint: Blueprint, stores: Record<string, Store>): Step {
    const step = super.compile(blueprint, stores);
    return {
      ...step,
      run: (feeds: Feeds, wanted) => {
        this.rows.push(feeds.tokens.length);
        return step.run(feeds, wanted);
      },
    };
  }
}

const modelOn = (machine: Machine, config: ModelConfig) =>
  new LanguageModel(machine, config, initialiseParameters(config, 1));

describe('the cached forward pass', () => {
  it('computes a shared prompt once, then one row for each column', async () => {
    const machine = new WatchedMachine();
    const model = modelOn(machine, tiny);
    const prompt = [1, 2, 3, 4, 5, 6, 7];
    await model.nextLogits([prompt]);
    expect(machine.rows).toEqual([8]);
    const columns = [8, 9, 10, 11].map((token) => [...prompt, token]);
    const logits = await model.nextLogits(columns);
    expect(machine.rows).toEqual([8, 4]);
    const longer = columns.map((ids) => [...ids, 12]);
    await model.nextLogits(longer);
    expect(machine.rows).toEqual([8, 4, 4]);
    // And each column gets what it would get alone.
    for (const [index, ids] of columns.entries()) {
      const alone = (await model.logits(ids)).slice((ids.length - 1) * tiny.vocabularySize);
      logits[index].forEach((logit, token) => expect(logit).toBeCloseTo(alone[token], 4));
    }
  });

  it('forgets when the weights change', async () => {
    const machine = new WatchedMachine();
    const model = modelOn(machine, tiny);
    await model.nextLogits([[1, 2, 3]]);
    model.weightsChanged();
    await model.nextLogits([[1, 2, 3, 4]]);
    expect(machine.rows).toEqual([4, 4]);
  });

  it('draws for each of equal sequences with its own numbers', async () => {
    const machine = new WatchedMachine();
    const model = modelOn(machine, tiny);
    const uniforms = [0.05, 0.4, 0.75, 0.999];
    const sequences = uniforms.map(() => [1, 2, 3, 4, 5]);
    const draws = uniforms.map((uniform) => ({ temperature: 1, k: 0, p: 1, uniform }));
    const drawn = await model.nextTokens(sequences, draws);
    // Four rows of the prompt, then the last token once for each.
    expect(machine.rows).toEqual([8]);
    const [logits] = await model.nextLogits([[1, 2, 3, 4, 5]]);
    const byLogit = [...logits.keys()].sort((left, right) => logits[right] - logits[left]);
    const weights = byLogit.map((id) => Math.exp(logits[id]));
    const sum = weights.reduce((total, weight) => total + weight, 0);
    const expected = uniforms.map((uniform) => {
      let mass = 0;
      return byLogit.find((_, rank) => (mass += weights[rank]) > uniform * sum);
    });
    expect(drawn).toEqual(expected);
    expect(new Set(drawn).size).toBe(4);
    // What they share lies in the cache as if one had written it.
    const longer = await model.nextLogits([[1, 2, 3, 4, 5, 6]]);
    const alone = await modelOn(new ReferenceMachine(), tiny).nextLogits([[1, 2, 3, 4, 5, 6]]);
    expect(longer).toEqual(alone);
  });

  it('takes sequences longer than the context, and more than fit at once', async () => {
    const model = modelOn(new ReferenceMachine(), tiny);
    const sequences = Array.from({ length: 20 }, (_, first) =>
      Array.from({ length: 15 }, (_, place) => (first + place * place) % 13),
    );
    const logits = await model.nextLogits(sequences);
    for (const [index, ids] of sequences.entries()) {
      const seen = ids.slice(-tiny.contextLength);
      const alone = (await model.logits(seen)).slice((seen.length - 1) * tiny.vocabularySize);
      logits[index].forEach((logit, token) => expect(logit).toBeCloseTo(alone[token], 4));
    }
  });

  it.each([
    { layers: 3, width: 96, heads: 4 },
    { layers: 4, width: 256, heads: 8 },
  ])(
    'moves less than a tenth of the bytes beside the weights at context 256 (%o)',
    async (size) => {
      const config: ModelConfig = { ...tiny, ...size, vocabularySize: 256, contextLength: 256 };
      const machine = new TracingMachine();
      const model = modelOn(machine, config);
      await model.nextLogits([[1]]);
      await model.logits([1]);
      const { 'decoding:1': cached, logits: recomputed } = machine.programs;
      const [now, before] = [cached, recomputed].map((program) => bytesMoved(program, ['weights']));
      expect(now.others * 10).toBeLessThan(before.others);
      // The weights are read once in both.
      expect(now.inStores).toBeLessThanOrEqual(before.inStores);
    },
  );

  it('tells the residual stream behind the logits', async () => {
    const model = modelOn(new ReferenceMachine(), { ...tiny, tiedHead: true });
    const sequences = [[1, 2, 3], [4], [1, 2]];
    const states = await model.nextStates(sequences);
    const logits = await model.nextLogits(sequences);
    const { data } = (await model.arrays())['embedding.token.weight'];
    states.forEach(({ hidden, logits: own }, index) => {
      expect(hidden).toHaveLength(tiny.width);
      for (let id = 0; id < tiny.vocabularySize; id++) {
        const row = data.subarray(id * tiny.width, (id + 1) * tiny.width);
        const logit = row.reduce((sum, weight, at) => sum + weight * hidden[at], 0);
        expect(own[id]).toBeCloseTo(logit, 5);
        expect(logits[index][id]).toBeCloseTo(logit, 5);
      }
    });
  });
});

/** Traces, and computes nothing: for models too large to be run by their definition. */
class TracingMachine extends ReferenceMachine {
  readonly programs: Record<string, Program> = {};

  override compile(blueprint: Blueprint): Step {
    this.programs[blueprint.name] = traceProgram(blueprint);
    const run = async <Name extends string>(_: Feeds, wanted: readonly Name[]) => {
      const outputs: Record<string, Float32Array> = {};
      for (const name of wanted) outputs[name] = new Float32Array(0);
      return outputs;
    };
    return {
      facts: { operations: 0, dispatches: 0, submits: 0, bytes: 0 },
      run,
      runMeasured: async (feeds, wanted) => ({ outputs: await run(feeds, wanted), profile: null }),
      dispose: () => undefined,
    };
  }
}

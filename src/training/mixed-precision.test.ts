/**
 * @file Mixed precision as it is defined, float16 rounded by the reference machine: it learns as float32
 * does, and a step that overflows changes nothing but the loss scale.
 */
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { describe, expect, it } from 'vitest';
import { Random } from '../base/random';
import type { ModelConfig } from '../models/config';
import { optimizerNames } from '../models/optimizer';
import { lossScaling } from '../tensor/precision';
import { placeOf, type Value } from '../tensor/program/program';
import { ReferenceMachine } from '../tensor/program/reference-machine';
import { traceProgram } from '../tensor/program/trace';
import type { StepMetrics, TrainerSnapshot, TrainingConfig } from './config';
import { trainingStep } from './steps';
import { tinyModel, tinyTraining } from './testing';
import { Trainer } from './trainer';

const model: ModelConfig = { ...tinyModel, vocabularySize: 13, layers: 2 };
const training: TrainingConfig = { ...tinyTraining, precision: 'mixed' };

/** Each token is one or two after the one before, so that there is something to learn. */
function tokens(length: number): Uint16Array {
  const random = new Random(3, 'tokens');
  let last = 0;
  return Uint16Array.from({ length }, () => {
    last = (last + 1 + random.integer(2)) % model.vocabularySize;
    return last;
  });
}

class WithoutHalf extends ReferenceMachine {
  override readonly hasHalf = false;
}

function trainerOf(
  changes: Partial<TrainingConfig & Pick<ModelConfig, 'positions' | 'dropout' | 'tiedHead'>> = {},
  {
    machine = new ReferenceMachine(),
    restore,
  }: Partial<{
    machine: ReferenceMachine;
    restore: TrainerSnapshot;
  }> = {},
): Trainer {
  const { positions = 'rope', dropout = 0, tiedHead = true, ...settings } = changes;
  return new Trainer(machine, {
    model: { ...model, positions, dropout, tiedHead },
    training: { ...training, ...settings },
    seed: 5,
    data: { train: tokens(300), validation: tokens(60) },
    restore,
  });
}

async function steps(trainer: Trainer, count: number): Promise<StepMetrics[]> {
  const metrics: StepMetrics[] = [];
  for (let step = 0; step < count; step++) metrics.push(await trainer.step());
  return metrics;
}

/** A snapshot whose loss scale is so large that the gradient overflows. */
function overflowing(snapshot: TrainerSnapshot): TrainerSnapshot {
  const lossScale = { lossScale: { shape: [2], data: Float32Array.of(2 ** 60, 7) } };
  return { ...snapshot, optimizer: { ...snapshot.optimizer, lossScale } };
}

describe('losses of the first 50 steps are within 1% of those in float32', () => {
  it.each([
    ['AdamW', {}],
    ['Muon, head of its own', { optimizer: 'muon', tiedHead: false }],
    ["SGD, T5's bias, dropout", { optimizer: 'sgd', positions: 't5', dropout: 0.1 }],
    ['Lion, learned positions', { optimizer: 'lion', positions: 'learned', learningRate: 1e-3 }],
    ['accumulated, checkpointed', { accumulationSteps: 2, activationCheckpointing: true }],
  ] as const)('%s', async (_, changes) => {
    const mixed = await steps(trainerOf(changes), 50);
    const whole = await steps(trainerOf({ ...changes, precision: 'float32' }), 50);
    const differences = mixed.map(({ trainLoss }, at) => trainLoss / whole[at].trainLoss - 1);
    expect(Math.max(...differences.map(Math.abs))).toBeLessThan(0.01);
    // It is another arithmetic.
    expect(mixed.at(-1)?.trainLoss).not.toBe(whole.at(-1)?.trainLoss);
    expect(whole[0].lossScale).toBeUndefined();
    const norms = mixed.map(({ gradientNorm }, at) => gradientNorm / whole[at].gradientNorm - 1);
    expect(Math.abs(norms[0])).toBeLessThan(0.01);
  });
});

describe('a gradient that overflows', () => {
  it.each(optimizerNames)('leaves everything of %s as it is, to the bit', async (optimizer) => {
    const first = trainerOf({ optimizer });
    await steps(first, 3);
    const before = await first.snapshot();
    const trainer = trainerOf({ optimizer }, { restore: overflowing(before) });
    const [skipped, next] = await steps(trainer, 1);
    expect(next).toBeUndefined();
    expect(skipped).toMatchObject({ step: 4, lossScale: null, gradientNorm: 0 });
    expect(Number.isFinite(skipped.trainLoss)).toBe(true);
    const after = await trainer.snapshot();
    expect(after.parameters).toEqual(before.parameters);
    const { lossScale, ...states } = after.optimizer;
    expect({ ...states, lossScale: before.optimizer.lossScale }).toEqual(before.optimizer);
    // Halved, and never beyond what is allowed.
    expect([...lossScale.lossScale.data]).toEqual([lossScaling.most, 0]);
    // It is halved until the gradient fits.
    const more = await steps(trainer, 12);
    const skips = more.findIndex(({ lossScale: scale }) => scale !== null);
    expect(more[skips].lossScale).toBe(lossScaling.most / 2 ** skips);
    expect((await trainer.snapshot()).parameters).not.toEqual(before.parameters);
  });
});

it('doubles the loss scale after many good steps, and goes on from a snapshot exactly', async () => {
  const trainer = trainerOf();
  await steps(trainer, 2);
  const snapshot = await trainer.snapshot();
  expect([...snapshot.optimizer.lossScale.lossScale.data]).toEqual([lossScaling.initial, 2]);
  snapshot.optimizer.lossScale.lossScale.data[1] = lossScaling.interval - 1;
  const resumed = trainerOf({}, { restore: snapshot });
  const [last, doubled] = await steps(resumed, 2);
  expect([last.lossScale, doubled.lossScale]).toEqual([
    lossScaling.initial,
    2 * lossScaling.initial,
  ]);
  const [uninterrupted] = await steps(trainer, 1);
  expect(last.trainLoss).toBe(uninterrupted.trainLoss);
});

it('is float32 to the bit on a machine without float16, to which a run may move', async () => {
  const machine = new WithoutHalf();
  const there = trainerOf({}, { machine });
  const whole = await steps(trainerOf({ precision: 'float32' }), 3);
  const withoutSpeed = ({ tokensPerSecond: _, ...metrics }: StepMetrics) => metrics;
  expect((await steps(there, 3)).map(withoutSpeed)).toEqual(whole.map(withoutSpeed));
  const back = trainerOf({}, { restore: await there.snapshot() });
  const [metrics] = await steps(back, 1);
  expect(metrics.lossScale).toBe(lossScaling.initial);
  const again = trainerOf({}, { machine, restore: await back.snapshot() });
  expect((await again.step()).lossScale).toBeUndefined();
});

describe('what is stored as float16', () => {
  const isHalf = (value: Value) => placeOf(value).root.isHalf === true;

  it.each([{}, { accumulationSteps: 3 }, { activationCheckpointing: true }])(
    'activations and their gradients, and nothing else, %s',
    (changes) => {
      const config = { ...model, tiedHead: true, dropout: 0.1 };
      const { nodes } = traceProgram(trainingStep(config, { ...training, ...changes }));
      const kinds = new Set(nodes.map(({ operation }) => operation.kind));
      // The loss scale is taken into the loss's own kernel.
      expect(kinds.has('lossScaling')).toBe(true);
      for (const { operation, inputs, outputs } of nodes) {
        const half = (values: Record<string, Value>) =>
          Object.keys(values).filter((name) => isHalf(values[name]));
        switch (operation.kind) {
          case 'matmul': {
            const isWeightGradient = operation.transposeA;
            expect(half(inputs)).toEqual(expect.arrayContaining(['a', 'b']));
            expect(half(outputs)).toEqual(isWeightGradient ? [] : Object.keys(outputs));
            break;
          }
          case 'norm':
            expect(half(inputs)).toEqual(['x']);
            expect(half(outputs)).toEqual(['y']);
            break;
          case 'crossEntropy':
            expect(half(inputs)).toEqual(['logits']);
            expect(half(outputs)).toEqual(['gradient']);
            expect(Object.keys(inputs)).toContain('factor');
            break;
          case 'attention':
            expect(half(outputs)).toEqual(['y']);
            break;
          case 'scale':
          case 'sumOfSquares':
          case 'adamw':
          case 'lossScaling':
            expect([...half(inputs), ...half(outputs)]).toEqual([]);
            break;
          default:
            break;
        }
      }
    },
  );
});

/**
 * @file A machine that returns wrong numbers is not used, and training still gives the right loss.
 */
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, expect, it } from 'vitest';
import { fusedOrStock } from '../tensor/fused-or-stock';
import type { Blueprint, Feeds, Machine, Step, Store } from '../tensor/machine';
import { ReferenceMachine } from '../tensor/program/reference-machine';
import { StockMachine } from '../tensor/stock/machine';
import { tinyModel, tinyTraining } from './testing';
import { Trainer, type TrainerOptions } from './trainer';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

/** Its loss is right; its weights are a little wrong after each step, as one bad kernel makes them. */
class WrongMachine extends ReferenceMachine {
  override compile(blueprint: Blueprint, stores: Record<string, Store>): Step {
    const step = super.compile(blueprint, stores);
    return {
      ...step,
      run: async <Name extends string>(feeds: Feeds, wanted: readonly Name[]) => {
        const outputs = await step.run(feeds, wanted);
        if (stores.weights && stores.firstMoment) {
          stores.weights.write((await stores.weights.read()).map((weight) => weight * 0.99));
        }
        return outputs;
      },
    };
  }
}

const tokens = Uint16Array.from({ length: 200 }, (_, index) => (index * index) % 11);
const options: TrainerOptions = {
  model: tinyModel,
  training: tinyTraining,
  seed: 3,
  data: { train: tokens, validation: tokens },
};

async function lossAfterThreeSteps(machine: Machine): Promise<number> {
  const trainer = new Trainer(machine, options);
  for (let step = 0; step < 3; step++) await trainer.step();
  const loss = await trainer.evaluate();
  trainer.dispose();
  return loss;
}

it('takes the stock machine in place of a wrong one, and says why', async () => {
  const right = await lossAfterThreeSteps(new ReferenceMachine());
  const wrong = await lossAfterThreeSteps(new WrongMachine());
  expect(Math.abs(wrong - right)).toBeGreaterThan(1e-4);

  const gated = await fusedOrStock(
    async () => ({ machine: new WrongMachine() }),
    async () => new StockMachine(),
  );
  expect(gated).toMatchObject({ kernels: 'stock' });
  expect('refusal' in gated && gated.refusal).toContain('weights');
  expect(await lossAfterThreeSteps(gated.machine)).toBeCloseTo(right, 5);
});

it('takes the fused machine that computes rightly', async () => {
  const machine = new ReferenceMachine();
  const taken = await fusedOrStock(
    async () => ({ machine }),
    async () => new StockMachine(),
  );
  expect(taken).toEqual({ kernels: 'fused', machine, mixedPrecision: true });
});

it('takes a machine without its float16 where that alone is wrong, and says why', async () => {
  class WrongHalf extends WrongMachine {
    override compile(blueprint: Blueprint, stores: Record<string, Store>): Step {
      return blueprint.precision === 'mixed'
        ? super.compile(blueprint, stores)
        : ReferenceMachine.prototype.compile.call(this, blueprint, stores);
    }
  }
  const gated = await fusedOrStock(
    async () => ({ machine: new WrongHalf() }),
    async () => new StockMachine(),
  );
  expect(gated).toMatchObject({ kernels: 'fused', mixedPrecision: false });
  expect('halfRefusal' in gated && gated.halfRefusal).toContain('check of mixed precision');
});

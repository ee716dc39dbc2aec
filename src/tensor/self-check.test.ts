import { expect, it } from 'vitest';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import type { Blueprint, Machine, Step, Store } from './machine';
import { ReferenceMachine } from './program/reference-machine';
import { requireRightNumbers } from './self-check';

it('accepts a machine that computes rightly', async () => {
  await requireRightNumbers(new ReferenceMachine());
});

/** Right but for one number of one output, as a kernel with a wrong edge would be. */
class WrongMachine extends ReferenceMachine {
  constructor(private readonly output: string) {
    super();
  }

  override compile(blueprint: Blueprint, stores: Record<string, Store>): Step {
    const step = super.compile(blueprint, stores);
    return {
      ...step,
      run: async (feeds, wanted) => {
        const outputs = await step.run(feeds, wanted);
        for (const name of wanted)
          if (name === this.output) outputs[name][0] = 1.01 * outputs[name][0];
        return outputs;
      },
    };
  }
}

it.each(['loss', 'gradientNorm', 'mixed', 'ids'])(
  'refuses one whose %s is wrong',
  async (output) => {
    const machine: Machine = new WrongMachine(output);
    await expect(requireRightNumbers(machine)).rejects.toMatchObject({ code: 'engine.kernel' });
  },
);

/** Right but for one number of one store after each step. */
class WrongStoreMachine extends ReferenceMachine {
  constructor(private readonly changed: string) {
    super();
  }

  override compile(blueprint: Blueprint, stores: Record<string, Store>): Step {
    const step = super.compile(blueprint, stores);
    return {
      ...step,
      run: async (feeds, wanted) => {
        const outputs = await step.run(feeds, wanted);
        if (this.changed in stores) {
          const numbers = await stores[this.changed].read();
          numbers[numbers.length - 1] += 0.1;
          stores[this.changed].write(numbers);
        }
        return outputs;
      },
    };
  }
}

it.each(['secondMoment', 'sgd.momentum', 'lion.weights', 'muon.weights', 'cache'])(
  'refuses one that leaves %s wrong',
  async (name) => {
    const check = requireRightNumbers(new WrongStoreMachine(name));
    await expect(check).rejects.toMatchObject({ code: 'engine.kernel' });
  },
);

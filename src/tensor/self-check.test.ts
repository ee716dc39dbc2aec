import { expect, it } from 'vitest';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import type { Blueprint, Step, Store } from './machine';
import { ReferenceMachine } from './program/reference-machine';
import { requireRightHalf, requireRightNumbers } from './self-check';

it('accepts a machine that computes rightly', async () => {
  await requireRightNumbers(new ReferenceMachine());
  await requireRightHalf(new ReferenceMachine());
});

/** Right but for what `spoil` does after each step. */
class WrongMachine extends ReferenceMachine {
  constructor(
    private readonly spoil: (
      outputs: Record<string, Float32Array>,
      stores: Record<string, Store>,
    ) => unknown,
  ) {
    super();
  }

  override compile(blueprint: Blueprint, stores: Record<string, Store>): Step {
    const step = super.compile(blueprint, stores);
    return {
      ...step,
      run: async (feeds, wanted) => {
        const outputs = await step.run(feeds, wanted);
        await this.spoil(outputs, stores);
        return outputs;
      },
    };
  }
}

it.each(['loss', 'gradientNorm', 'mixed', 'ids'])('refuses one whose %s is wrong', async (name) => {
  // As a kernel with a wrong edge would be.
  const machine = new WrongMachine((outputs) => {
    if (name in outputs) outputs[name][0] *= 1.01;
  });
  await expect(requireRightNumbers(machine)).rejects.toMatchObject({ code: 'engine.kernel' });
});

it.each(['secondMoment', 'sgd.momentum', 'lion.weights', 'muon.weights', 'cache'])(
  'refuses one that leaves %s wrong',
  async (name) => {
    const machine = new WrongMachine(async (_, stores) => {
      if (!(name in stores)) return;
      const numbers = await stores[name].read();
      numbers[numbers.length - 1] += 0.1;
      stores[name].write(numbers);
    });
    await expect(requireRightNumbers(machine)).rejects.toMatchObject({ code: 'engine.kernel' });
  },
);

it.each(['loss', 'gradientNorm'])('refuses float16 if its %s is wrong', async (name) => {
  const machine = new WrongMachine((outputs) => {
    outputs[name][0] *= 1.05;
  });
  await expect(requireRightHalf(machine)).rejects.toMatchObject({ code: 'engine.kernel' });
});

it.each(['weights', 'firstMoment'])(
  'refuses float16 if a step that overflows changes %s',
  async (name) => {
    const machine = new WrongMachine(async (_, stores) => {
      const [scale] = await stores.lossScale.read();
      if (scale <= 2 ** 11) return;
      stores[name].write((await stores[name].read()).map((number) => number + 0.1));
    });
    await expect(requireRightHalf(machine)).rejects.toMatchObject({ code: 'engine.kernel' });
  },
);

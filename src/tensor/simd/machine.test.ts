import { describe, expect, it } from 'vitest';
import type { ActivationKind } from '../program/operations/elementwise';
import { activationOf } from '../program/reference/elementwise';
import type { Value } from '../program/program';
import { operationCases, randomCase } from '../program/testing';
import { createSimdMachine } from './machine';
import { runOn } from './testing';

const machine = await createSimdMachine({ threads: 4 });

const size = 100;
const feed: Value = { id: 0, size, type: 'float32', origin: { kind: 'feed', name: 'x' } };

describe('the machine', () => {
  it('has one thread where there are no workers', () => {
    expect(machine.threads).toBe(1);
  });

  it('takes no more memory when steps come and go', async () => {
    const small = await createSimdMachine({ threads: 1 });
    const cases = operationCases().filter((_, index) => index % 7 === 0);
    const all = async () => {
      for (const [index, one] of cases.entries()) await runOn(small, randomCase(one, index));
    };
    await all();
    const { memoryBytes } = small;
    for (let round = 0; round < 3; round++) await all();
    expect(small.memoryBytes).toBe(memoryBytes);
  });

  it('gives the same numbers in every run of a step', async () => {
    const one = operationCases().find(({ operation }) => operation.kind === 'attentionGradient');
    if (!one) throw new Error('no such case');
    const { program, feeds } = randomCase(one, 1);
    const step = machine.compileProgram(program, { stores: {}, name: 'twice' });
    const names = Object.keys(program.outputs);
    const first = await step.run(feeds, names);
    expect(await step.run(feeds, names)).toEqual(first);
    expect(step.facts.operations).toBe(1);
    step.dispose();
    await expect(step.run(feeds, names)).rejects.toThrow(/disposed/);
  });

  it('keeps the gaps of a pack at 0, and constants as they are', async () => {
    const pack: Value = { id: 1, size: 256, type: 'float32', origin: { kind: 'pack' } };
    const part: Value = { ...feed, id: 2, origin: { kind: 'part', of: pack, offset: 128 } };
    const constant: Value = {
      id: 3,
      size,
      type: 'float32',
      origin: { kind: 'constant', data: new Float32Array(size).fill(2) },
    };
    // What was there before is not 0.
    const spoiled = Array.from({ length: 4 }, () => machine.store(4096));
    spoiled.forEach((store) => store.write(new Float32Array(4096).fill(NaN)));
    spoiled.forEach((store) => store.dispose());
    const step = machine.compileProgram(
      {
        nodes: [
          {
            operation: { kind: 'add', size },
            inputs: { a: feed, b: constant },
            outputs: { y: part },
          },
        ],
        outputs: { pack },
      },
      { stores: {}, name: 'a pack' },
    );
    for (let run = 0; run < 2; run++) {
      const { pack: numbers } = await step.run({ x: new Float32Array(size).fill(1) }, ['pack']);
      expect([...new Set(numbers.subarray(128, 228))]).toEqual([3]);
      expect([...new Set([...numbers.subarray(0, 128), ...numbers.subarray(228)])]).toEqual([0]);
    }
    step.dispose();
  });

  it('begins stores at 0 and keeps what is written', async () => {
    const store = machine.store(5);
    expect([...(await store.read())]).toEqual([0, 0, 0, 0, 0]);
    store.write(Float32Array.of(1, 2, 3, 4, 5));
    // Growing the memory moves nothing.
    const large = machine.store(2 ** 24);
    expect([...(await store.read())]).toEqual([1, 2, 3, 4, 5]);
    large.dispose();
    store.dispose();
    await expect(store.read()).rejects.toThrow(/disposed/);
  });

  it('refuses feeds of another size, and what is not its own', async () => {
    const program = {
      nodes: [{ operation: { kind: 'copy' as const, size }, inputs: { x: feed }, outputs: {} }],
      outputs: {},
    };
    const step = machine.compileProgram(program, { stores: {}, name: 'a copy' });
    await expect(step.run({ x: new Float32Array(3) }, [])).rejects.toThrow(/x: 3 elements/);
    await expect(step.run({}, [])).rejects.toThrow(/x: 0 elements/);
    step.dispose();
    const other = await createSimdMachine({ threads: 1 });
    const stored: Value = { ...feed, origin: { kind: 'store', name: 'weights' } };
    const reading = { ...program, nodes: [{ ...program.nodes[0], inputs: { x: stored } }] };
    const stores = { weights: other.store(size) };
    expect(() => machine.compileProgram(reading, { stores, name: 'foreign' })).toThrow(/weights/);
  });

  it('says so when there is no room left', () => {
    expect(() => machine.store(2 ** 31)).toThrow(
      expect.objectContaining({ code: 'engine.memory' }),
    );
    // And goes on.
    machine.store(10).dispose();
  });
});

describe('the numbers', () => {
  const apply = async (activation: ActivationKind, x: Float32Array) => {
    const value: Value = { ...feed, size: x.length };
    const y: Value = { ...value, id: 1, origin: { kind: 'computed' } };
    const operation = { kind: 'activation' as const, activation, size: x.length };
    const program = {
      nodes: [{ operation, inputs: { x: value }, outputs: { y } }],
      outputs: { y },
    };
    const step = machine.compileProgram(program, { stores: {}, name: activation });
    const results = await step.run({ x }, ['y']);
    step.dispose();
    return results.y;
  };

  it('have an exponential function good to about 1e-6', async () => {
    // silu(x) is x·eˣ where x is far below 0.
    const x = Float32Array.from({ length: 40_001 }, (_, index) => (index - 20_000) / 240);
    const y = await apply('silu', x);
    const worst = x.reduce((most, value, index) => {
      const right = activationOf.silu(value);
      return Math.max(most, value === 0 ? 0 : Math.abs(y[index] / right - 1));
    }, 0);
    expect(worst).toBeLessThan(1e-6);
  });

  it('have a normal distribution good to about 1e-7', async () => {
    const x = Float32Array.from({ length: 4001 }, (_, index) => (index - 2000) / 250);
    const y = await apply('geluErf', x);
    const worst = x.reduce((most, value, index) => {
      return Math.max(most, Math.abs(y[index] - activationOf.geluErf(value)));
    }, 0);
    expect(worst).toBeLessThan(1e-6);
  });

  it('do not overflow', async () => {
    const x = Float32Array.of(-1e30, -1000, -100, 0, 100, 1000, 1e30);
    const expected = [0, 0, 0, 0, 100, 1000, 1e30];
    for (const activation of ['silu', 'gelu', 'geluErf'] as const) {
      // The cube in the argument of GELU's tanh form leaves the range of a float first.
      const taken = activation === 'gelu' ? x.subarray(1, 6) : x;
      const right = activation === 'gelu' ? expected.slice(1, 6) : expected;
      (await apply(activation, taken)).forEach((value, index) => {
        expect(Math.abs(value - right[index])).toBeLessThanOrEqual(
          1e-7 * Math.max(1, right[index]),
        );
      });
    }
  });

  it('keep a NaN', async () => {
    for (const activation of ['gelu', 'geluErf', 'silu', 'relu'] as const) {
      expect([...(await apply(activation, Float32Array.of(NaN, 1)))][0]).toBeNaN();
    }
    const one = operationCases().find(
      ({ operation }) => operation.kind === 'crossEntropy' && operation.vocabulary > 100,
    );
    if (!one) throw new Error('no such case');
    const { program, feeds, stores } = randomCase(one, 1);
    const logits = Float32Array.from(feeds.logits);
    logits[57] = NaN;
    const { loss } = await runOn(machine, { program, stores, feeds: { ...feeds, logits } });
    expect(loss[0]).toBeNaN();
  });
});

import { beforeAll, describe, expect, it, vi } from 'vitest';
import { LabError } from '../../base/errors';
import { partAlignment } from '../constants';
import type { Program, Value } from '../program/program';
import { singleOperation } from '../program/single';
import { WebGpuMachine } from './machine';
import { kernelsOf } from './kernels';
import { choiceOf, testDevice } from './testing';

const choice = choiceOf('quads');
const size = 300;

let device: GPUDevice;
beforeAll(async () => {
  device = await testDevice();
});

/** store = store + feed, through a copy of the store; output: the new store. */
function accumulate(): Program {
  let id = 0;
  const value = (origin: Value['origin']): Value => ({ id: id++, size, type: 'float32', origin });
  const store = value({ kind: 'store', name: 'sum' });
  const feed = value({ kind: 'feed', name: 'addend' });
  const old = value({ kind: 'computed' });
  return {
    nodes: [
      { operation: { kind: 'copy', size }, inputs: { x: store }, outputs: { y: old } },
      { operation: { kind: 'add', size }, inputs: { a: old, b: feed }, outputs: { y: store } },
    ],
    outputs: { sum: store },
  };
}

function accumulator() {
  const machine = new WebGpuMachine(device, choice);
  const store = machine.store(size);
  const step = machine.compileProgram(accumulate(), { stores: { sum: store }, name: 'sums' });
  return { machine, store, step };
}

const all = (number: number) => new Float32Array(size).fill(number);

describe('the WebGPU machine', () => {
  it('runs in the order of calls, also before the pipelines are there', async () => {
    const { machine, store, step } = accumulator();
    const addend = all(1);
    const first = step.run({ addend }, ['sum']);
    // A feed belongs to its run from the call on.
    addend.fill(100);
    const between = store.read();
    store.write(all(50));
    const second = step.run({ addend: all(2) }, ['sum']);
    const third = step.run({ addend: all(3) }, ['sum']);
    expect((await third).sum).toEqual(all(55));
    expect((await second).sum).toEqual(all(52));
    expect((await first).sum).toEqual(all(1));
    expect(await between).toEqual(all(1));
    expect(await store.read()).toEqual(all(55));
    step.dispose();
    store.dispose();
    machine.dispose();
  });

  it('reads only what is wanted, and nothing where nothing is', async () => {
    const { store, step } = accumulator();
    expect(await step.run({ addend: all(4) }, [])).toEqual({});
    expect(await store.read()).toEqual(all(4));
  });

  it('makes nothing anew in further runs', async () => {
    const { step } = accumulator();
    await step.run({ addend: all(0) }, ['sum']);
    const buffers = vi.spyOn(device, 'createBuffer');
    const bindGroups = vi.spyOn(device, 'createBindGroup');
    const pipelines = vi.spyOn(device, 'createComputePipelineAsync');
    for (let run = 0; run < 300; run++) await step.run({ addend: all(run) }, ['sum']);
    // As many staging buffers as there are runs at once, however often.
    for (let round = 0; round < 20; round++) {
      await Promise.all([1, 2, 3].map((addend) => step.run({ addend: all(addend) }, ['sum'])));
    }
    expect(buffers).toHaveBeenCalledTimes(2);
    expect(bindGroups).not.toHaveBeenCalled();
    expect(pipelines).not.toHaveBeenCalled();
    vi.restoreAllMocks();
  });

  it('shares pipelines between nodes of equal shape', () => {
    const machine = new WebGpuMachine(device, choice);
    const program = accumulate();
    const step = machine.compileProgram(
      { ...program, nodes: [...program.nodes, ...program.nodes] },
      { stores: { sum: machine.store(size) }, name: 'twice' },
    );
    expect(step.facts).toMatchObject({ operations: 4, dispatches: 4, submits: 1 });
    expect(machine.pipelines).toBe(2);
  });

  it('refuses feeds, outputs and stores that do not fit', async () => {
    const { machine, step } = accumulator();
    await expect(step.run({}, [])).rejects.toThrow('addend: 0 elements instead of 300');
    await expect(step.run({ addend: new Int32Array(size) }, [])).rejects.toThrow('float32');
    await expect(step.run({ addend: all(1) }, ['mean'])).rejects.toThrow('no output mean');
    const foreign = new WebGpuMachine(device, choice).store(size);
    const compile = () =>
      machine.compileProgram(accumulate(), { stores: { sum: foreign }, name: 'x' });
    expect(compile).toThrow('no store of this machine');
    step.dispose();
    await expect(step.run({ addend: all(1) }, [])).rejects.toThrow('disposed');
  });

  it('binds a written and a read part of one buffer, and folds long dispatches', async () => {
    const machine = new WebGpuMachine(device, choice);
    const long = 65_536 * 256 + 5;
    const whole = partAlignment + long;
    const pack: Value = {
      id: 0,
      size: whole,
      type: 'float32',
      origin: { kind: 'store', name: 'x' },
    };
    const part = (id: number, offset: number, length: number): Value => ({
      id,
      size: length,
      type: 'float32',
      origin: { kind: 'part', of: pack, offset },
    });
    const [factor, x] = [part(1, 0, 1), part(2, partAlignment, long)];
    const y: Value = { id: 3, size: long, type: 'float32', origin: { kind: 'computed' } };
    const store = machine.store(whole);
    const data = new Float32Array(whole).fill(3);
    data[0] = 2;
    store.write(data);
    const step = machine.compileProgram(
      {
        nodes: [
          { operation: { kind: 'scale', size: long }, inputs: { x, factor }, outputs: { y } },
          { operation: { kind: 'scale', size: long }, inputs: { x: y, factor }, outputs: { y: x } },
        ],
        outputs: { last: part(4, whole - 5, 5) },
      },
      { stores: { x: store }, name: 'long' },
    );
    const { last } = await step.run({}, ['last']);
    expect(last).toEqual(new Float32Array(5).fill(12));
    step.dispose();
    store.dispose();
  });

  it('names the operation whose kernel is refused', async () => {
    const machine = new WebGpuMachine(device, choice, (node, chosen) =>
      kernelsOf(node, chosen).map((kernel) => ({ ...kernel, code: 'fn main() { nonsense }' })),
    );
    const program = singleOperation({ kind: 'copy', size: 4 }, { x: { size: 4 } }, { y: 4 });
    const step = machine.compileProgram(program, { stores: {}, name: 'broken' });
    const failure: unknown = await step
      .run({ x: new Float32Array(4) }, ['y'])
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(LabError);
    expect(failure).toMatchObject({ code: 'engine.kernel', values: { operation: 'copy' } });
    // What comes after is not held up.
    const store = machine.store(4);
    expect(await store.read()).toEqual(new Float32Array(4));
  });

  it('refuses what can never fit', () => {
    const machine = new WebGpuMachine(device, choice);
    expect(() => machine.store(2 ** 33)).toThrow(LabError);
  });

  it('says that the device is lost', async () => {
    const lost = await testDevice();
    const machine = new WebGpuMachine(lost, choice);
    const store = machine.store(size);
    const step = machine.compileProgram(accumulate(), { stores: { sum: store }, name: 'sums' });
    await step.run({ addend: all(1) }, ['sum']);
    const running = step.run({ addend: all(1) }, ['sum']);
    lost.destroy();
    await running.catch((error: unknown) => expect(error).toMatchObject({ code: 'engine.lost' }));
    await lost.lost;
    await expect(step.run({ addend: all(1) }, ['sum'])).rejects.toMatchObject({
      code: 'engine.lost',
    });
    await expect(store.read()).rejects.toMatchObject({ code: 'engine.lost' });
  });
});

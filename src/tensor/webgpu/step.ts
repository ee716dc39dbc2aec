/**
 * @file A program on the device. All is made when it is compiled; a run writes the feeds, gives the
 * queue one command buffer with one compute pass, and reads what is wanted.
 */
import type { Feeds, MeasuredRun, Numbers, Step, StepFacts } from '../machine';
import { operationTimes, type StepProfile } from '../profile';
import { placeOf, type Program, type Value } from '../program/program';
import { dispatchesOf, encodeDispatches, type ReadyDispatch } from './dispatches';
import { unshared, type Gpu } from './gpu';
import type { KernelChoice, KernelMaker } from './kernels';
import { timeOperations, type OperationDispatches } from './measured';
import { StepMemory } from './memory';

export interface StepHost {
  gpu: Gpu;
  choice: KernelChoice;
  kernelsOf: KernelMaker;
  bufferOfStore(name: string, size: number): GPUBuffer;
}

export class WebGpuStep implements Step {
  readonly facts: StepFacts;
  private readonly gpu: Gpu;
  private readonly memory: StepMemory;
  private readonly preparation: Promise<void>;
  private dispatches: ReadyDispatch[] | null = null;
  private isDisposed = false;

  constructor(
    private readonly program: Program,
    host: StepHost,
    private readonly name: string,
  ) {
    const { gpu, choice, kernelsOf } = host;
    this.gpu = gpu;
    const { made, accepted } = gpu.checked(() => {
      const memory = new StepMemory(
        gpu,
        program,
        (store, size) => host.bufferOfStore(store, size),
        name,
      );
      return { memory, dispatches: dispatchesOf(program, { gpu, memory, kernelsOf, choice }) };
    }, name);
    this.memory = made.memory;
    this.facts = {
      operations: program.nodes.length,
      dispatches: made.dispatches.length,
      submits: 1,
      bytes: this.memory.bytes,
    };
    this.preparation = Promise.all([
      Promise.all(made.dispatches.map(({ pipeline }) => pipeline)),
      accepted,
    ]).then(([pipelines]) => {
      this.dispatches = made.dispatches.map((dispatch, at) => ({
        ...dispatch,
        pipeline: pipelines[at],
      }));
    });
    this.preparation.catch(() => undefined);
  }

  async run<Name extends string>(
    feeds: Feeds,
    wanted: readonly Name[],
  ): Promise<Record<Name, Float32Array>> {
    const { gpu } = this;
    const { values, bytes, staging } = this.prepare(feeds, wanted);
    const isReady = this.dispatches !== null;
    const given = isReady && !gpu.order.isWaiting ? feeds : copyOf(feeds);
    await gpu.order.enqueue(
      () => this.issue(given, values, staging),
      isReady ? undefined : this.preparation,
    );
    return named(wanted, values, staging ? await gpu.read(staging, bytes) : new ArrayBuffer(0));
  }

  async runMeasured<Name extends string>(
    feeds: Feeds,
    wanted: readonly Name[],
  ): Promise<MeasuredRun<Name>> {
    const { gpu, program } = this;
    const { values, bytes, staging } = this.prepare(feeds, wanted);
    const given = copyOf(feeds);
    let profile: StepProfile | null = null;
    await gpu.order.enqueue(async () => {
      const started = performance.now();
      this.writeFeeds(given);
      const finish = (encoder: GPUCommandEncoder) => this.copyResults(encoder, values, staging);
      const times = await timeOperations(gpu, this.byOperation(), { started, finish });
      profile = { ...times, operations: operationTimes(program, times.operations) };
    }, this.preparation);
    const read = staging ? await gpu.read(staging, bytes) : new ArrayBuffer(0);
    return { outputs: named(wanted, values, read), profile };
  }

  dispose(): void {
    if (this.isDisposed) return;
    this.isDisposed = true;
    void this.gpu.order.enqueue(() => this.memory.dispose());
  }

  /** Checks what a run is given, and takes memory to read its results through. */
  private prepare(feeds: Feeds, wanted: readonly string[]) {
    const { gpu } = this;
    if (this.isDisposed) throw new TypeError(`${this.name}: the step is disposed of`);
    gpu.requireDevice();
    this.checkFeeds(feeds);
    const values = wanted.map((name) => this.outputOf(name));
    const bytes = values.reduce((sum, { size }) => sum + 4 * size, 0);
    return { values, bytes, staging: bytes > 0 ? gpu.staging.take(bytes) : null };
  }

  private issue(feeds: Feeds, values: readonly Value[], staging: GPUBuffer | null): void {
    const { device } = this.gpu;
    this.writeFeeds(feeds);
    const encoder = device.createCommandEncoder({ label: this.name });
    const pass = encoder.beginComputePass();
    encodeDispatches(pass, this.dispatches ?? []);
    pass.end();
    this.copyResults(encoder, values, staging);
    device.queue.submit([encoder.finish()]);
  }

  private writeFeeds(feeds: Feeds): void {
    for (const [name, { buffer }] of this.memory.feeds) {
      this.gpu.device.queue.writeBuffer(buffer, 0, unshared(feeds[name]));
    }
  }

  private copyResults(
    encoder: GPUCommandEncoder,
    values: readonly Value[],
    staging: GPUBuffer | null,
  ): void {
    if (!staging) return;
    let offset = 0;
    for (const value of values) {
      const region = this.memory.regionOf(value);
      encoder.copyBufferToBuffer(region.buffer, region.offset, staging, offset, 4 * value.size);
      offset += 4 * value.size;
    }
  }

  private byOperation(): OperationDispatches[] {
    const writesStore = (value: Value) => placeOf(value).root.origin.kind === 'store';
    const operations = this.program.nodes.map(({ outputs }) => ({
      dispatches: new Array<ReadyDispatch>(),
      isRepeatable: !Object.values(outputs).some(writesStore),
    }));
    this.dispatches?.forEach((dispatch) => operations[dispatch.node].dispatches.push(dispatch));
    return operations;
  }

  private checkFeeds(feeds: Feeds): void {
    for (const [name, { value }] of this.memory.feeds) {
      const data: Numbers | undefined = feeds[name];
      if (data?.length !== value.size) {
        throw new RangeError(`${name}: ${data?.length ?? 0} elements instead of ${value.size}`);
      }
      if (data instanceof Int32Array !== (value.type === 'int32')) {
        throw new TypeError(`${name} must be of type ${value.type}`);
      }
    }
  }

  private outputOf(name: string): Value {
    if (name in this.program.outputs) return this.program.outputs[name];
    throw new RangeError(`${this.name} has no output ${name}`);
  }
}

function copyOf(feeds: Feeds): Feeds {
  return Object.fromEntries(Object.entries(feeds).map(([name, data]) => [name, data.slice()]));
}

function named<Name extends string>(
  names: readonly Name[],
  values: readonly Value[],
  read: ArrayBuffer,
): Record<Name, Float32Array> {
  const results: Partial<Record<Name, Float32Array>> = {};
  let offset = 0;
  values.forEach(({ size, type }, at) => {
    results[names[at]] =
      type === 'int32'
        ? Float32Array.from(new Int32Array(read, offset, size))
        : new Float32Array(read, offset, size);
    offset += 4 * size;
  });
  const isComplete = (
    candidate: Partial<Record<Name, Float32Array>>,
  ): candidate is Record<Name, Float32Array> => names.every((name) => candidate[name]);
  if (!isComplete(results)) throw new RangeError('an output is missing');
  return results;
}

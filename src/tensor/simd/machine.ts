/**
 * @file The CPU machine: a program becomes a command list in WebAssembly memory, and our own SIMD
 * kernels walk through it, in several threads where the page is isolated. No JavaScript runs between
 * two operations.
 */
import type { Blueprint, Machine, Step, Store } from '../machine';
import type { Program } from '../program/program';
import { traceProgram } from '../program/trace';
import { SimdMemory, type Region } from './memory';
import { instantiate, loadKernels, type Kernels } from './module';
import { SimdStep } from './step';
import { maySleep, startThreads, usableThreads } from './threads';

export interface SimdOptions {
  /** How many threads are wanted; more than there may be are not started. */
  threads: number;
  /** For tests: a memory as on a page that is not isolated. */
  unshared?: boolean;
  /** For tests: with or without relaxed SIMD, whatever the browser can. */
  relaxed?: boolean;
}

/** @throws LabError `engine.unavailable` if a thread cannot be started */
export async function createSimdMachine(options: SimdOptions): Promise<SimdMachine> {
  const threads = options.unshared ? 1 : usableThreads(options.threads);
  const memory = new SimdMemory(threads > 1);
  const { module, relaxedSimd } = await loadKernels(memory.isShared, options.relaxed ?? null);
  const kernels = instantiate(module, memory.memory);
  kernels.prepare(threads, maySleep() ? 1 : 0);
  const workers = await startThreads({ module, memory: memory.memory, threads, lastRun: 0 });
  return new SimdMachine(memory, kernels, workers, relaxedSimd);
}

class SimdStore implements Store {
  readonly region: Region;
  private isDisposed = false;

  constructor(
    readonly memory: SimdMemory,
    readonly size: number,
  ) {
    this.region = memory.allocate(4 * size, 'a store');
    this.numbers().fill(0);
  }

  write(data: Float32Array): void {
    if (data.length !== this.size) {
      throw new RangeError(`${data.length} elements for a store of ${this.size}`);
    }
    this.numbers().set(data);
  }

  async read(): Promise<Float32Array> {
    return this.numbers().slice();
  }

  dispose(): void {
    if (this.isDisposed) return;
    this.isDisposed = true;
    this.memory.release(this.region);
  }

  private numbers(): Float32Array {
    if (this.isDisposed) throw new TypeError('the store is disposed of');
    return this.memory.floatsAt(this.region.address, this.size);
  }
}

export class SimdMachine implements Machine {
  readonly hasHalf = false;

  constructor(
    private readonly memory: SimdMemory,
    private readonly kernels: Kernels,
    private readonly workers: readonly Worker[],
    readonly relaxedSimd: boolean,
  ) {}

  get threads(): number {
    return this.workers.length + 1;
  }

  /** Bytes that the machine has taken from the system. */
  get memoryBytes(): number {
    return this.memory.bytes;
  }

  store(size: number): Store {
    return new SimdStore(this.memory, size);
  }

  compile(blueprint: Blueprint, stores: Record<string, Store>): Step {
    return this.compileProgram(traceProgram(blueprint), { stores, name: blueprint.name });
  }

  compileProgram(
    program: Program,
    { stores, name }: { stores: Record<string, Store>; name: string },
  ): Step {
    const { memory, threads } = this;
    const addressOfStore = (key: string) => {
      const store = stores[key];
      if (!(store instanceof SimdStore) || store.memory !== memory) {
        throw new TypeError(`${name}: ${key} is no store of this machine`);
      }
      return store.region.address;
    };
    const run = (list: number) => this.kernels.run(list);
    return new SimdStep(program, { memory, threads, addressOfStore, run }, name);
  }

  dispose(): void {
    this.workers.forEach((worker) => worker.terminate());
  }
}

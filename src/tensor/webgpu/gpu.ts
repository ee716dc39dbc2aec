/**
 * @file What stores, steps and their machine share: the device with its pipelines, staging buffers and
 * order of commands, and how its failures are told.
 */
import { LabError } from '../../base/errors';
import type { Numbers } from '../machine';
import { CommandOrder } from './command-order';
import { PipelineCache } from './pipelines';
import { StagingPool } from './staging';

/** Bindings must be whole vectors of four numbers, and not empty. */
const granularity = 16;

export class Gpu {
  readonly order = new CommandOrder();
  readonly pipelines: PipelineCache;
  readonly staging: StagingPool;
  private lostReason: string | null = null;

  constructor(readonly device: GPUDevice) {
    this.pipelines = new PipelineCache(device);
    this.staging = new StagingPool(device);
    void device.lost.then(({ message }) => {
      this.lostReason = message || 'no reason given';
    });
  }

  /** A buffer for so many numbers, all 0. @throws LabError `engine.memory` if it can never fit */
  buffer(length: number, purpose: string): GPUBuffer {
    const size = bindingBytes(length);
    const { maxBufferSize, maxStorageBufferBindingSize } = this.device.limits;
    if (size > Math.min(maxBufferSize, maxStorageBufferBindingSize)) {
      throw new LabError('engine.memory', { bytes: size, purpose });
    }
    return this.device.createBuffer({
      label: purpose,
      size,
      usage:
        GPUBufferUsage.STORAGE |
        GPUBufferUsage.UNIFORM |
        GPUBufferUsage.COPY_SRC |
        GPUBufferUsage.COPY_DST,
    });
  }

  /**
   * Resolves when the device has accepted what `create` asked of it.
   * @throws LabError, asynchronously, if it has not
   */
  checked<T>(create: () => T, purpose: string): { made: T; accepted: Promise<void> } {
    const { device } = this;
    device.pushErrorScope('validation');
    device.pushErrorScope('out-of-memory');
    let made: T;
    let popped: Promise<[GPUError | null, GPUError | null]>;
    try {
      made = create();
    } finally {
      popped = Promise.all([device.popErrorScope(), device.popErrorScope()]);
    }
    const accepted = popped.then(
      ([memory, validation]) => {
        if (memory) throw new LabError('engine.memory', { bytes: 'Some', purpose });
        if (validation) {
          throw new LabError('engine.kernel', { operation: purpose, reason: validation.message });
        }
      },
      async (error: unknown) => {
        throw await this.failure(error);
      },
    );
    // Whoever runs the step is told; a step that is never run must not raise an alarm.
    accepted.catch(() => undefined);
    return { made, accepted };
  }

  /** Reads what has just been copied to a staging buffer. @throws LabError `engine.lost` */
  async read(staging: GPUBuffer, bytes: number): Promise<ArrayBuffer> {
    try {
      return await this.staging.read(staging, bytes);
    } catch (error) {
      throw await this.failure(error);
    }
  }

  /** @throws LabError `engine.lost` if there is no device any more */
  requireDevice(): void {
    if (this.lostReason !== null) throw new LabError('engine.lost', { reason: this.lostReason });
  }

  /** The error to throw for one that the device threw: often it only says that the device is lost. */
  private async failure(error: unknown): Promise<unknown> {
    // A lost device fails its reads before it says so.
    await Promise.race([
      this.device.lost,
      new Promise((resolve) => {
        setTimeout(resolve, 100);
      }),
    ]);
    return this.lostReason === null
      ? error
      : new LabError('engine.lost', { reason: this.lostReason });
  }
}

/** The same numbers in memory that WebGPU takes: it refuses memory that threads share. */
export function unshared(data: Numbers): Float32Array<ArrayBuffer> | Int32Array<ArrayBuffer> {
  return isUnshared(data)
    ? data
    : data instanceof Int32Array
      ? Int32Array.from(data)
      : Float32Array.from(data);
}

function isUnshared(data: Numbers): data is Float32Array<ArrayBuffer> | Int32Array<ArrayBuffer> {
  return data.buffer instanceof ArrayBuffer;
}

export function bindingBytes(length: number): number {
  return Math.max(1, Math.ceil((4 * length) / granularity)) * granularity;
}

/**
 * @file The GPU machine: a program becomes a list of dispatches, of which a whole run is one pass and
 * one submit.
 */
import type { Blueprint, Machine, Step, Store } from '../machine';
import type { Program } from '../program/program';
import { traceProgram } from '../program/trace';
import { Gpu } from './gpu';
import { kernelsOf, type KernelChoice, type KernelMaker } from './kernels';
import { WebGpuStep } from './step';
import { WebGpuStore } from './store';

export class WebGpuMachine implements Machine {
  readonly hasHalf: boolean;
  private readonly gpu: Gpu;

  /**
   * @param choice which kernels are best on this device, as `measureVariants` found out
   * @param makeKernels for tests: kernels that are wrong
   */
  constructor(
    device: GPUDevice,
    private readonly choice: KernelChoice,
    private readonly makeKernels: KernelMaker = kernelsOf,
  ) {
    this.hasHalf = device.features.has('shader-f16');
    this.gpu = new Gpu(device);
  }

  /** Pipelines built so far. */
  get pipelines(): number {
    return this.gpu.pipelines.size;
  }

  store(size: number): Store {
    return new WebGpuStore(this.gpu, size);
  }

  compile(blueprint: Blueprint, stores: Record<string, Store>): Step {
    return this.compileProgram(traceProgram(blueprint), { stores, name: blueprint.name });
  }

  /** @throws LabError `engine.memory` if a value is larger than the device can bind */
  compileProgram(
    program: Program,
    { stores, name }: { stores: Record<string, Store>; name: string },
  ): Step {
    const { gpu, choice, makeKernels } = this;
    const bufferOfStore = (key: string, size: number) => {
      const store = stores[key];
      if (!(store instanceof WebGpuStore) || store.gpu !== gpu) {
        throw new TypeError(`${name}: ${key} is no store of this machine`);
      }
      if (store.size !== size) {
        throw new RangeError(`${name}: ${key} has ${store.size} elements, not ${size}`);
      }
      return store.buffer;
    };
    return new WebGpuStep(program, { gpu, choice, kernelsOf: makeKernels, bufferOfStore }, name);
  }

  /** The device is left to whoever opened it. */
  dispose(): void {
    this.gpu.staging.dispose();
  }
}

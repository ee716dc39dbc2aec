/**
 * @file The buffers of a step: one for each slot of the memory plan, and one for each feed, constant
 * and pack. Stores have their own.
 */
import { partAlignment } from '../constants';
import type { Numbers } from '../machine';
import { planMemory } from '../program/plan';
import { bytesPerElement, placeOf, type Program, type Value } from '../program/program';
import { bindingBytes, unshared, type Gpu } from './gpu';

/** A stretch of a buffer, in bytes. */
export interface Region {
  buffer: GPUBuffer;
  offset: number;
  size: number;
}

export class StepMemory {
  /** By name. */
  readonly feeds = new Map<string, { value: Value; buffer: GPUBuffer }>();
  private readonly buffers = new Map<Value, GPUBuffer>();
  private readonly owned: GPUBuffer[] = [];
  private readonly parameters = new Map<string, GPUBuffer>();

  constructor(
    private readonly gpu: Gpu,
    program: Program,
    bufferOfStore: (name: string, size: number) => GPUBuffer,
    private readonly purpose: string,
  ) {
    const { slots, slotOf } = planMemory(program);
    const slotBuffers = slots.map((size) => this.own(size));
    const bufferOf = (root: Value): GPUBuffer => {
      const { origin, size } = root;
      switch (origin.kind) {
        case 'store':
          return bufferOfStore(origin.name, size);
        case 'feed': {
          const feed = this.feeds.get(origin.name) ?? { value: root, buffer: this.own(size) };
          this.feeds.set(origin.name, feed);
          return feed.buffer;
        }
        case 'constant':
          return this.filled(size, origin.data);
        case 'pack':
          return this.own(size);
        case 'computed': {
          const slot = slotOf.get(root);
          if (slot === undefined) throw new RangeError('a value without a place');
          return slotBuffers[slot];
        }
        case 'part':
          throw new TypeError('a part is not a root');
      }
    };
    for (const root of rootsOf(program)) this.buffers.set(root, bufferOf(root));
  }

  /** Bytes held, without the stores. */
  get bytes(): number {
    return this.owned.reduce((sum, { size }) => sum + size, 0);
  }

  regionOf(value: Value): Region {
    const { root, offset } = placeOf(value);
    const buffer = this.buffers.get(root);
    if (!buffer) throw new RangeError('a value without a place');
    if (offset % partAlignment !== 0) {
      throw new RangeError(`a part begins at ${offset}, not at a multiple of ${partAlignment}`);
    }
    const bytes = bytesPerElement(value);
    return { buffer, offset: bytes * offset, size: bindingBytes((bytes * value.size) / 4) };
  }

  /** A buffer that goes with the step. */
  own(length: number): GPUBuffer {
    const buffer = this.gpu.buffer(length, this.purpose);
    this.owned.push(buffer);
    return buffer;
  }

  /** A uniform buffer with up to four numbers; equal ones are one buffer. */
  uniform(numbers: readonly number[]): GPUBuffer {
    const key = numbers.join();
    const known = this.parameters.get(key);
    if (known) return known;
    const data = new Uint32Array(4);
    data.set(numbers);
    const { device } = this.gpu;
    const usage = GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST;
    const buffer = device.createBuffer({ label: this.purpose, size: data.byteLength, usage });
    device.queue.writeBuffer(buffer, 0, data);
    this.parameters.set(key, buffer);
    this.owned.push(buffer);
    return buffer;
  }

  dispose(): void {
    this.owned.forEach((buffer) => buffer.destroy());
  }

  private filled(size: number, data: Numbers): GPUBuffer {
    const buffer = this.own(size);
    this.gpu.device.queue.writeBuffer(buffer, 0, unshared(data));
    return buffer;
  }
}

function rootsOf(program: Program): Set<Value> {
  const roots = new Set<Value>();
  const add = (value: Value) => roots.add(placeOf(value).root);
  for (const { inputs, outputs } of program.nodes) {
    Object.values(inputs).forEach(add);
    Object.values(outputs).forEach(add);
  }
  Object.values(program.outputs).forEach(add);
  return roots;
}

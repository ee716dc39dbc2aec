/**
 * @file The memory of the machine and who has which part of it: first fit over a list of free
 * stretches in the order of their addresses, neighbours joined again. Regions begin at multiples of
 * 64 bytes.
 */
import { LabError } from '../../base/errors';
import { firstFreeAddress, readAhead } from './layout';

const pageBytes = 65_536;
const alignment = 64;
/** 4 GiB, which 32-bit addresses reach; where a browser gives less, the next. */
const maximumPages = [65_536, 32_768, 16_384, 8_192];
const startPages = 16;

export interface Region {
  readonly address: number;
  readonly bytes: number;
}

export class SimdMemory {
  readonly memory: WebAssembly.Memory;
  private free: { address: number; end: number }[];
  private floats: Float32Array;
  private integers: Int32Array;

  constructor(readonly isShared: boolean) {
    this.memory = createMemory(isShared);
    this.free = [{ address: firstFreeAddress, end: this.usableEnd() }];
    this.floats = new Float32Array(this.memory.buffer);
    this.integers = new Int32Array(this.memory.buffer);
  }

  get bytes(): number {
    return this.memory.buffer.byteLength;
  }

  /**
   * @param purpose for the message if there is no room
   * @returns a region whose contents are not defined
   * @throws LabError `engine.memory`
   */
  allocate(bytes: number, purpose: string): Region {
    const size = Math.max(alignment, roundUp(bytes, alignment));
    let hole = this.free.find(({ address, end }) => end - address >= size);
    if (!hole) {
      this.grow(size, purpose);
      hole = this.free[this.free.length - 1];
    }
    const region = { address: hole.address, bytes: size };
    hole.address += size;
    if (hole.address === hole.end) this.free.splice(this.free.indexOf(hole), 1);
    return region;
  }

  release({ address, bytes }: Region): void {
    const at = this.free.findIndex((hole) => hole.address > address);
    const index = at < 0 ? this.free.length : at;
    this.free.splice(index, 0, { address, end: address + bytes });
    this.joinWithNext(index);
    if (index > 0) this.joinWithNext(index - 1);
  }

  /** Valid until the memory grows. */
  floatsAt(address: number, count: number): Float32Array {
    this.refresh();
    return this.floats.subarray(address / 4, address / 4 + count);
  }

  integersAt(address: number, count: number): Int32Array {
    this.refresh();
    return this.integers.subarray(address / 4, address / 4 + count);
  }

  private joinWithNext(index: number): void {
    const hole = this.free[index];
    const next = this.free.at(index + 1);
    if (next?.address !== hole.end) return;
    hole.end = next.end;
    this.free.splice(index + 1, 1);
  }

  /** Growing leaves a buffer behind that is detached or too short. */
  private refresh(): void {
    if (this.floats.buffer === this.memory.buffer) return;
    this.floats = new Float32Array(this.memory.buffer);
    this.integers = new Int32Array(this.memory.buffer);
  }

  /** Kernels read a little behind the last region. */
  private usableEnd(): number {
    return this.bytes - readAhead;
  }

  /** Makes the last hole at least `size` bytes long. */
  private grow(size: number, purpose: string): void {
    const oldEnd = this.usableEnd();
    const last = this.free.at(-1);
    const start = last?.end === oldEnd ? last.address : oldEnd;
    const missing = start + size - oldEnd;
    try {
      this.memory.grow(Math.ceil(missing / pageBytes));
    } catch {
      throw new LabError('engine.memory', { bytes: missing, purpose });
    }
    this.release({ address: oldEnd, bytes: this.usableEnd() - oldEnd });
  }
}

export function roundUp(value: number, step: number): number {
  return Math.ceil(value / step) * step;
}

function createMemory(shared: boolean): WebAssembly.Memory {
  let refusal: unknown = null;
  for (const maximum of maximumPages) {
    try {
      return new WebAssembly.Memory({ initial: startPages, maximum, shared });
    } catch (error) {
      refusal = error;
    }
  }
  const reason = refusal instanceof Error ? refusal.message : String(refusal);
  throw new LabError('engine.unavailable', { backend: 'wasm', reason });
}

/**
 * @file Timestamps of compute passes: when each began and ended, on the device's own clock. Holds its
 * memory only as long as it is needed: dispose of it.
 */
import type { Gpu } from './gpu';

/** What a set may hold. */
const mostQueries = 4096;
const bytesPerTimestamp = 8;

export class Timestamps {
  private readonly sets: GPUQuerySet[];
  private readonly resolved: GPUBuffer;

  /** @param passes how many can be timed */
  constructor(
    private readonly gpu: Gpu,
    private readonly passes: number,
  ) {
    const { device } = gpu;
    this.sets = Array.from({ length: Math.ceil((2 * passes) / mostQueries) }, (_, set) =>
      device.createQuerySet({
        type: 'timestamp',
        count: Math.min(mostQueries, 2 * passes - set * mostQueries),
      }),
    );
    this.resolved = device.createBuffer({
      label: 'timestamps',
      size: 2 * passes * bytesPerTimestamp,
      usage: GPUBufferUsage.QUERY_RESOLVE | GPUBufferUsage.COPY_SRC,
    });
  }

  /** For the descriptor of a pass. */
  writesOf(pass: number): GPUComputePassTimestampWrites {
    const first = (2 * pass) % mostQueries;
    return {
      querySet: this.sets[Math.floor((2 * pass) / mostQueries)],
      beginningOfPassWriteIndex: first,
      endOfPassWriteIndex: first + 1,
    };
  }

  /**
   * To be called behind the passes. @returns reads them, once their commands are submitted: begin and
   * end of each pass in nanoseconds
   */
  resolve(encoder: GPUCommandEncoder): () => Promise<BigUint64Array> {
    this.sets.forEach((set, at) => {
      const offset = at * mostQueries * bytesPerTimestamp;
      encoder.resolveQuerySet(set, 0, set.count, this.resolved, offset);
    });
    const bytes = 2 * this.passes * bytesPerTimestamp;
    const staging = this.gpu.staging.take(bytes);
    encoder.copyBufferToBuffer(this.resolved, 0, staging, 0, bytes);
    return async () => new BigUint64Array(await this.gpu.read(staging, bytes));
  }

  dispose(): void {
    this.sets.forEach((set) => set.destroy());
    this.resolved.destroy();
  }
}

/** Milliseconds of each pass; never below 0, though clocks may be set back. */
export function durations(timestamps: BigUint64Array): number[] {
  return Array.from({ length: timestamps.length / 2 }, (_, pass) =>
    Math.max(0, Number(timestamps[2 * pass + 1] - timestamps[2 * pass]) / 1e6),
  );
}

/**
 * Milliseconds of which all differences are multiples: browsers round timestamps, so that pages cannot
 * spy with them. 0 where all are equal.
 */
export function resolutionOf(timestamps: BigUint64Array): number {
  let grain = 0n;
  for (const timestamp of timestamps) {
    const difference = timestamp - timestamps[0];
    grain = greatestCommonDivisor(grain, difference < 0n ? -difference : difference);
  }
  return Number(grain) / 1e6;
}

function greatestCommonDivisor(left: bigint, right: bigint): bigint {
  let [larger, smaller] = [left, right];
  while (smaller !== 0n) [larger, smaller] = [smaller, larger % smaller];
  return larger;
}

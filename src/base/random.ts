/**
 * @file Seeded random numbers. A stream is named by a seed and any number of keys, so that every
 * draw in the lab is a function of (seed, purpose, step) and nothing has to be remembered to
 * continue a run exactly: `new Random(seed, 'batch', step)`.
 * Generator: sfc32 (Chris Doty-Humphrey, PractRand). Seeding: 32-bit FNV-1a over the keys, spread by
 * MurmurHash3's finaliser (Austin Appleby). Not for cryptography.
 */

/** MurmurHash3's finaliser: every bit of a 32-bit number moves every other. */
export function mix(hash: number): number {
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** 32-bit hash of a list of keys; numbers and their decimal strings hash alike. */
export function hashKeys(keys: readonly (string | number)[]): number {
  let hash = 0x811c9dc5;
  for (const key of keys) {
    for (const character of `${key}\u0000`) {
      hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
    }
  }
  return mix(hash);
}

export class Random {
  private a: number;
  private b: number;
  private c: number;
  private counter = 1;
  private spareNormal: number | null = null;

  /** @param keys the seed and the purpose, for example `(7, 'dropout', step, layer)` */
  constructor(...keys: (string | number)[]) {
    const hash = hashKeys(keys);
    this.a = mix(hash + 0x9e3779b9);
    this.b = mix(hash + 0x3c6ef372);
    this.c = mix(hash + 0xdaa66d2b);
    for (let round = 0; round < 12; round++) this.uint32();
  }

  /** Uniform integer in [0, 2³²). */
  uint32(): number {
    const sum = (this.a + this.b + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (((this.c << 21) | (this.c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }

  /** Uniform in [0, 1) with 32 random bits. */
  float(): number {
    return this.uint32() / 4294967296;
  }

  /** Uniform integer in [0, bound). The bias, below bound / 2³², is not corrected. */
  integer(bound: number): number {
    return Math.floor(this.float() * bound);
  }

  /** Standard normal (Box–Muller, both values used). */
  normal(): number {
    if (this.spareNormal !== null) {
      const spare = this.spareNormal;
      this.spareNormal = null;
      return spare;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - this.float()));
    const angle = 2 * Math.PI * this.float();
    this.spareNormal = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  }

  /** One element, each equally likely. @throws RangeError if the list is empty */
  pick<T>(list: readonly T[]): T {
    if (list.length === 0) throw new RangeError('pick: the list is empty');
    return list[this.integer(list.length)];
  }

  /** Shuffles in place (Fisher–Yates) and returns the same array. */
  shuffle<T>(list: T[]): T[] {
    for (let last = list.length - 1; last > 0; last--) {
      const other = this.integer(last + 1);
      [list[last], list[other]] = [list[other], list[last]];
    }
    return list;
  }
}

/**
 * @file WGSL for the vectors of attention heads. One lane or four work on a vector and meet others
 * four at a time. The vector lies in the lanes' registers as the pairs that a rotation turns, so that it
 * never leaves a lane; pair i belongs to lane i % lanes. With four lanes, a number that
 * belongs to one of four rows is kept by the lane of that rank (`f32`); with one lane, all four are
 * (`vec4<f32>`).
 */
import type { Clipping } from '../../clipped-distance';
import { usualPairs, type RotaryPairs } from '../../rotary';
import type { WgslFeature } from '../kernel';
import { quadDeclarations, type LaneExchange } from './lanes';
import { float } from './wgsl';

export const ranks = [0, 1, 2, 3] as const;

/** Names of four rows. */
export const four = (name: string) => ranks.map((rank) => `${name}${rank}`);

/** Below every score, and far enough from the end of the numbers that differences are finite. */
const nothing = -1e30;

/** WGSL of the two elements of a pair: `elementsOfPair`, of a variable or expression. */
export function pairElements(
  { order, channels }: RotaryPairs,
  headDim: number,
  pair: string,
): [first: string, second: string] {
  if (order === 'interleaved') return [`2u * (${pair})`, `2u * (${pair}) + 1u`];
  const [half, turned] = [Math.ceil(headDim / 2), channels / 2];
  if (turned >= headDim / 2) return [pair, `${pair} + ${half}u`];
  const isTurned = `${pair} < ${turned}u`;
  return [
    `${pair} + select(${turned}u, 0u, ${isTurned})`,
    `${pair} + select(${half}u, ${turned}u, ${isTurned})`,
  ];
}

export class HeadVectors {
  readonly lanes: number;
  readonly features: readonly WgslFeature[];
  /** WGSL functions that the statements need. */
  readonly functions: string;
  /** Registers of a vector, as suffixes of its name. */
  readonly registers: readonly string[];
  /** What products of queries and keys are multiplied by. */
  readonly scale: string;
  private readonly half: number;
  private readonly slots: number;

  /**
   * @param rotary the pairs that are turned; null: none
   * @param scoreCap bound of the scaled products; 0: none
   */
  constructor(
    readonly headDim: number,
    exchange: LaneExchange,
    private readonly rotary: RotaryPairs | null,
    private readonly scoreCap = 0,
  ) {
    const isQuad = exchange === 'quads';
    this.lanes = isQuad ? 4 : 1;
    this.features = isQuad ? ['subgroups'] : [];
    const type = isQuad ? 'f32' : 'vec4<f32>';
    this.functions =
      (isQuad ? quadFunctions : wideFunctions) + (scoreCap > 0 ? capFunctions(scoreCap, type) : '');
    this.half = Math.ceil(headDim / 2);
    this.slots = Math.ceil(this.half / this.lanes);
    this.registers = Array.from({ length: this.slots }, (_, slot) => [
      `${slot}a`,
      `${slot}b`,
    ]).flat();
    this.scale = float(1 / Math.sqrt(headDim));
  }

  /** The index of each of four rows from `first` on, as `u32` or `vec4<u32>`. */
  fourFrom(first: string): string {
    return this.lanes === 1 ? `vec4<u32>(0u, 1u, 2u, 3u) + ${first}` : `${first} + lane`;
  }

  /** A number for all of four rows. */
  splat(value: string): string {
    return this.lanes === 1 ? `vec4<f32>(${value})` : `f32(${value})`;
  }

  splatIndex(value: string): string {
    return this.lanes === 1 ? `vec4<u32>(${value})` : value;
  }

  /** The number of the row of a rank, as `f32`, in all lanes. */
  ofRank(value: string, rank: number): string {
    return this.lanes === 1 ? `${value}[${rank}]` : `quadBroadcast(${value}, ${rank}u)`;
  }

  /** Products of a vector with four others, one for each of four rows. */
  dotFour(vector: string, others: readonly string[]): string {
    return this.dotPairs(
      others.map(() => vector),
      others,
    );
  }

  /** Products of four pairs of vectors. */
  dotPairs(vectors: readonly string[], others: readonly string[]): string {
    return this.wholeOfFour(vectors.map((vector, rank) => this.partialDot(vector, others[rank])));
  }

  /** Four numbers of four rows, from the parts that the lanes have of them. */
  wholeOfFour(parts: readonly string[]): string {
    return this.lanes === 1
      ? `vec4<f32>(${parts.join(', ')})`
      : `wholeSums(${parts.join(', ')}, lane)`;
  }

  /** Product of two vectors, of this lane's elements. */
  partialDot(vector: string, other: string): string {
    return this.registers
      .map((register) => `${vector}_${register} * ${other}_${register}`)
      .join(' + ');
  }

  /** A vector of zeros. */
  zeros(vector: string): string {
    return this.registers.map((register) => `var ${vector}_${register} = 0.0;`).join(' ');
  }

  /** vector = vector · factor, or + other · factor */
  scaled(vector: string, factor: string): string {
    return this.registers.map((register) => `${vector}_${register} *= ${factor};`).join(' ');
  }

  addScaled(vector: string, other: string, factor: string): string {
    return this.registers
      .map((register) => `${vector}_${register} += ${factor} * ${other}_${register};`)
      .join(' ');
  }

  /** Loads a vector that begins at `base`. */
  load(vector: string, array: string, base: string): string {
    return this.slotList()
      .map(({ slot, places, first, second }) => {
        const element = (offset: string, valid: string) =>
          valid
            ? `select(0.0, ${array}[${base} + min(${offset}, ${this.headDim - 1}u)], ${valid})`
            : `${array}[${base} + ${offset}]`;
        return `let ${vector}_${slot}a = ${element(places[0], first)};
  let ${vector}_${slot}b = ${element(places[1], second)};`;
      })
      .join('\n  ');
  }

  /** Loads the vector of a clipped distance key − query, and names its sum with another. */
  loadByDistance(
    sum: string,
    vector: string,
    query: string,
    key: string,
    { before, after }: Clipping,
  ): string {
    const distance = `u32(clamp(i32(${key}) - i32(${query}), ${-before}, ${after}) + ${before})`;
    const sums = this.registers.map(
      (register) => `let ${sum}_${register} = ${vector}_${register} + added_${sum}_${register};`,
    );
    return `let at_${sum} = ${distance} * ${this.headDim}u;
    ${this.load(`added_${sum}`, 'distanceValues', `at_${sum}`)}
    ${sums.join(' ')}`;
  }

  /** Loads a vector and turns it by the angles of a position, where the attention does so. */
  loadTurned(vector: string, array: string, base: string, position: string): string {
    if (!this.rotary) return this.load(vector, array, base);
    const turns = this.slotList().map(({ slot }) => {
      const [cos, sin] = [`cos_${position}_${slot}`, `sin_${position}_${slot}`];
      return `let ${vector}_${slot}a = plain_${vector}_${slot}a * ${cos} - plain_${vector}_${slot}b * ${sin};
  let ${vector}_${slot}b = plain_${vector}_${slot}b * ${cos} + plain_${vector}_${slot}a * ${sin};`;
    });
    return [this.load(`plain_${vector}`, array, base), ...turns].join('\n  ');
  }

  /** Loads the angles of a position, a variable's name; they must be there for `loadTurned`. */
  loadAngles(position: string): string {
    if (!this.rotary) return '';
    const { headDim } = this;
    return this.slotList()
      .map(({ slot, pair }) => {
        const within = this.half % this.lanes === 0 ? pair : `min(${pair}, ${this.half - 1}u)`;
        return `let cos_${position}_${slot} = rotation[${position} * ${headDim}u + ${within}];
  let sin_${position}_${slot} = rotation[${position} * ${headDim}u + ${this.half}u + ${within}];`;
      })
      .join('\n  ');
  }

  /** Stores a vector times a factor. @param turnedBack position whose turn is undone first */
  store(vector: string, array: string, base: string, factor: string, turnedBack?: string): string {
    return this.slotList()
      .map(({ slot, places, first, second }) => {
        let [left, right] = [`${vector}_${slot}a`, `${vector}_${slot}b`];
        if (this.rotary && turnedBack !== undefined) {
          const [cos, sin] = [`cos_${turnedBack}_${slot}`, `sin_${turnedBack}_${slot}`];
          [left, right] = [
            `(${left} * ${cos} + ${right} * ${sin})`,
            `(${right} * ${cos} - ${left} * ${sin})`,
          ];
        }
        const put = (valid: string, offset: string, value: string) =>
          `${valid ? `if (${valid}) ` : ''}{ ${array}[${base} + ${offset}] = ${value} * ${factor}; }`;
        return `${put(first, places[0], left)}
  ${put(second, places[1], right)}`;
      })
      .join('\n  ');
  }

  /** Products of four queries and keys as scores, without their bias. */
  scored(products: string): string {
    const scaled = `${products} * ${this.scale}`;
    return this.scoreCap > 0 ? `cappedScore(${scaled})` : scaled;
  }

  /** From the gradient of four scores, that of what `scored` scaled; `capped` is what it gave. */
  belowCap(slope: string, capped: string): string {
    return this.scoreCap > 0 ? `${slope} * capSlope(${capped})` : slope;
  }

  /**
   * Starts the running softmax of a query: its largest score, sum and weighted sum `y`.
   * @param sink a score without a value; without it, none
   */
  startSoftmax(row: string, sink?: string): string {
    const one = this.lanes === 1 ? 'vec4<f32>(1.0, 0.0, 0.0, 0.0)' : 'select(0.0, 1.0, lane == 0u)';
    const [most, sum] = sink ? [sink, one] : [float(nothing), this.splat('0.0')];
    return `var most${row} = ${most}; var sum${row} = ${sum}; ${this.zeros(`y${row}`)}`;
  }

  /**
   * Takes the scores of four keys into a query's running softmax (Milakov & Gimelshein 2018, arXiv
   * 1805.02867); names `share{row}`, what their values are to be multiplied by.
   * @param seen which of the four it sees
   * @param products of the query with the four keys
   * @param bias what is added to their scores, ` + …`
   */
  advanceSoftmax(row: string, products: string, seen: string, bias = ''): string {
    return `let seen${row} = ${seen};
    let score${row} = select(${this.splat(String(nothing))}, ${this.scored(products)}${bias}, seen${row});
    let newMost${row} = max(most${row}, largestOfFour(score${row}));
    let share${row} = select(${this.splat('0.0')}, exp(score${row} - ${this.splat(`newMost${row}`)}), seen${row});
    let older${row} = exp(most${row} - newMost${row});
    most${row} = newMost${row};
    sum${row} = sum${row} * older${row} + share${row};
    ${this.scaled(`y${row}`, `older${row}`)}`;
  }

  /** vector += Σ of four others, each times the number of its rank. */
  addFour(vector: string, others: readonly string[], factors: string): string {
    return ranks
      .map(
        (rank) => `let ${factors}_${rank} = ${this.ofRank(factors, rank)};
    ${this.addScaled(vector, others[rank], `${factors}_${rank}`)}`,
      )
      .join('\n    ');
  }

  /** Declares `biasAt(row, head)`: what a table [rows, heads] of biases has for each of four rows. */
  biasFunction(rows: number, heads: number): string {
    const type = this.lanes === 1 ? 'vec4<u32>' : 'u32';
    const place = `min(rows, ${type}(${rows - 1}u)) * ${heads}u + head`;
    const loaded =
      this.lanes === 1
        ? `vec4<f32>(${ranks.map((rank) => `distanceBias[at[${rank}]]`).join(', ')})`
        : 'distanceBias[at]';
    return `
fn biasAt(rows: ${type}, head: u32) -> ${this.lanes === 1 ? 'vec4<f32>' : 'f32'} {
  let at = ${place};
  return ${loaded};
}
`;
  }

  /** The elements of an array at four places from `first` on; `last` is the last that may be read. */
  loadFour(array: string, base: string, first: string, last: string): string {
    if (this.lanes === 4) return `${array}[${base} + min(${first} + lane, ${last})]`;
    const elements = ranks.map((rank) => `${array}[${base} + min(${first} + ${rank}u, ${last})]`);
    return `vec4<f32>(${elements.join(', ')})`;
  }

  /** Each slot: its pair, where its two elements are, and when they are there (empty: always). */
  private slotList() {
    const { half, headDim, lanes, slots } = this;
    return Array.from({ length: slots }, (_, slot) => {
      const pair = `${slot * lanes}u + lane`;
      const isLast = slot === slots - 1;
      const first = isLast && half % lanes !== 0 ? `${pair} < ${half}u` : '';
      const isShort = isLast && (half % lanes !== 0 || headDim % 2 !== 0);
      const second = isShort ? `${pair} < ${headDim - half}u` : '';
      const pairs = this.rotary ?? usualPairs(headDim);
      return { slot, pair, places: pairElements(pairs, headDim, pair), first, second };
    });
  }
}

/** Of scores, and of their gradients; beyond 15, tanh is 1 in float32, and some devices' overflows. */
const capFunctions = (cap: number, type: string) => `
fn cappedScore(x: ${type}) -> ${type} {
  return ${float(cap)} * tanh(clamp(x * ${float(1 / cap)}, ${type}(-15.0), ${type}(15.0)));
}
fn capSlope(capped: ${type}) -> ${type} {
  let share = capped * ${float(1 / cap)};
  return 1.0 - share * share;
}
`;

const quadFunctions = `${quadDeclarations}
fn sumOfFour(x: f32) -> f32 { return laneSum(x, 0u); }
fn largestOfFour(x: f32) -> f32 { return laneMax(x, 0u); }
`;

const wideFunctions = `
fn sumOfFour(x: vec4<f32>) -> f32 { return dot(x, vec4<f32>(1.0)); }
fn largestOfFour(x: vec4<f32>) -> f32 { return max(max(x.x, x.y), max(x.z, x.w)); }
`;

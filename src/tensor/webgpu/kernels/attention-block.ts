/**
 * @file A block of queries or keys of one head, on which a quad or an invocation works.
 */
import { countClipped, type Clipping } from '../../clipped-distance';
import { keysOf, pairsOf, type AttentionShape } from '../../program/operations/attention';
import { uniformAt } from '../kernel';
import { HeadVectors, ranks } from './head-vectors';
import type { LaneExchange } from './lanes';
import { dropoutFunctions } from './wgsl';

/** Registers that a block's vectors may take: beyond that they spill. */
const registerBudget = { quads: 96, shared: 160 };
/** A large block uses what it loads more often, but takes long to compile. */
const largestBlock = { quads: 8, shared: 1 };
/** As many blocks keep all cores busy. */
const enoughBlocks = 64;
const size = 64;

/** Which optional inputs an attention has. */
export interface AttentionPresence {
  /** Elements of the rotation table; 0: none. */
  rotation: number;
  distanceBias: boolean;
  distanceValues: boolean;
  distanceSlopes: boolean;
  prefixes: boolean;
  keyLengths: boolean;
  sinks: boolean;
}

/** A matrix in which heads' vectors stand. */
export interface HeadSource {
  /** Of the operand. */
  name: string;
  /** Elements of a row. */
  width: number;
  /** Where the first head's vector begins. */
  column: number;
  /** Rows of a sequence. */
  time: number;
}

/** Queries, and keys with their values behind them: in the same rows, or in cross attention apart. */
export function sourcesOf(shape: AttentionShape): { queries: HeadSource; keys: HeadSource } {
  const { time, keyTime, heads, keyValueHeads, headDim } = shape;
  const [query, keyValue] = [heads * headDim, 2 * keyValueHeads * headDim];
  if (keyTime === undefined) {
    const packed = { name: 'queryKeyValue', width: query + keyValue, time };
    return { queries: { ...packed, column: 0 }, keys: { ...packed, column: query } };
  }
  return {
    queries: { name: 'query', width: query, column: 0, time },
    keys: { name: 'keyValue', width: keyValue, column: 0, time: keyTime },
  };
}

export class AttentionBlock extends HeadVectors {
  /** Invocations in a workgroup. */
  readonly size = size;
  /** Rows of a block. */
  readonly rows: readonly number[];
  readonly queries: HeadSource;
  readonly keys: HeadSource;
  /** Blocks of a sequence. */
  private readonly blocks: number;
  private readonly registerBudget: number;

  /**
   * @param vectors vectors that are kept for each row of the block
   * @param side whose rows make the block
   */
  constructor(
    readonly shape: AttentionShape,
    exchange: LaneExchange,
    vectors: number,
    private readonly present: AttentionPresence,
    private readonly side: 'queries' | 'keys' = 'queries',
  ) {
    super(shape.headDim, exchange, present.rotation > 0 ? pairsOf(shape) : null, shape.scoreCap);
    const { queries, keys } = sourcesOf(shape);
    this.queries = queries;
    this.keys = keys;
    const { batch, heads } = shape;
    const { time } = this[side];
    this.registerBudget = registerBudget[exchange];
    let rows = Math.min(largestBlock[exchange], this.rowsThatFit(vectors));
    while (rows > 1 && batch * heads * Math.ceil(time / rows) < enoughBlocks) rows--;
    this.rows = Array.from({ length: rows }, (_, row) => row);
    this.blocks = Math.ceil(time / rows);
  }

  /** How many rows' vectors the registers hold, beside some others; at least one. */
  rowsThatFit(vectors: number, others = 0): number {
    const fitting = this.registerBudget / this.registers.length - others;
    return Math.max(1, Math.floor(fitting / vectors));
  }

  workgroups(heads: number): number {
    return Math.ceil((this.shape.batch * heads * this.blocks * this.lanes) / size);
  }

  declarations(): string {
    const { dropout, time, heads } = this.shape;
    return [
      dropout > 0 ? dropoutFunctions(dropout, this.lanes === 1) : '',
      this.present.distanceBias ? this.biasFunction(2 * time - 1, heads) : '',
      this.relativeFunctions(),
      this.functions,
    ].join('');
  }

  /**
   * Names `lane`, the block's first row in its sequence, `firstRow`, the index `plane` of its sequence
   * and head, and what `placeOfPlane` does.
   */
  place(heads: number): string {
    const units = this.shape.batch * heads * this.blocks;
    return `let lane = local % ${this.lanes}u;
  let unit = (group * ${size}u + local) / ${this.lanes}u;
  ${(units * this.lanes) % size === 0 ? '' : `if (unit >= ${units}u) { return; }`}
  let plane = unit / ${this.blocks}u;
  let firstRow = (unit % ${this.blocks}u) * ${this.rows.length}u;
  ${this.placeOfPlane(heads)}`;
  }

  /**
   * Names the `sequence` and the `head` of `heads` of a `plane`, and what limits the keys that the
   * sequence's queries see: `prefix` and `keyLength`, where there are such inputs.
   */
  placeOfPlane(heads: number): string {
    const limit = (variable: string, name: string) =>
      `let ${variable} = u32(clamp(${uniformAt(name, 'sequence')}, 0, ${keysOf(this.shape)}));`;
    return `let sequence = plane / ${heads}u;
  let head = plane % ${heads}u;
  ${this.present.prefixes ? limit('prefix', 'prefixes') : ''}
  ${this.present.keyLengths ? limit('keyLength', 'keyLengths') : ''}`;
  }

  /** Names the columns of a key/value head's key and value. */
  columnsOfKey(head: string): string {
    const { headDim, keyValueHeads } = this.shape;
    return `let keyColumn = ${this.keys.column}u + ${head} * ${headDim}u;
  let valueColumn = keyColumn + ${keyValueHeads * headDim}u;`;
  }

  /** A statement for each row, which is only run for rows of the sequence. */
  eachInside(statement: (row: number) => string): string {
    const { rows } = this;
    const { time } = this[this.side];
    return rows
      .map((row) => {
        const isSure = time % rows.length === 0;
        return `${isSure ? '' : `if (firstRow + ${row}u < ${time}u) `}{ ${statement(row)} }`;
      })
      .join('\n  ');
  }

  /** Statements for each row. */
  each(statements: (row: number) => string): string {
    return this.rows.map(statements).join('\n    ');
  }

  /** Where a head's query in a row of the sequence lies. */
  queryPlace(row: string, head: string): string {
    return this.placeIn(this.queries, row, `${head} * ${this.shape.headDim}u`);
  }

  /** Where a column of the sequence's keys and values lies. */
  keyPlace(row: string, column: string): string {
    return this.placeIn(this.keys, row, column);
  }

  /** Where a head begins in a row of y or its gradient. */
  headPlace(row: string, head: string): string {
    const { time, heads, headDim } = this.shape;
    const rows = { time, width: heads * headDim };
    return this.placeIn(rows, row, `${head} * ${headDim}u`);
  }

  private placeIn(
    { time, width }: Pick<HeadSource, 'time' | 'width'>,
    row: string,
    column: string,
  ) {
    return `(sequence * ${time}u + ${row}) * ${width}u + ${column}`;
  }

  /** What the scores of four queries and keys get by their distance: ` + …`, or nothing. */
  biasOf(queries: string, keys: string, head: string): string {
    if (!this.present.distanceBias) return '';
    return ` + biasAt(${keys} + ${this.splatIndex(`${this.shape.time - 1}u`)} - ${queries}, ${head})`;
  }

  /** What the products of four queries and keys get by their distance: ` + …`, or nothing. */
  relativeOf(queries: string, keys: string, head: string): string {
    if (!this.shape.clipping) return '';
    return ` + relativeAt(sequence, ${queries}, ${keys}, ${head})`;
  }

  /** What the gradients of four probabilities get by their distance: ` + …`, or nothing. */
  slopesOf(queries: string, keys: string, head: string): string {
    if (!this.present.distanceSlopes) return '';
    return ` + distanceSlopesAt(sequence, ${queries}, ${keys}, ${head})`;
  }

  private relativeFunctions(): string {
    const { heads, keyValueHeads, clipping } = this.shape;
    if (!clipping) return '';
    const relative = this.distanceFunction('relative', heads + 2 * keyValueHeads, clipping);
    return this.present.distanceSlopes
      ? relative + this.distanceFunction('distanceSlopes', heads, clipping)
      : relative;
  }

  /** Declares what an array that has numbers for so many vectors of a row has for four pairs. */
  private distanceFunction(array: string, vectors: number, clipping: Clipping): string {
    const { time } = this.shape;
    const { before, after } = clipping;
    const [whole, signed, float] =
      this.lanes === 1 ? ['vec4<u32>', 'vec4<i32>', 'vec4<f32>'] : ['u32', 'i32', 'f32'];
    const elements = ranks.map((rank) => `${array}[at[${rank}]]`).join(', ');
    return `
fn ${array}At(sequence: u32, queries: ${whole}, keys: ${whole}, head: u32) -> ${float} {
  let distance = clamp(${signed}(keys) - ${signed}(queries), ${signed}(${-before}), ${signed}(${after}));
  let row = sequence * ${time}u + min(queries, ${whole}(${time - 1}u));
  let vector = row * ${vectors}u + head;
  let at = vector * ${countClipped(clipping)}u + ${whole}(distance + ${before});
  return ${this.lanes === 1 ? `vec4<f32>(${elements})` : `${array}[at]`};
}
`;
  }

  /** Which of four queries and keys see each other; rows past the end do not. */
  sees(queries: string, keys: string): string {
    const { mask } = this.shape;
    const { prefixes, keyLengths } = this.present;
    const number = (value: number | string) =>
      this.splatIndex(typeof value === 'number' ? `${value}u` : value);
    const terms: string[] = [];
    if (keyLengths) terms.push(`(${keys} < ${number('keyLength')})`);
    else if (this.keys.time % 4 !== 0) terms.push(`(${keys} < ${number(this.keys.time)})`);
    if (this.queries.time % 4 !== 0) terms.push(`(${queries} < ${number(this.queries.time)})`);
    if (mask.causal) {
      const order = [`(${keys} <= ${queries})`];
      if (mask.window > 0) order.push(`(${queries} < ${keys} + ${number(mask.window)})`);
      const isPast = order.join(' & ');
      terms.push(prefixes ? `((${isPast}) | (${keys} < ${number('prefix')}))` : isPast);
    }
    return terms.length > 0 ? terms.join(' & ') : `${keys} == ${keys}`;
  }
}

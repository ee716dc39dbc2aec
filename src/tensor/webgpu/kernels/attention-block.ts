/**
 * @file A block of queries or keys of one head, on which a quad or an invocation works.
 */
import type { AttentionShape } from '../../program/operation';
import { HeadVectors } from './head-vectors';
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
}

export class AttentionBlock extends HeadVectors {
  /** Invocations in a workgroup. */
  readonly size = size;
  /** Rows of a block. */
  readonly rows: readonly number[];
  /** Blocks of a sequence. */
  private readonly blocks: number;
  private readonly registerBudget: number;

  /** @param vectors vectors that are kept for each row of the block */
  constructor(
    readonly shape: AttentionShape,
    exchange: LaneExchange,
    vectors: number,
    private readonly present: AttentionPresence,
  ) {
    super(shape.headDim, exchange, present.rotation > 0);
    const { batch, heads, time } = shape;
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
      this.functions,
    ].join('');
  }

  /**
   * Names `lane`, the sequence's first row `sequenceRow`, its `head` of `heads`, their common index
   * `plane`, and the block's first row in the sequence, `firstRow`.
   */
  place(heads: number): string {
    const units = this.shape.batch * heads * this.blocks;
    const { time } = this.shape;
    return `let lane = local % ${this.lanes}u;
  let unit = (group * ${size}u + local) / ${this.lanes}u;
  ${(units * this.lanes) % size === 0 ? '' : `if (unit >= ${units}u) { return; }`}
  let plane = unit / ${this.blocks}u;
  let firstRow = (unit % ${this.blocks}u) * ${this.rows.length}u;
  let sequenceRow = (plane / ${heads}u) * ${time}u;
  let head = plane % ${heads}u;`;
  }

  /** A statement for each row, which is only run for rows of the sequence. */
  eachInside(statement: (row: number) => string): string {
    const { rows, shape } = this;
    return rows
      .map((row) => {
        const isSure = shape.time % rows.length === 0;
        return `${isSure ? '' : `if (firstRow + ${row}u < ${shape.time}u) `}{ ${statement(row)} }`;
      })
      .join('\n  ');
  }

  /** Statements for each row. */
  each(statements: (row: number) => string): string {
    return this.rows.map(statements).join('\n    ');
  }

  /** Where a column of a row of queryKeyValue lies. */
  packedPlace(row: string, column: string): string {
    const { heads, keyValueHeads, headDim } = this.shape;
    return `(sequenceRow + ${row}) * ${(heads + 2 * keyValueHeads) * headDim}u + ${column}`;
  }

  /** Where a head begins in a row of y or its gradient. */
  headPlace(row: string, head: string): string {
    const { heads, headDim } = this.shape;
    return `(sequenceRow + ${row}) * ${heads * headDim}u + ${head} * ${headDim}u`;
  }

  /** What the scores of four queries and keys get by their distance: ` + …`, or nothing. */
  biasOf(queries: string, keys: string, head: string): string {
    if (!this.present.distanceBias) return '';
    return ` + biasAt(${keys} + ${this.splatIndex(`${this.shape.time - 1}u`)} - ${queries}, ${head})`;
  }

  /** Which of four queries and keys see each other; rows past the end do not. */
  sees(queries: string, keys: string): string {
    const { time, mask } = this.shape;
    const number = (value: number) => this.splatIndex(`${value}u`);
    const terms =
      time % 4 === 0 ? [] : [`(${keys} < ${number(time)})`, `(${queries} < ${number(time)})`];
    if (mask.causal) {
      terms.push(`(${keys} <= ${queries})`);
      if (mask.window > 0) terms.push(`(${queries} < ${keys} + ${number(mask.window)})`);
    }
    return terms.length > 0 ? terms.join(' & ') : `${keys} == ${keys}`;
  }
}

/**
 * @file Layer norm and RMS norm, also of the heads of queries and keys.
 */

export type NormKind = 'layer' | 'rms';

/**
 * Vectors of heads, one a row: of each token first so many queries, then keys, then values (of grouped
 * heads there are fewer of the latter two).
 */
export interface HeadRows {
  queries: number;
  keys: number;
  values: number;
}

/** Sizes of a norm. */
export interface NormShape {
  norm: NormKind;
  rows: number;
  width: number;
  /**
   * Of an RMS norm of queries and keys (QK-norm): the gain is [2, width] then, the first for all
   * queries, the second for all keys; values stay as they are.
   */
  heads?: HeadRows;
}

/** Which gain a row of a norm has; null: it stays as it is. */
export function gainOf({ heads }: Pick<NormShape, 'heads'>, row: number): 0 | 1 | null {
  if (!heads) return 0;
  const { queries, keys, values } = heads;
  const place = row % (queries + keys + values);
  if (place < queries) return 0;
  return place < queries + keys ? 1 : null;
}

export type NormOperation =
  /**
   * Layer norm or RMS norm, epsilon 1e-5. statistics[row] = (mean, 1/deviation); the mean is 0 in RMS.
   * {x [rows, width], gain [width] (or [2, width], see `heads`), bias? [width]}
   * → {y [rows, width], statistics [rows, 2]}
   */
  | ({ kind: 'norm' } & NormShape)
  /** {gradient, x, gain, statistics, addend? [rows, width]} → {x [rows, width]}, plus the addend */
  | ({ kind: 'normGradient' } & NormShape)
  /** {gradient, x, statistics} → {gain [width] (or [2, width]), bias? [width]}, sums over rows */
  | ({ kind: 'normParameterGradient' } & NormShape);

/**
 * @file Scaled dot-product attention (Vaswani et al. 2017, arXiv 1706.03762), one head of one
 * sequence at a time, with its matrix of probabilities made in full.
 */
import type { AttentionMask, AttentionShape } from '../operation';
import { dropoutFactor } from './elementwise';
import type { Cells, Operands } from './operands';
import { logSumExp } from './rows';

/** A matrix [time, headDim]. */
type HeadMatrix = Float64Array;

interface Head {
  /** Of this (sequence, head) pair among all. */
  index: number;
  query: HeadMatrix;
  key: HeadMatrix;
  value: HeadMatrix;
}

/** Where the queries, keys and values of a head start in a row of queryKeyValue. */
function columnsOf(shape: AttentionShape, head: number) {
  const { heads, keyValueHeads, headDim } = shape;
  const shared = Math.floor((head * keyValueHeads) / heads);
  return {
    query: head * headDim,
    key: (heads + shared) * headDim,
    value: (heads + keyValueHeads + shared) * headDim,
  };
}

const rowWidthOf = ({ heads, keyValueHeads, headDim }: AttentionShape) =>
  (heads + 2 * keyValueHeads) * headDim;

/** Every head of every sequence, queries and keys turned. */
function* headsOf(
  shape: AttentionShape,
  queryKeyValue: Cells,
  rotation: Cells | undefined,
): Generator<Head & { sequence: number; columns: ReturnType<typeof columnsOf> }> {
  const rowWidth = rowWidthOf(shape);
  for (let sequence = 0; sequence < shape.batch; sequence++) {
    for (let head = 0; head < shape.heads; head++) {
      const columns = columnsOf(shape, head);
      const take = (column: number) => slice(shape, queryKeyValue, sequence, rowWidth, column);
      const turned = (column: number) => rotate(shape, take(column), rotation, 1);
      yield {
        index: sequence * shape.heads + head,
        sequence,
        columns,
        query: turned(columns.query),
        key: turned(columns.key),
        value: take(columns.value),
      };
    }
  }
}

/** The headDim columns from `column` of the sequence's rows. */
function slice(
  { time, headDim }: AttentionShape,
  matrix: Cells,
  sequence: number,
  rowWidth: number,
  column: number,
): HeadMatrix {
  return Float64Array.from({ length: time * headDim }, (_, at) => {
    const row = sequence * time + Math.floor(at / headDim);
    return matrix[row * rowWidth + column + (at % headDim)];
  });
}

/** Adds a head's matrix to such columns: the heads of a group share their key and value. */
function addSlice(
  { time, headDim }: AttentionShape,
  matrix: Cells,
  sequence: number,
  rowWidth: number,
  column: number,
  addend: HeadMatrix,
): void {
  for (let at = 0; at < time * headDim; at++) {
    const row = sequence * time + Math.floor(at / headDim);
    matrix[row * rowWidth + column + (at % headDim)] += addend[at];
  }
}

/**
 * Turns the pair (x[i], x[i + headDim/2]) of row t by the table's angle i of position t (Su et al.
 * 2021, arXiv 2104.09864).
 * @param direction −1: back, which is also the gradient
 */
function rotate(
  { time, headDim }: AttentionShape,
  x: HeadMatrix,
  rotation: Cells | undefined,
  direction: 1 | -1,
): HeadMatrix {
  if (!rotation) return x;
  const half = headDim / 2;
  const turned = new Float64Array(x.length);
  for (let position = 0; position < time; position++) {
    for (let pair = 0; pair < half; pair++) {
      const first = position * headDim + pair;
      const second = first + half;
      const cos = rotation[first];
      const sin = rotation[second] * direction;
      turned[first] = x[first] * cos - x[second] * sin;
      turned[second] = x[second] * cos + x[first] * sin;
    }
  }
  return turned;
}

function sees({ causal, window }: AttentionMask, query: number, key: number): boolean {
  if (!causal) return true;
  return key <= query && (window === 0 || key > query - window);
}

/** Where the bias of a query and a key of a head stands in the table. */
function biasPlace({ time, heads }: AttentionShape, head: number, query: number, key: number) {
  return (key - query + time - 1) * heads + (head % heads);
}

/** Scaled and biased scores [time, time]; −∞ where a query does not see a key. */
function scoresOf(
  shape: AttentionShape,
  { index, query, key }: Head,
  distanceBias: Cells | undefined,
): Float64Array {
  const { time, headDim, mask } = shape;
  return Float64Array.from({ length: time * time }, (_, at) => {
    const from = Math.floor(at / time);
    const to = at % time;
    if (!sees(mask, from, to)) return -Infinity;
    const bias = distanceBias?.[biasPlace(shape, index, from, to)] ?? 0;
    return dot(headDim, query, from, key, to) / Math.sqrt(headDim) + bias;
  });
}

/** Product of a row of one matrix with a row of another. */
function dot(width: number, left: Cells, row: number, right: Cells, otherRow: number): number {
  let sum = 0;
  for (let i = 0; i < width; i++) sum += left[row * width + i] * right[otherRow * width + i];
  return sum;
}

/** target[row] += factor · source[sourceRow] */
function addRow(
  width: number,
  target: Cells,
  row: number,
  factor: number,
  source: Cells,
  sourceRow: number,
): void {
  for (let i = 0; i < width; i++) target[row * width + i] += factor * source[sourceRow * width + i];
}

/** What dropout multiplies a probability by; `at` is its place in the head's matrix. */
function keeping({ dropout, site, time }: AttentionShape, dropoutKey: Cells | undefined) {
  if (!(dropout > 0) || !dropoutKey) return () => 1;
  const factor = dropoutFactor(dropout, dropoutKey[0], site);
  return (head: number, at: number) => factor(head * time * time + at);
}

export function attention(
  shape: AttentionShape,
  { queryKeyValue, rotation, distanceBias, dropoutKey }: Operands,
  outputs: Operands,
): void {
  const { time, heads, headDim } = shape;
  const keep = keeping(shape, dropoutKey);
  outputs.y.fill(0);
  for (const head of headsOf(shape, queryKeyValue, rotation)) {
    const scores = scoresOf(shape, head, distanceBias);
    const y = new Float64Array(time * headDim);
    for (let query = 0; query < time; query++) {
      const logNormaliser = logSumExp(time, (key) => scores[query * time + key]);
      for (let key = 0; key < time; key++) {
        const at = query * time + key;
        const probability = Math.exp(scores[at] - logNormaliser);
        addRow(headDim, y, query, probability * keep(head.index, at), head.value, key);
      }
      outputs.logSumExp[head.index * time + query] = logNormaliser;
    }
    addSlice(shape, outputs.y, head.sequence, heads * headDim, head.columns.query, y);
  }
}

export function attentionProbabilities(
  shape: AttentionShape,
  { queryKeyValue, rotation, distanceBias }: Operands,
  { probabilities }: Operands,
): void {
  const { time } = shape;
  for (const head of headsOf(shape, queryKeyValue, rotation)) {
    const scores = scoresOf(shape, head, distanceBias);
    for (let query = 0; query < time; query++) {
      const logNormaliser = logSumExp(time, (key) => scores[query * time + key]);
      for (let key = 0; key < time; key++) {
        const at = query * time + key;
        probabilities[head.index * time * time + at] = Math.exp(scores[at] - logNormaliser);
      }
    }
  }
}

/**
 * With P the probabilities, D their dropout factors and dY the gradient: dV = (P∘D)ᵀ·dY,
 * dP = (dY·Vᵀ)∘D, dS = P∘(dP − rowSums), dQ = dS·K/√headDim, dK = dSᵀ·Q/√headDim, and the bias of a
 * distance has the sum of its diagonals of dS. The softmax's own sum Σₖ P·dP is Σ dY·y, dropout or not.
 */
export function attentionGradient(
  shape: AttentionShape,
  {
    gradient,
    y,
    logSumExp: logNormalisers,
    queryKeyValue,
    rotation,
    distanceBias,
    dropoutKey,
  }: Operands,
  outputs: Operands,
): void {
  const { time, heads, headDim } = shape;
  const keep = keeping(shape, dropoutKey);
  const biasSlopes = outputs.distanceBias?.fill(0);
  outputs.queryKeyValue.fill(0);
  for (const head of headsOf(shape, queryKeyValue, rotation)) {
    const { index, sequence, columns } = head;
    const mine = (matrix: Cells) => slice(shape, matrix, sequence, heads * headDim, columns.query);
    const headGradient = mine(gradient);
    const headY = mine(y);
    const scores = scoresOf(shape, head, distanceBias);
    const slopes = {
      query: new Float64Array(time * headDim),
      key: new Float64Array(time * headDim),
      value: new Float64Array(time * headDim),
    };
    for (let query = 0; query < time; query++) {
      const rowSum = dot(headDim, headGradient, query, headY, query);
      outputs.rowSums[index * time + query] = rowSum;
      for (let key = 0; key < time; key++) {
        const at = query * time + key;
        const probability = Math.exp(scores[at] - logNormalisers[index * time + query]);
        const kept = keep(index, at);
        addRow(headDim, slopes.value, key, probability * kept, headGradient, query);
        const slope = dot(headDim, headGradient, query, head.value, key) * kept;
        const scoreSlope = probability * (slope - rowSum);
        if (biasSlopes) biasSlopes[biasPlace(shape, index, query, key)] += scoreSlope;
        const scaledSlope = scoreSlope / Math.sqrt(headDim);
        addRow(headDim, slopes.query, query, scaledSlope, head.key, key);
        addRow(headDim, slopes.key, key, scaledSlope, head.query, query);
      }
    }
    const put = (column: number, slope: HeadMatrix) =>
      addSlice(shape, outputs.queryKeyValue, sequence, rowWidthOf(shape), column, slope);
    put(columns.query, rotate(shape, slopes.query, rotation, -1));
    put(columns.key, rotate(shape, slopes.key, rotation, -1));
    put(columns.value, slopes.value);
  }
}

/**
 * @file Scaled dot-product attention (Vaswani et al. 2017, arXiv 1706.03762), one head of one
 * sequence at a time, with its matrix of probabilities made in full.
 */
import { sees } from '../../attention-mask';
import { clippedDistance, countClipped } from '../../clipped-distance';
import type { OperationOf } from '../operation';
import { keysOf, type AttentionShape, type PairAttentionShape } from '../operations/attention';
import { dropoutFactor } from './elementwise';
import type { Cells, Operands } from './operands';
import { turnPairs } from './rotation';
import { logSumExp } from './rows';

/** A matrix [time or keys, headDim]. */
type HeadMatrix = Float64Array;

/** A matrix of so many rows for each sequence. */
interface SequenceRows {
  cells: Cells;
  time: number;
  width: number;
}

interface Head {
  /** Of this (sequence, head) pair among all. */
  index: number;
  sequence: number;
  query: HeadMatrix;
  key: HeadMatrix;
  value: HeadMatrix;
  /** Where these stand in the rows of their sources. */
  columns: { query: number; key: number; value: number };
}

/** Where queries, and keys and values, lie; in cross attention apart. */
function sourcesOf(shape: AttentionShape, { queryKeyValue, query, keyValue }: Operands) {
  const { time, keyTime, heads, keyValueHeads, headDim } = shape;
  const widths = { query: heads * headDim, keyValue: 2 * keyValueHeads * headDim };
  if (keyTime === undefined) {
    const rows = { cells: queryKeyValue, time, width: widths.query + widths.keyValue };
    return { queries: rows, keys: rows, firstKeyColumn: widths.query };
  }
  return {
    queries: { cells: query, time, width: widths.query },
    keys: { cells: keyValue, time: keyTime, width: widths.keyValue },
    firstKeyColumn: 0,
  };
}

/** Every head of every sequence, queries and keys turned. */
function* headsOf(shape: AttentionShape, inputs: Operands): Generator<Head> {
  const { batch, heads, keyValueHeads, headDim } = shape;
  const { queries, keys, firstKeyColumn } = sourcesOf(shape, inputs);
  const turn = (x: HeadMatrix) => turnPairs(shape, x, inputs.rotation, 1);
  for (let sequence = 0; sequence < batch; sequence++) {
    for (let head = 0; head < heads; head++) {
      const shared = Math.floor((head * keyValueHeads) / heads);
      const columns = {
        query: head * headDim,
        key: firstKeyColumn + shared * headDim,
        value: firstKeyColumn + (keyValueHeads + shared) * headDim,
      };
      const take = (rows: SequenceRows, column: number) => slice(headDim, rows, sequence, column);
      yield {
        index: sequence * heads + head,
        sequence,
        columns,
        query: turn(take(queries, columns.query)),
        key: turn(take(keys, columns.key)),
        value: take(keys, columns.value),
      };
    }
  }
}

/** The headDim columns from `column` of the sequence's rows. */
function slice(
  headDim: number,
  { cells, time, width }: SequenceRows,
  sequence: number,
  column: number,
): HeadMatrix {
  return Float64Array.from({ length: time * headDim }, (_, at) => {
    const row = sequence * time + Math.floor(at / headDim);
    return cells[row * width + column + (at % headDim)];
  });
}

/** Adds a head's matrix to such columns: the heads of a group share their key and value. */
function addSlice(
  headDim: number,
  { cells, time, width }: SequenceRows,
  sequence: number,
  column: number,
  addend: HeadMatrix,
): void {
  for (let at = 0; at < time * headDim; at++) {
    const row = sequence * time + Math.floor(at / headDim);
    cells[row * width + column + (at % headDim)] += addend[at];
  }
}

function seesKey(
  mask: AttentionShape['mask'],
  { prefixes, keyLengths }: Operands,
  sequence: number,
  query: number,
  key: number,
): boolean {
  if (key >= (keyLengths?.[sequence] ?? Infinity)) return false;
  return sees(mask, query, key, prefixes?.[sequence]);
}

/** Where the bias of a query and a key of a head stands in the table. */
function biasPlace({ time, heads }: AttentionShape, head: number, query: number, key: number) {
  return (key - query + time - 1) * heads + (head % heads);
}

const noDistances = { before: 0, after: 0 };

/** Where the product of a head's query with the vector of a key's distance stands. */
function relativePlace(
  { time, heads, keyValueHeads, clipping = noDistances }: AttentionShape,
  index: number,
  query: number,
  key: number,
): number {
  const row = Math.floor(index / heads) * time + query;
  const vector = row * (heads + 2 * keyValueHeads) + (index % heads);
  return vector * countClipped(clipping) + clippedDistance(key - query, clipping);
}

/** The number of the clipped distance of a key from a query. */
const distanceOf = ({ clipping = noDistances }: AttentionShape, query: number, key: number) =>
  clippedDistance(key - query, clipping);

/** Where a number of a head's query and a key's distance stands, in a matrix of these alone. */
function distancePlace(shape: AttentionShape, index: number, query: number, key: number): number {
  const { time, heads, clipping = noDistances } = shape;
  const row = Math.floor(index / heads) * time + query;
  const distance = distanceOf(shape, query, key);
  return (row * heads + (index % heads)) * countClipped(clipping) + distance;
}

/** cap · tanh(x / cap), where there is a cap. */
export const cappedScore = (x: number, cap = 0) => (cap > 0 ? cap * Math.tanh(x / cap) : x);

/** Scaled, capped and biased scores [time, keys]; −∞ where a query does not see a key. */
function scoresOf(
  shape: AttentionShape,
  { index, sequence, query, key }: Head,
  inputs: Operands,
): Float64Array {
  const { time, headDim, mask } = shape;
  const keys = keysOf(shape);
  return Float64Array.from({ length: time * keys }, (_, at) => {
    const from = Math.floor(at / keys);
    const to = at % keys;
    if (!seesKey(mask, inputs, sequence, from, to)) return -Infinity;
    const relative = inputs.relative?.[relativePlace(shape, index, from, to)] ?? 0;
    const product = (dot(headDim, query, from, key, to) + relative) / Math.sqrt(headDim);
    const bias = inputs.distanceBias?.[biasPlace(shape, index, from, to)] ?? 0;
    return cappedScore(product, shape.scoreCap) + bias;
  });
}

/** Of a query's scores and its head's sink; 0 where it sees no key and has no sink. */
function logNormaliserOf(
  scores: Float64Array,
  keys: number,
  query: number,
  sink = -Infinity,
): number {
  const row = scores.subarray(query * keys, (query + 1) * keys);
  if (sink === -Infinity && row.every((score) => score === -Infinity)) return 0;
  return logSumExp(keys + 1, (key) => (key === keys ? sink : row[key]));
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
function keeping(shape: AttentionShape, { dropoutKey }: Operands) {
  const { dropout, site, time } = shape;
  if (!(dropout > 0) || !dropoutKey) return () => 1;
  const factor = dropoutFactor(dropout, dropoutKey[0], site);
  return (head: number, at: number) => factor(head * time * keysOf(shape) + at);
}

/** The matrix of all heads' results, or its gradient. */
const resultRows = ({ time, heads, headDim }: AttentionShape, cells: Cells): SequenceRows => ({
  cells,
  time,
  width: heads * headDim,
});

export function attention(shape: AttentionShape, inputs: Operands, outputs: Operands): void {
  const { time, heads, headDim } = shape;
  const keys = keysOf(shape);
  const keep = keeping(shape, inputs);
  outputs.y.fill(0);
  for (const head of headsOf(shape, inputs)) {
    const scores = scoresOf(shape, head, inputs);
    const y = new Float64Array(time * headDim);
    const sink = inputs.sinks?.[head.index % heads];
    for (let query = 0; query < time; query++) {
      const logNormaliser = logNormaliserOf(scores, keys, query, sink);
      for (let key = 0; key < keys; key++) {
        const at = query * keys + key;
        const probability = Math.exp(scores[at] - logNormaliser);
        const share = probability * keep(head.index, at);
        addRow(headDim, y, query, share, head.value, key);
        if (!inputs.distanceValues) continue;
        addRow(headDim, y, query, share, inputs.distanceValues, distanceOf(shape, query, key));
      }
      outputs.logSumExp[head.index * time + query] = logNormaliser;
    }
    addSlice(headDim, resultRows(shape, outputs.y), head.sequence, head.columns.query, y);
  }
}

export function attentionProbabilities(
  shape: AttentionShape,
  inputs: Operands,
  { probabilities }: Operands,
): void {
  const { time, heads } = shape;
  const keys = keysOf(shape);
  for (const head of headsOf(shape, inputs)) {
    const scores = scoresOf(shape, head, inputs);
    const sink = inputs.sinks?.[head.index % heads];
    for (let query = 0; query < time; query++) {
      const logNormaliser = logNormaliserOf(scores, keys, query, sink);
      for (let key = 0; key < keys; key++) {
        const at = query * keys + key;
        probabilities[head.index * time * keys + at] = Math.exp(scores[at] - logNormaliser);
      }
    }
  }
}

export function attentionOfPairs(
  shape: PairAttentionShape,
  { keyValue, probabilities, seen, distanceValues }: Operands,
  { y }: Operands,
): void {
  const { batch, time, keyTime, heads, keyValueHeads, headDim, rowWidth, hasSink } = shape;
  const { clipping = noDistances } = shape;
  for (let at = 0; at < batch * heads * time; at++) {
    const [index, query] = [Math.floor(at / time), at % time];
    const [sequence, head] = [Math.floor(index / heads), index % heads];
    const shared = Math.floor((head * keyValueHeads) / heads);
    const value = rowWidth - (keyValueHeads - shared) * headDim;
    const all = Float64Array.from(probabilities.subarray(at * keyTime, (at + 1) * keyTime));
    const given = all.map((share, key) => share * seen[(head * time + query) * keyTime + key]);
    const sink = hasSink ? Math.max(0, 1 - all.reduce((sum, share) => sum + share, 0)) : 0;
    const whole = given.reduce((sum, share) => sum + share, sink);
    const added = (key: number, i: number) =>
      distanceValues?.[clippedDistance(key - query, clipping) * headDim + i] ?? 0;
    for (let i = 0; i < headDim; i++) {
      const mixed = given.reduce((sum, share, key) => {
        const own = keyValue[(sequence * keyTime + key) * rowWidth + value + i];
        return sum + share * (own + added(key, i));
      }, 0);
      y[((sequence * time + query) * heads + head) * headDim + i] = whole > 0 ? mixed / whole : 0;
    }
  }
}

/**
 * With P the probabilities, D their dropout factors and dY the gradient: dV = (P∘D)ᵀ·dY,
 * dP = (dY·Vᵀ)∘D, dS = P∘(dP − rowSums), dQ = dS·K/√headDim, dK = dSᵀ·Q/√headDim, and the bias of a
 * distance has the sum of its diagonals of dS. The softmax's own sum Σₖ P·dP is Σ dY·y, dropout or not.
 * What is added to values by distance, adds its product with dY to dP.
 * Under a cap, dS for dQ and dK is multiplied by its slope, 1 − (capped score / cap)².
 */
export function attentionGradient(
  shape: AttentionShape,
  inputs: Operands,
  outputs: Operands,
): void {
  const { time, headDim, scoreCap = 0 } = shape;
  const keys = keysOf(shape);
  const keep = keeping(shape, inputs);
  const targets = sourcesOf(shape, outputs);
  targets.queries.cells.fill(0);
  targets.keys.cells.fill(0);
  const biasSlopes = outputs.distanceBias?.fill(0);
  const relativeSlopes = outputs.relative?.fill(0);
  const shares = outputs.distanceShares?.fill(0);
  for (const head of headsOf(shape, inputs)) {
    const { index, sequence, columns } = head;
    const mine = (cells: Cells) =>
      slice(headDim, resultRows(shape, cells), sequence, columns.query);
    const headGradient = mine(inputs.gradient);
    const headY = mine(inputs.y);
    const scores = scoresOf(shape, head, inputs);
    const slopes = {
      query: new Float64Array(time * headDim),
      key: new Float64Array(keys * headDim),
      value: new Float64Array(keys * headDim),
    };
    for (let query = 0; query < time; query++) {
      const rowSum = dot(headDim, headGradient, query, headY, query);
      outputs.rowSums[index * time + query] = rowSum;
      for (let key = 0; key < keys; key++) {
        const at = query * keys + key;
        const probability = Math.exp(scores[at] - inputs.logSumExp[index * time + query]);
        const kept = keep(index, at);
        addRow(headDim, slopes.value, key, probability * kept, headGradient, query);
        const ofDistance = distancePlace(shape, index, query, key);
        if (shares) shares[ofDistance] += probability * kept;
        const added = inputs.distanceSlopes?.[ofDistance] ?? 0;
        const slope = (dot(headDim, headGradient, query, head.value, key) + added) * kept;
        const scoreSlope = probability * (slope - rowSum);
        const place = biasPlace(shape, index, query, key);
        if (biasSlopes) biasSlopes[place] += scoreSlope;
        const product = scores[at] - (inputs.distanceBias?.[place] ?? 0);
        const capSlope = scoreCap > 0 && probability > 0 ? 1 - (product / scoreCap) ** 2 : 1;
        const scaledSlope = (scoreSlope * capSlope) / Math.sqrt(headDim);
        if (relativeSlopes) {
          relativeSlopes[relativePlace(shape, index, query, key)] += scaledSlope;
        }
        addRow(headDim, slopes.query, query, scaledSlope, head.key, key);
        addRow(headDim, slopes.key, key, scaledSlope, head.query, query);
      }
    }
    const put = (rows: SequenceRows, column: number, slope: HeadMatrix) =>
      addSlice(headDim, rows, sequence, column, slope);
    const turnBack = (slope: HeadMatrix) => turnPairs(shape, slope, inputs.rotation, -1);
    put(targets.queries, columns.query, turnBack(slopes.query));
    put(targets.keys, columns.key, turnBack(slopes.key));
    put(targets.keys, columns.value, slopes.value);
  }
}

export function sinkGradient(
  { batch, time, heads }: OperationOf<'sinkGradient'>,
  { sinks, logSumExp, rowSums }: Operands,
  outputs: Operands,
): void {
  outputs.sinks.fill(0);
  for (let at = 0; at < batch * heads * time; at++) {
    const head = Math.floor(at / time) % heads;
    outputs.sinks[head] -= Math.exp(sinks[head] - logSumExp[at]) * rowSums[at];
  }
}

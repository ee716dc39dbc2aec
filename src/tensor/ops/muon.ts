/**
 * @file Muon (Jordan et al. 2024, github.com/KellerJordan/Muon): momentum, then the nearest orthogonal
 * matrix in place of each matrix, by five Newton–Schulz iterations; scaled as Liu et al. 2025 (arXiv
 * 2502.16982), so that AdamW's learning rate and decay carry over. Traced, all matrices go through an
 * iteration together, in three operations.
 */
import * as tf from '@tensorflow/tfjs-core';
import { muonScale, newtonSchulz } from '../constants';
import {
  elementsOfRuns,
  groupsOfRuns,
  placedMatrices,
  rowStepOf,
  type PlacedMatrix,
} from '../program/matrix-runs';
import type { MatrixRun, ProductGroup } from '../program/operations/optimizers';
import { activeTrace, type Trace } from '../program/trace';
import { asMatrix, asVector } from '../shapes';
import { stockClip, stockUpdate, type UpdateSettings } from './clipping';
import type { MomentumState, StepInputs } from './momentum';

export interface MuonSettings extends Omit<UpdateSettings, 'decayed'> {
  /** The matrices; no other element may be different from 0. */
  runs: readonly MatrixRun[];
  momentum: number;
}

/** One step of the matrices alone. @param inputs the norm may be that of a longer gradient */
export function muon(
  { weights, buffer }: MomentumState,
  inputs: StepInputs,
  settings: MuonSettings,
): MomentumState {
  const trace = activeTrace();
  if (!trace) return stockMuon({ weights, buffer }, inputs, settings);
  const { size } = weights;
  const { gradient, partials, learningRate, unscale = null } = inputs;
  const { runs, momentum, weightDecay, gradientClip } = settings;
  const moved = trace.record(
    { kind: 'muonDirection', size, parts: partials.size, runs, momentum, gradientClip },
    { buffer, gradient, partials, unscale },
    { buffer: [size], direction: [elementsOfRuns(runs)] },
  );
  const updated = trace.record(
    { kind: 'muonUpdate', size, runs, weightDecay },
    { weights, direction: orthogonal(trace, moved.direction, runs), learningRate, unscale },
    { weights: [size] },
  );
  return { weights: asVector(updated.weights), buffer: asVector(moved.buffer) };
}

/** @param direction the packed matrices, each of norm 1 and no taller than wide */
function orthogonal(trace: Trace, direction: tf.Tensor, runs: readonly MatrixRun[]): tf.Tensor {
  const { a, b, c, iterations } = newtonSchulz;
  const grams = groupsOfRuns(runs, (short, long) => ({ m: short, n: short, k: long }));
  const squares = groupsOfRuns(runs, (short) => ({ m: short, n: short, k: short }));
  const wholes = groupsOfRuns(runs, (short, long) => ({ m: short, n: long, k: short }));
  let x = direction;
  for (let iteration = 0; iteration < iterations; iteration++) {
    const gram = grouped(trace, x, x, { groups: grams, transposeB: true });
    const polynomial = grouped(trace, gram, gram, {
      groups: squares,
      product: c,
      added: b,
      addend: gram,
    });
    x = grouped(trace, polynomial, x, { groups: wholes, added: a, addend: x });
  }
  return x;
}

interface GroupedOptions {
  groups: readonly ProductGroup[];
  transposeB?: boolean;
  product?: number;
  added?: number;
  addend?: tf.Tensor;
}

function grouped(
  trace: Trace,
  a: tf.Tensor,
  b: tf.Tensor,
  { groups, transposeB = false, product = 1, added = 0, addend }: GroupedOptions,
): tf.Tensor {
  const size = groups.reduce((sum, { count, m, n }) => sum + count * m * n, 0);
  return trace.record(
    { kind: 'groupedMatmul', groups, transposeB, product, added },
    { a, b, addend: addend ?? null },
    { y: [size] },
  ).y;
}

function stockMuon(
  state: MomentumState,
  { gradient, partials, learningRate }: StepInputs,
  { runs, momentum, weightDecay, gradientClip }: MuonSettings,
): MomentumState {
  const { size } = state.weights;
  const { clipped } = stockClip(gradient, partials, gradientClip);
  const buffer = tf.add<tf.Tensor1D>(tf.mul(state.buffer, momentum), clipped);
  const ahead = tf.add<tf.Tensor1D>(clipped, tf.mul(buffer, momentum));
  // What belongs to no matrix takes the zero behind the last of them.
  const packedAt = new Int32Array(size).fill(elementsOfRuns(runs));
  let packed = 0;
  const directions = placedMatrices(runs).map((placed) => {
    const { rows, columns } = placed.run;
    const places = placesOf(placed);
    for (const place of places) packedAt[place] = packed++;
    const matrix = asMatrix(tf.gather(ahead, places), rows, columns);
    const scale = muonScale * Math.sqrt(Math.max(rows, columns));
    return asVector(tf.mul(stockOrthogonal(matrix), scale));
  });
  const direction = asVector(tf.gather(tf.concat1d([...directions, tf.zeros([1])]), packedAt));
  const decay = { weightDecay, decayed: size };
  return { weights: stockUpdate(state.weights, direction, learningRate, decay), buffer };
}

/** Of each element, row by row, its place in the flat vector. */
function placesOf({ run, offset }: PlacedMatrix): Int32Array {
  const { rows, columns } = run;
  const step = rowStepOf(run);
  return Int32Array.from(
    { length: rows * columns },
    (_, index) => offset + Math.floor(index / columns) * step + (index % columns),
  );
}

function stockOrthogonal(matrix: tf.Tensor2D): tf.Tensor2D {
  const { a, b, c, iterations, epsilon } = newtonSchulz;
  const [rows, columns] = matrix.shape;
  const turned = (x: tf.Tensor2D) => (rows > columns ? tf.transpose(x) : x);
  let x = turned(tf.div(matrix, tf.add(tf.sqrt(tf.sum(tf.square(matrix))), epsilon)));
  for (let iteration = 0; iteration < iterations; iteration++) {
    const gram = tf.matMul(x, x, false, true);
    const polynomial = tf.add<tf.Tensor2D>(tf.mul(gram, b), tf.mul(tf.matMul(gram, gram), c));
    x = tf.add(tf.mul(x, a), tf.matMul(polynomial, x));
  }
  return turned(x);
}

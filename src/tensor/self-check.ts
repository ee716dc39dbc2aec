/**
 * @file Whether a machine computes rightly here: one training step and one decoding step of a tiny
 * model of awkward sizes, a step of every other optimiser, and where there is float16 a step in mixed
 * precision, against their definition in double
 * precision. Drivers have bugs, and a loss
 * that is silently wrong is worse than a slow one.
 */
import * as tf from '@tensorflow/tfjs-core';
import { LabError } from '../base/errors';
import { Random } from '../base/random';
import { partAlignment } from './constants';
import type { Blueprint, Feeds, Machine, Store } from './machine';
import { adamw, adamwHyper } from './ops/adamw';
import { attention } from './ops/attention';
import { cachedAttention } from './ops/cached-attention';
import { sumOfSquares } from './ops/clipping';
import { crossEntropy } from './ops/cross-entropy';
import { embedding } from './ops/embedding';
import { activate } from './ops/activation';
import { linear, linearTransposed } from './ops/linear';
import { lion, sgd } from './ops/momentum';
import { muon } from './ops/muon';
import { layerNorm, rmsNorm } from './ops/norm';
import { halfCopy, nextLossScale } from './ops/loss-scaling';
import { pack, part, unpack, type Layout } from './ops/pack';
import { rotationTable } from './ops/rope';
import { drawSettings, sample } from './ops/sample';
import type { Precision } from './precision';
import { elementsOfRuns } from './program/matrix-runs';
import type { MatrixRun } from './program/operations/optimizers';
import { runReference } from './program/reference';
import { traceProgram } from './program/trace';
import { rotationFrequencies } from './rotary';
import { asMatrix, asScalar, asVector } from './shapes';

const batch = 2;
const time = 9;
const vocabulary = 11;
const heads = 3;
const headDim = 4;
const width = heads * headDim;
const hidden = 20;
const capacity = 10;

/** Largest difference, as a share of the largest magnitude. */
const tolerance = 1e-3;
/** Where numbers are rounded to float16 on the way. */
const halfTolerance = 5e-3;

const shapes: Record<string, number[]> = {
  tokens: [vocabulary, width],
  positions: [time, width],
  gain: [width],
  bias: [width],
  queryKeyValue: [width, 3 * width],
  queryKeyValueBias: [3 * width],
  up: [width, hidden],
  upBias: [hidden],
  down: [hidden, width],
  downBias: [width],
  lastGain: [width],
};

const settings = {
  betas: [0.9, 0.99],
  // Large, so that rounding cannot turn the direction of an almost vanishing gradient.
  epsilon: 1e-3,
  weightDecay: 0.1,
  gradientClip: 0.5,
  decayed: partAlignment,
} as const;

function layoutOf(): Layout {
  const names = Object.keys(shapes);
  const offsets: number[] = [];
  let size = 0;
  for (const name of names) {
    offsets.push(size);
    const length = tf.util.sizeFromShape(shapes[name]);
    size += Math.ceil(length / partAlignment) * partAlignment;
  }
  return { names, shapes: names.map((name) => shapes[name]), offsets, size };
}

/** A transformer block between embedding and loss. */
function lossOf(weights: Record<string, tf.Tensor>, ids: tf.Tensor1D, labels: tf.Tensor1D) {
  const matrix = (name: string) => asMatrix(weights[name], shapes[name][0], shapes[name][1]);
  const vector = (name: string) => asVector(weights[name]);
  const mask = { causal: true, window: 0 };
  const rotation = rotationTable(time, headDim, rotationFrequencies(headDim, 100));
  let x = embedding(matrix('tokens'), ids, { table: matrix('positions'), time });
  const normed = layerNorm(x, vector('gain'), vector('bias'));
  const projected = linear(normed, matrix('queryKeyValue'), vector('queryKeyValueBias'));
  x = tf.add(
    x,
    attention(projected, { batch, time, heads, keyValueHeads: heads, headDim, mask, rotation }),
  );
  const inner = activate(linear(x, matrix('up'), vector('upBias')), 'gelu');
  x = tf.add(x, linear(inner, matrix('down'), vector('downBias')));
  const logits = linearTransposed(rmsNorm(x, vector('lastGain')), matrix('tokens'));
  return crossEntropy(logits, labels);
}

/** As models keep them in this precision: only matrices are float16. */
function parametersIn(
  precision: Precision,
  weights: tf.Tensor,
  layout: Layout,
): Record<string, tf.Tensor> {
  const parameters = unpack(weights, layout);
  if (precision === 'mixed') {
    for (const [name, { length }] of Object.entries(shapes)) {
      if (length > 1) parameters[name] = halfCopy(parameters[name]);
    }
  }
  return parameters;
}

function trainingCheck(precision: Precision = 'float32'): Blueprint {
  const layout = layoutOf();
  const { size, names } = layout;
  const isMixed = precision === 'mixed';
  return {
    name: isMixed ? 'check of mixed precision' : 'check of training',
    precision,
    stores: {
      ...{ weights: [size], firstMoment: [size], secondMoment: [size] },
      ...(isMixed && { lossScale: [2] }),
    },
    feeds: {
      ids: { shape: [batch * time], type: 'int32' },
      labels: { shape: [batch * time], type: 'int32' },
      hyper: { shape: [3], type: 'float32' },
    },
    body: (tensors) => {
      const parameters = parametersIn(precision, tensors.weights, layout);
      const objective = (...given: tf.Tensor[]) => {
        const weights = Object.fromEntries(names.map((name, index) => [name, given[index]]));
        return lossOf(weights, asVector(tensors.ids), asVector(tensors.labels));
      };
      const { value, grads } = tf.valueAndGrads(objective)(
        names.map((name) => parameters[name]),
        isMixed ? asScalar(part(tensors.lossScale, 0, 1)) : undefined,
      );
      const state = {
        weights: asVector(tensors.weights),
        firstMoment: asVector(tensors.firstMoment),
        secondMoment: asVector(tensors.secondMoment),
      };
      const gradient = pack(grads, layout);
      const partials = sumOfSquares(gradient);
      const next = isMixed ? nextLossScale(asVector(tensors.lossScale), partials) : null;
      const { gradientNorm, ...updates } = adamw(
        state,
        gradient,
        partials,
        asVector(tensors.hyper),
        settings,
        next?.unscale,
      );
      return {
        outputs: { loss: value, gradientNorm },
        updates: { ...updates, ...(next && { lossScale: next.state }) },
      };
    },
  };
}

/** A square, a wide and a tall matrix, each of them twice, the square ones side by side. */
const runs: readonly MatrixRun[] = [
  { offset: 0, count: 1, step: 0, rows: width, columns: width, beside: 2 },
  {
    offset: 2 * width ** 2,
    count: 2,
    step: width * hidden,
    rows: width,
    columns: hidden,
    beside: 1,
  },
  {
    offset: 2 * width * (width + hidden),
    ...{ count: 2, step: width * hidden, rows: hidden, columns: width, beside: 1 },
  },
];

function optimizersCheck(): Blueprint {
  const size = elementsOfRuns(runs);
  const momentum = 0.9;
  return {
    name: 'check of the optimisers',
    stores: Object.fromEntries(
      ['sgd', 'lion', 'muon'].flatMap((name) => [
        [`${name}.weights`, [size]],
        [`${name}.momentum`, [size]],
      ]),
    ),
    feeds: {
      gradient: { shape: [size], type: 'float32' },
      learningRate: { shape: [1], type: 'float32' },
    },
    body: (tensors) => {
      const gradient = asVector(tensors.gradient);
      const partials = sumOfSquares(gradient);
      const inputs = { gradient, partials, learningRate: asVector(tensors.learningRate) };
      const stateOf = (name: string) => ({
        weights: asVector(tensors[`${name}.weights`]),
        buffer: asVector(tensors[`${name}.momentum`]),
      });
      const updated = {
        sgd: sgd(stateOf('sgd'), inputs, { ...settings, momentum }),
        lion: lion(stateOf('lion'), inputs, settings),
        muon: muon(stateOf('muon'), inputs, { ...settings, momentum, runs }),
      };
      const { gradientNorm } = updated.sgd;
      const updates: Record<string, tf.Tensor> = {};
      for (const [name, { weights, buffer }] of Object.entries(updated)) {
        updates[`${name}.weights`] = weights;
        updates[`${name}.momentum`] = buffer;
      }
      return { outputs: { gradientNorm }, updates };
    },
  };
}

function decodingCheck(): Blueprint {
  const rows = 3;
  return {
    name: 'check of decoding',
    stores: { cache: [capacity, 2 * width] },
    feeds: {
      queryKeyValue: { shape: [rows, 3 * width], type: 'float32' },
      places: { shape: [rows], type: 'int32' },
      cacheRows: { shape: [rows], type: 'int32' },
      table: { shape: [rows, time], type: 'int32' },
      draws: { shape: [rows, 4], type: 'float32' },
    },
    body: ({ cache, queryKeyValue, places, cacheRows, table, draws }) => {
      const cached = cachedAttention(
        asMatrix(queryKeyValue, rows, 3 * width),
        asMatrix(cache, capacity, 2 * width),
        {
          places: asVector(places),
          cacheRows: asVector(cacheRows),
          table: asMatrix(table, rows, time),
        },
        {
          rows,
          heads,
          keyValueHeads: heads,
          headDim,
          capacity,
          context: time,
          window: 0,
          rotation: rotationTable(time, headDim, rotationFrequencies(headDim, 100)),
        },
      );
      // Drawn from numbers that are given, since a draw from rounded ones may be another.
      const ids = sample(asMatrix(queryKeyValue, rows, 3 * width), asMatrix(draws, rows, 4));
      return { outputs: { mixed: cached.mixed, ids }, updates: { cache: cached.cache } };
    },
  };
}

/** Random numbers of the right shapes; whole ones are small enough for every table. */
function feedsOf(blueprint: Blueprint, random: Random): Feeds {
  const feeds: Feeds = {};
  for (const [name, { shape, type }] of Object.entries(blueprint.feeds)) {
    const length = tf.util.sizeFromShape([...shape]);
    feeds[name] =
      type === 'int32'
        ? Int32Array.from({ length }, () => random.integer(time))
        : Float32Array.from({ length }, () => random.normal());
  }
  if ('hyper' in feeds) feeds.hyper = adamwHyper(settings, 0.01, 1);
  // Each row of the cache is written once.
  if ('cacheRows' in feeds) feeds.cacheRows = Int32Array.of(4, 9, 0);
  if ('draws' in feeds) {
    feeds.draws = drawSettings([
      { temperature: 0, k: 0, p: 1, uniform: 0.5 },
      { temperature: 0.8, k: 0, p: 0.9, uniform: 0.7 },
      { temperature: 1.2, k: 6, p: 1, uniform: 0.6 },
    ]);
  }
  return feeds;
}

/** @throws LabError `engine.kernel` if a result differs from the definition */
export async function requireRightNumbers(machine: Machine): Promise<void> {
  const random = new Random(1, 'self-check');
  for (const blueprint of [trainingCheck(), decodingCheck(), optimizersCheck()]) {
    await requireRightStep(machine, blueprint, random, { tolerance });
  }
}

/**
 * Of a machine that has float16: a step in mixed precision, and one in which the gradient overflows, which
 * must be skipped.
 * @throws LabError `engine.kernel` if a result differs from the definition
 */
export async function requireRightHalf(machine: Machine): Promise<void> {
  const random = new Random(1, 'self-check');
  const blueprint = trainingCheck('mixed');
  for (const scale of [2 ** 10, 2 ** 60]) {
    const lossScale = Float32Array.of(scale, 5);
    await requireRightStep(machine, blueprint, random, { tolerance: halfTolerance, lossScale });
  }
}

async function requireRightStep(
  machine: Machine,
  blueprint: Blueprint,
  random: Random,
  { tolerance: allowed, lossScale }: { tolerance: number; lossScale?: Float32Array },
): Promise<void> {
  const numbers: Record<string, Float32Array> = {};
  const stores: Record<string, Store> = {};
  for (const [name, shape] of Object.entries(blueprint.stores)) {
    const length = tf.util.sizeFromShape([...shape]);
    const isMoment = name.endsWith('Moment');
    numbers[name] = Float32Array.from({ length }, () => (isMoment ? 0 : random.normal() / 3));
    if (name === 'lossScale' && lossScale) numbers[name].set(lossScale);
    stores[name] = machine.store(length);
    stores[name].write(numbers[name]);
  }
  const feeds = feedsOf(blueprint, random);
  const program = traceProgram(blueprint);
  const names = Object.keys(program.outputs);
  const step = machine.compile(blueprint, stores);
  const requireClose = requireWithin(allowed, blueprint.name);
  try {
    const actual = await step.run(feeds, names);
    const expected = runReference(program, { stores: numbers, feeds });
    for (const name of names) requireClose(name, actual[name], expected[name]);
    for (const [name, store] of Object.entries(stores)) {
      requireClose(name, await store.read(), numbers[name]);
    }
  } finally {
    step.dispose();
    Object.values(stores).forEach((store) => store.dispose());
  }
}

const requireWithin =
  (allowed: number, operation: string) =>
  (what: string, actual: ArrayLike<number>, expected: ArrayLike<number>): void => {
    let scale = 1e-6;
    let difference = 0;
    for (let index = 0; index < expected.length; index++) {
      scale = Math.max(scale, Math.abs(expected[index]));
      // NaN must not pass for a small difference.
      const distance = Math.abs(actual[index] - expected[index]);
      difference = distance <= difference ? difference : distance;
    }
    if (!(difference <= allowed * scale)) {
      const share = (difference / scale).toPrecision(2);
      throw new LabError('engine.kernel', { operation, reason: `${what} is off by ${share}` });
    }
  };

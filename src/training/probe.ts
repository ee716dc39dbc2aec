/**
 * @file What becomes of a few held-out examples inside a model: mean and spread of its activations, and
 * units of the feed-forward layers that are saturated or dead. Always computed in float32.
 */
import { feedForwardWidthOf, type FeedForwardActivation } from '../models/block';
import { architectureOf, type ModelConfig } from '../models/config';
import { parameterLayout } from '../models/layout';
import type { Blueprint, Results } from '../tensor/machine';
import { unpack } from '../tensor/ops/pack';
import { predictionsOf } from './loss';
import type { Batch, BatchField } from './objectives/objective';
import { batchShapes, batchTensors } from './steps';

/** Over all numbers at all tokens of the probe. */
export interface ActivationStatistics {
  /** As the boxes of `modelDiagram`: `embedding.sum`, `layers.0.feedForward.hidden`. */
  place: string;
  mean: number;
  /** Standard deviation. */
  deviation: number;
  /** Of the units of a feed-forward layer, else null. */
  units: UnitStatistics | null;
}

export interface UnitStatistics {
  /** Share of the activations in which the activation function is saturated (`saturatedUpTo`). */
  saturated: number;
  /** Share of the units that are so at every token of the probe. */
  dead: number;
}

/**
 * Arguments at which the slope of an activation is 0, or within 0.013 of it from there down: a unit
 * learns next to nothing from such a token.
 */
export const saturatedUpTo: Readonly<Record<FeedForwardActivation, number>> = {
  relu: 0,
  gelu: -3,
  geluErf: -3,
  silu: -6,
};

/** Numbers that are read back at most, unless one example has more. */
const mostNumbers = 2 ** 19;
const mostExamples = 16;

/** What is watched at a place: its values, and, of units, what goes into the activation function. */
interface Place {
  place: string;
  argument: string | null;
}

function placesOf(config: ModelConfig): Place[] {
  const { layers, experts } = config;
  const prefixes = architectureOf(config) === 'encoder-decoder' ? ['encoder.', ''] : [''];
  return prefixes.flatMap((prefix) => [
    { place: `${prefix}embedding.sum`, argument: null },
    ...Array.from({ length: layers }, (_, layer) => `${prefix}layers.${layer}`).flatMap((name) => {
      const matrices = `${name}.feedForward${experts ? '.shared' : ''}`;
      const hasUnits = !experts || experts.shared;
      return [
        { place: `${name}.attention.sum`, argument: null },
        ...(hasUnits ? [{ place: `${matrices}.hidden`, argument: `${matrices}.up` }] : []),
        { place: `${name}.feedForward.sum`, argument: null },
      ];
    }),
  ]);
}

const namesOf = (config: ModelConfig) =>
  placesOf(config).flatMap(({ place, argument }) => (argument ? [place, argument] : [place]));

/** How many examples a probe takes: enough tokens to tell, and not too much to read. */
export function probeExamples(config: ModelConfig): number {
  const { contextLength, width, layers, gated } = config;
  const hidden = feedForwardWidthOf(config);
  const perToken = width + layers * (2 * width + hidden * (gated ? 3 : 2));
  const fitting = Math.floor(mostNumbers / (contextLength * perToken));
  return Math.min(mostExamples, Math.max(1, fitting));
}

/** Store: weights. Feeds: those of batch 0 (`batchFeed`). Outputs: what `activationsOf` needs. */
export function probeStep(
  config: ModelConfig,
  examples: number,
  fields: readonly BatchField[],
): Blueprint {
  const layout = parameterLayout(config);
  const names = new Set(namesOf(config));
  return {
    name: 'probe',
    stores: { weights: [layout.size] },
    feeds: batchShapes(config, examples, fields, 0),
    body: (tensors) => {
      const outputs: Results['outputs'] = {};
      predictionsOf(
        config,
        unpack(tensors.weights, layout),
        batchTensors(config, tensors, fields, 0),
        {
          watch: (name, value) => {
            if (names.has(name)) outputs[name] = value;
          },
        },
      );
      return { outputs };
    },
  };
}

/** Names of the outputs of `probeStep`. */
export const probeOutputs = namesOf;

/**
 * @param outputs of `probeStep`, `[examples·contextLength, columns]` each
 * @param batch the examples; what is padding in it does not count
 */
export function activationsOf(
  config: ModelConfig,
  outputs: Record<string, Float32Array>,
  batch: Batch,
): ActivationStatistics[] {
  const { activation, gated } = config;
  const own = placesThatCount(batch.inputs.length, config, lengthsOf(batch, config));
  const source =
    batch.sourceLengths && placesThatCount(batch.inputs.length, config, batch.sourceLengths);
  return placesOf(config).map(({ place, argument }) => {
    const rows = place.startsWith('encoder.') ? (source ?? own) : own;
    const spread = spreadOf(outputs[place], rows);
    if (argument === null) return { place, ...spread, units: null };
    const units = unitsOf(outputs[argument], rows, saturatedUpTo[activation], gated ? 2 : 1);
    return { place, ...spread, units };
  });
}

/** Tokens of each example; padding that is not told of begins after the last that is learned. */
function lengthsOf({ lengths, targets }: Batch, { contextLength }: ModelConfig): Int32Array {
  if (lengths) return lengths;
  const rows = targets.length / contextLength;
  return Int32Array.from({ length: rows }, (_, row) => {
    const start = row * contextLength;
    const last = targets.subarray(start, start + contextLength).findLastIndex((id) => id >= 0);
    return last < 0 ? contextLength : last + 1;
  });
}

function placesThatCount(
  places: number,
  { contextLength }: ModelConfig,
  lengths: Int32Array,
): boolean[] {
  return Array.from(
    { length: places },
    (_, at) => at % contextLength < lengths[Math.floor(at / contextLength)],
  );
}

/** @param rows which of the rows of `values` count */
function spreadOf(values: Float32Array, rows: readonly boolean[]) {
  const columns = values.length / rows.length;
  let [count, sum, squares] = [0, 0, 0];
  rows.forEach((counts, row) => {
    if (!counts) return;
    count += columns;
    for (let at = row * columns; at < (row + 1) * columns; at++) {
      sum += values[at];
      squares += values[at] ** 2;
    }
  });
  const mean = sum / count;
  return { mean, deviation: Math.sqrt(Math.max(0, squares / count - mean ** 2)) };
}

/** @param share of the columns that go through the activation function: 1 all, 2 the first half */
function unitsOf(
  values: Float32Array,
  rows: readonly boolean[],
  limit: number,
  share: 1 | 2,
): UnitStatistics {
  const columns = values.length / rows.length;
  const units = columns / share;
  const isAlive = new Uint8Array(units);
  let [count, saturated] = [0, 0];
  rows.forEach((counts, row) => {
    if (!counts) return;
    count += units;
    for (let unit = 0; unit < units; unit++) {
      if (values[row * columns + unit] <= limit) saturated += 1;
      else isAlive[unit] = 1;
    }
  });
  const alive = isAlive.reduce((sum, one) => sum + one, 0);
  return { saturated: saturated / count, dead: 1 - alive / units };
}

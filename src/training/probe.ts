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
  /** Share of the units that are so at every token of the probe, or of an expert at all that it is given. */
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

/** What is watched at a place. */
interface Place {
  place: string;
  /** Of units, what goes into the activation function. */
  argument: string | null;
  /** Of experts, the tokens in their rows, which are slots. */
  slots: string | null;
}

function placesOf(config: ModelConfig): Place[] {
  const { layers, experts } = config;
  const prefixes = architectureOf(config) === 'encoder-decoder' ? ['encoder.', ''] : [''];
  const sum = (name: string): Place => ({ place: `${name}.sum`, argument: null, slots: null });
  const units = (name: string, slots: string | null = null): Place => ({
    place: `${name}.hidden`,
    argument: `${name}.up`,
    slots,
  });
  return prefixes.flatMap((prefix) => [
    sum(`${prefix}embedding`),
    ...Array.from({ length: layers }, (_, layer) => `${prefix}layers.${layer}`).flatMap((name) => {
      const layer = `${name}.feedForward`;
      return [
        sum(`${name}.attention`),
        ...(experts ? [units(`${layer}.experts`, `${layer}.experts.slots`)] : [units(layer)]),
        ...(experts?.shared ? [units(`${layer}.shared`)] : []),
        sum(layer),
      ];
    }),
  ]);
}

const namesOf = (config: ModelConfig) =>
  placesOf(config).flatMap(({ place, argument, slots }) =>
    [place, argument, slots].filter((name) => name !== null),
  );

/** How many examples a probe takes: enough tokens to tell, and not too much to read. */
export function probeExamples(config: ModelConfig): number {
  const { contextLength, width, layers, gated, experts } = config;
  // Each expert has a slot for every token, and there may be one more that has none.
  const hidden = feedForwardWidthOf(config) * (experts ? experts.count + 1 : 1);
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
  const { activation, gated, experts } = config;
  const own = placesThatCount(batch.inputs.length, config, lengthsOf(batch, config));
  const source =
    batch.sourceLengths && placesThatCount(batch.inputs.length, config, batch.sourceLengths);
  return placesOf(config).map(({ place, argument, slots }) => {
    const tokens = place.startsWith('encoder.') ? (source ?? own) : own;
    const rows =
      experts && slots ? slotsThatCount(outputs[slots], tokens, experts.perToken) : tokens;
    const spread = spreadOf(outputs[place], rows);
    if (argument === null) return { place, ...spread, units: null };
    const groups = experts && slots ? experts.count : 1;
    const shape = { groups, share: gated ? 2 : 1 } as const;
    const units = unitsOf(outputs[argument], rows, saturatedUpTo[activation], shape);
    return { place, ...spread, units };
  });
}

/** @param slots numbers of choices, see the operation `routing`; −1: none */
const slotsThatCount = (slots: Float32Array, tokens: readonly boolean[], perToken: number) =>
  Array.from(slots, (choice) => choice >= 0 && tokens[Math.floor(choice / perToken)]);

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

interface UnitShape {
  /** The rows are so many stretches of equal length, each of units of its own. */
  groups: number;
  /** Of the columns that go through the activation function: 1 all, 2 the first half. */
  share: 1 | 2;
}

function unitsOf(
  values: Float32Array,
  rows: readonly boolean[],
  limit: number,
  { groups, share }: UnitShape,
): UnitStatistics {
  const columns = values.length / rows.length;
  const units = columns / share;
  const isAlive = new Uint8Array(groups * units);
  let [count, saturated] = [0, 0];
  rows.forEach((counts, row) => {
    if (!counts) return;
    count += units;
    const first = Math.floor((row * groups) / rows.length) * units;
    for (let unit = 0; unit < units; unit++) {
      if (values[row * columns + unit] <= limit) saturated += 1;
      else isAlive[first + unit] = 1;
    }
  });
  const alive = isAlive.reduce((sum, one) => sum + one, 0);
  return { saturated: saturated / count, dead: 1 - alive / isAlive.length };
}

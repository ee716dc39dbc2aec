/**
 * @file The values of a box of `modelDiagram` for a text, and of the boxes that it reads. Most are
 * recorded where the model runs. Some never exist there, because an operation keeps them to itself
 * (the scores inside of attention): those are computed again, in plain numbers, from what is recorded.
 */
import type { NamedArrays } from '../base/arrays';
import { clippedDistance, clippingOf } from '../tensor/clipped-distance';
import { elementsOfPair } from '../tensor/rotary';
import { activated } from './activated';
import { headDimOf, keyValueHeadsOf } from './block';
import { usualReach, type ModelConfig } from './config';
import { modelDiagram, outputOf, type Box } from './diagram';
import type { LanguageModel } from './model';
import { sizeOf } from './parameters';
import { rotationOf } from './rotary';
import { partsOf } from './source-and-target';

export interface BoxValue {
  shape: readonly number[];
  /** −∞ where the mask is. */
  data: Float32Array;
}

export interface BoxValues {
  /** Of the operation that gives what the box gives. */
  box: Box;
  /** Tokens that the decoder (or the only stack) reads, and those of a source. */
  ids: readonly number[];
  sourceIds: readonly number[];
  value: BoxValue;
  /** Of each of its inputs, in their order. */
  inputs: BoxValue[];
  /** That it uses, own and shared. */
  parameters: NamedArrays;
}

/**
 * @param name of a box; without such a box, of the whole model
 * @throws LabError `model.*`
 */
export async function boxValues(
  model: Pick<LanguageModel, 'config' | 'watchValues' | 'arrays'>,
  ids: readonly number[],
  name: string,
): Promise<BoxValues> {
  const { config } = model;
  const parts = partsOf(config, ids);
  const lengths = { time: parts.target.length, sourceTime: parts.source.length };
  const root = modelDiagram(config, lengths);
  const boxes = new Map<string, Box>();
  const add = (box: Box) => {
    boxes.set(box.name, box);
    box.inner.forEach(add);
  };
  add(root);
  const boxOf = (wanted: string) => outputOf(boxes.get(wanted) ?? root);
  const box = boxOf(name);
  const reads = box.inputs.map(({ from }) => boxOf(from));
  const watched = new Set<string>();
  const collect = (wanted: Box) => {
    if (isRecorded(wanted)) watched.add(wanted.name);
    else wanted.inputs.forEach(({ from }) => collect(boxOf(from)));
  };
  [box, ...reads].forEach(collect);
  const recorded = watched.size > 0 ? await model.watchValues(ids, [...watched].sort()) : {};
  const valueOf = (wanted: Box): BoxValue => {
    const shape = wanted.shape.map(({ size }) => size);
    if (wanted.kind === 'tokens') {
      const tokens = wanted.name === 'tokens' ? parts.target : parts.source;
      return { shape, data: Float32Array.from(tokens) };
    }
    if (isRecorded(wanted)) return cropped(recorded[wanted.name], shape, wanted.kind);
    const inputs = wanted.inputs.map(({ from }) => valueOf(boxOf(from)));
    return { shape, data: computedAgain(config, wanted, shape, inputs) };
  };
  const used = [...box.parameters.map((parameter) => parameter.name), ...box.shared];
  const arrays = used.length > 0 ? await model.arrays() : {};
  return {
    box,
    ids: parts.target,
    sourceIds: parts.source,
    value: valueOf(box),
    inputs: reads.map(valueOf),
    parameters: Object.fromEntries(used.map((parameter) => [parameter, arrays[parameter]])),
  };
}

function isRecorded({ kind }: Box): boolean {
  switch (kind) {
    case 'tokens':
    case 'queries':
    case 'keys':
    case 'values':
    case 'scores':
    case 'mask':
    case 'gate':
      return false;
    default:
      return true;
  }
}

/** The part of a value over the full context that belongs to the text. */
function cropped(
  { shape, data }: NamedArrays[string],
  wanted: readonly number[],
  kind: Box['kind'],
): BoxValue {
  // A batch of one comes before.
  const from = shape.slice(shape.length - wanted.length);
  // Distances are counted from the middle.
  const first = kind === 'distances' ? (from[0] - wanted[0]) / 2 : 0;
  const result = new Float32Array(sizeOf(wanted));
  const row = wanted[wanted.length - 1];
  for (let start = 0; start < result.length; start += row) {
    let rest = start / row;
    let place = 0;
    let stride = from[from.length - 1];
    for (let axis = wanted.length - 2; axis >= 0; axis--) {
      place += ((rest % wanted[axis]) + (axis === 0 ? first : 0)) * stride;
      rest = Math.floor(rest / wanted[axis]);
      stride *= from[axis];
    }
    result.set(data.subarray(place, place + row), start);
  }
  return { shape: wanted, data: result };
}

function computedAgain(
  config: ModelConfig,
  box: Box,
  shape: readonly number[],
  inputs: readonly BoxValue[],
): Float32Array {
  const [given] = inputs;
  switch (box.kind) {
    case 'queries':
    case 'keys':
    case 'values':
      return vectorsOfHeads(config, box, shape, given);
    case 'scores':
      return scores(config, shape, inputs);
    case 'mask':
      return given.data.map((score, index) => {
        const [query, key] = [Math.floor(index / shape[2]) % shape[1], index % shape[2]];
        const { window } = config;
        return key > query || (window > 0 && query - key >= window) ? -Infinity : score;
      });
    default:
      return Float32Array.from({ length: sizeOf(shape) }, (_, index) => {
        const [row, column] = [Math.floor(index / shape[1]), index % shape[1]];
        return activated(given.data[row * given.shape[1] + column], config.activation);
      });
  }
}

/** One vector for each head and token; queries and keys turned where the model has RoPE. */
function vectorsOfHeads(
  config: ModelConfig,
  { kind, name }: Box,
  [heads, time, headDim]: readonly number[],
  { shape: [, columns], data }: BoxValue,
): Float32Array {
  const isCross = name.includes('.crossAttention.');
  const before = {
    queries: 0,
    keys: isCross ? 0 : config.heads,
    values: (isCross ? 0 : config.heads) + keyValueHeadsOf(config),
  };
  const first = kind === 'keys' || kind === 'values' ? before[kind] : 0;
  const result = new Float32Array(heads * time * headDim);
  for (let head = 0; head < heads; head++) {
    for (let place = 0; place < time; place++) {
      const from = place * columns + (first + head) * headDim;
      const to = (head * time + place) * headDim;
      result.set(data.subarray(from, from + headDim), to);
      if (config.positions === 'rope' && !isCross && kind !== 'values') {
        turn(config, result.subarray(to, to + headDim), place);
      }
    }
  }
  return result;
}

function turn(config: ModelConfig, vector: Float32Array, place: number): void {
  const { pairs, frequencies, gain } = rotationOf(config);
  frequencies.forEach((frequency, pair) => {
    const [first, second] = elementsOfPair(pairs, headDimOf(config), pair);
    const [cos, sin] = [Math.cos(place * frequency), Math.sin(place * frequency)];
    const [a, b] = [vector[first], vector[second]];
    vector[first] = gain * (a * cos - b * sin);
    vector[second] = gain * (b * cos + a * sin);
  });
}

/** The vector of a distance, where positions are Shaw's; else undefined. */
export function vectorOf(
  { positions, relativeReach: reach = usualReach }: ModelConfig,
  { shape: [count, headDim], data }: BoxValue,
  distance: number,
): Float32Array | undefined {
  if (positions !== 'shaw') return undefined;
  const row = clippedDistance(distance, clippingOf(reach, count === reach + 1));
  return data.subarray(row * headDim, (row + 1) * headDim);
}

function scores(
  config: ModelConfig,
  [heads, time, keyTime]: readonly number[],
  [query, key, third]: readonly BoxValue[],
): Float32Array {
  const { scoreCap } = config;
  const [, , headDim] = query.shape;
  const result = new Float32Array(heads * time * keyTime);
  for (let index = 0; index < result.length; index++) {
    const at = index % keyTime;
    const place = Math.floor(index / keyTime) % time;
    const head = Math.floor(index / (keyTime * time));
    const from = (head * time + place) * headDim;
    const keyHead = Math.floor((head * key.shape[0]) / heads);
    const to = (keyHead * keyTime + at) * headDim;
    let sum = 0;
    const distance = third && vectorOf(config, third, at - place);
    for (let i = 0; i < headDim; i++) {
      sum += query.data[from + i] * (key.data[to + i] + (distance?.[i] ?? 0));
    }
    const scaled = sum / Math.sqrt(headDim);
    result[index] = scoreCap > 0 ? scoreCap * Math.tanh(scaled / scoreCap) : scaled;
    if (third && !distance) result[index] += third.data[(at - place + time - 1) * heads + head];
  }
  return result;
}

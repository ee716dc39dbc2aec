/**
 * @file Attention in TensorFlow.js's own operations against its traced program: results, probabilities
 * and every gradient, for each option that the model does not use itself.
 */
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, expect, it } from 'vitest';
import { Random } from '../../base/random';
import type { Blueprint, Feeds, Machine } from '../machine';
import type { AttentionMask } from '../program/operations/attention';
import { ReferenceMachine } from '../program/reference-machine';
import { rotationFrequencies, type RotaryPairs } from '../rotary';
import { asMatrix, asRank4, asVector } from '../shapes';
import { StockMachine } from '../stock/machine';
import {
  attention,
  attentionProbabilities,
  crossAttention,
  crossAttentionProbabilities,
} from './attention';
import { attentionOfPairs } from './attention-of-pairs';
import { rotationTable } from './rope';

const batch = 2;
const time = 5;
const heads = 4;
const keyValueHeads = 2;
const headDim = 4;
const width = heads * headDim;
const keyValueWidth = 2 * keyValueHeads * headDim;
const keyTime = 7;
const shape = { batch, time, heads, keyValueHeads, headDim };

beforeAll(async () => {
  await tf.setBackend('cpu');
});

type Tensors = Record<string, tf.Tensor>;

/** Numbers for each feed; whole ones are given. */
function feedsOf(floats: Record<string, number>, integers: Record<string, number[]>): Feeds {
  const random = new Random(4, 'attention');
  const feeds: Feeds = {};
  for (const [name, length] of Object.entries(floats)) {
    feeds[name] = Float32Array.from({ length }, () => random.normal());
  }
  for (const [name, data] of Object.entries(integers)) feeds[name] = Int32Array.from(data);
  return feeds;
}

/** The results of `attend`, and the gradients of its first result by the float feeds. */
function blueprint(feeds: Feeds, attend: (tensors: Tensors) => tf.Tensor2D[]): Blueprint {
  const names = Object.keys(feeds).filter((name) => feeds[name] instanceof Float32Array);
  const learned = names.filter((name) => name !== 'gradient');
  return {
    name: 'attention',
    stores: {},
    feeds: Object.fromEntries(
      Object.entries(feeds).map(([name, { length }]) => [
        name,
        { shape: [length], type: names.includes(name) ? 'float32' : 'int32' },
      ]),
    ),
    body: (tensors) => {
      const [y, probabilities] = attend(tensors);
      const gradients = tf.grads((...given: tf.Tensor[]) => {
        const inputs = Object.fromEntries(learned.map((name, index) => [name, given[index]]));
        return attend({ ...tensors, ...inputs })[0];
      })(
        learned.map((name) => tensors[name]),
        asMatrix(tensors.gradient, batch * time, width),
      );
      const outputs: Tensors = { y, probabilities };
      learned.forEach((name, index) => (outputs[`gradient of ${name}`] = gradients[index]));
      return { outputs };
    },
  };
}

async function resultsOf(machine: Machine, print: Blueprint, feeds: Feeds) {
  const learned = Object.keys(feeds).filter(
    (name) => feeds[name] instanceof Float32Array && name !== 'gradient',
  );
  const step = machine.compile(print, {});
  const names = ['y', 'probabilities', ...learned.map((name) => `gradient of ${name}`)];
  const results = await step.run(feeds, names);
  step.dispose();
  return results;
}

async function expectSame(feeds: Feeds, attend: (tensors: Tensors) => tf.Tensor2D[]) {
  const print = blueprint(feeds, attend);
  const before = tf.memory().numTensors;
  const stock = await resultsOf(new StockMachine(), print, feeds);
  const traced = await resultsOf(new ReferenceMachine(), print, feeds);
  expect(tf.memory().numTensors).toBe(before);
  expect(Object.keys(stock)).toEqual(Object.keys(traced));
  for (const [name, numbers] of Object.entries(stock)) {
    expect(numbers.length, name).toBe(traced[name].length);
    numbers.forEach((value, at) =>
      expect(value, `${name}[${at}]`).toBeCloseTo(traced[name][at], 4),
    );
  }
  return stock;
}

const flat = (probabilities: tf.Tensor4D, keys: number) =>
  asMatrix(probabilities, batch * heads * time, keys);

it.each<[AttentionMask, RotaryPairs?]>([
  [{ causal: true, window: 0 }],
  [{ causal: true, window: 2 }],
  [
    { causal: true, window: 0 },
    { order: 'interleaved', channels: 4 },
  ],
  [
    { causal: true, window: 0 },
    { order: 'half', channels: 2 },
  ],
])('a bias by distance, prefixes and padding (%o, rotation of %o)', async (mask, rotary) => {
  const feeds = feedsOf(
    {
      queryKeyValue: batch * time * (width + keyValueWidth),
      distanceBias: (2 * time - 1) * heads,
      gradient: batch * time * width,
    },
    { prefixes: [3, 2], keyLengths: [4, 0] },
  );
  const { y, probabilities } = await expectSame(feeds, (tensors) => {
    const options = {
      ...{ ...shape, mask, rotary },
      rotation: rotationTable(time, headDim, rotationFrequencies(rotary?.channels ?? headDim, 100)),
      distanceBias: asMatrix(tensors.distanceBias, 2 * time - 1, heads),
      prefixes: asVector(tensors.prefixes),
      keyLengths: asVector(tensors.keyLengths),
    };
    const packed = asMatrix(tensors.queryKeyValue, batch * time, width + keyValueWidth);
    return [attention(packed, options), flat(attentionProbabilities(packed, options), time)];
  });
  // The second sequence has no keys.
  expect(y.subarray(time * width).every((value) => value === 0)).toBe(true);
  // The first query sees the prefix and nothing else.
  const [first, second, third, ...others] = probabilities.subarray(0, time);
  expect(first + second + third).toBeCloseTo(1, 6);
  expect(Math.min(first, second, third)).toBeGreaterThan(0);
  expect(others.every((value) => value === 0)).toBe(true);
});

it.each([[[6, 2]], [null]])('one sequence on another, keys %o', async (lengths) => {
  const feeds = feedsOf(
    {
      query: batch * time * width,
      keyValue: batch * keyTime * keyValueWidth,
      gradient: batch * time * width,
    },
    lengths ? { keyLengths: lengths } : {},
  );
  const { probabilities } = await expectSame(feeds, ({ query, keyValue, keyLengths }) => {
    const options = { ...shape, keyTime, keyLengths: lengths && asVector(keyLengths) };
    const queries = asMatrix(query, batch * time, width);
    const keys = asMatrix(keyValue, batch * keyTime, keyValueWidth);
    return [
      crossAttention(queries, keys, options),
      flat(crossAttentionProbabilities(queries, keys, options), keyTime),
    ];
  });
  for (let query = 0; query < batch * heads * time; query++) {
    const row = probabilities.subarray(query * keyTime, (query + 1) * keyTime);
    expect(row.reduce((sum, value) => sum + value)).toBeCloseTo(1, 5);
    const seen = lengths?.[Math.floor(query / (heads * time))] ?? keyTime;
    expect(row.filter((value) => value > 0).length).toBe(seen);
  }
});

it.each([true, false])('chosen pairs of one sequence and another (a sink: %o)', async (hasSink) => {
  const feeds = feedsOf(
    {
      ...{ probabilities: batch * heads * time * keyTime, seen: heads * time * keyTime },
      keyValue: batch * keyTime * keyValueWidth,
    },
    {},
  );
  // Shares of rows that sum to less than 1; of the first query, no key is seen.
  feeds.probabilities.forEach((value, at) => (feeds.probabilities[at] = Math.abs(value) / 20));
  feeds.seen.forEach((value, at) => (feeds.seen[at] = at >= keyTime && value > 0 ? 1 : 0));
  const print: Blueprint = {
    name: 'pairs',
    stores: {},
    feeds: Object.fromEntries(
      Object.entries(feeds).map(([name, { length }]) => [
        name,
        { shape: [length], type: 'float32' },
      ]),
    ),
    body: ({ probabilities, keyValue, seen }) => ({
      outputs: {
        y: attentionOfPairs(
          asMatrix(keyValue, batch * keyTime, keyValueWidth),
          asRank4(probabilities, [batch, heads, time, keyTime]),
          asMatrix(seen, heads * time, keyTime),
          { ...shape, sinks: hasSink ? tf.zeros<tf.Rank.R1>([heads]) : null },
        ),
      },
    }),
  };
  const [stock, traced] = await Promise.all(
    [new StockMachine(), new ReferenceMachine()].map((machine) =>
      machine.compile(print, {}).run(feeds, ['y']),
    ),
  );
  expect(stock.y.length).toBe(batch * time * width);
  stock.y.forEach((value, at) => expect(value).toBeCloseTo(traced.y[at], 5));
  expect([...stock.y.subarray(0, headDim)]).toEqual([0, 0, 0, 0]);
});

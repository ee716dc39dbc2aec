/**
 * @file Costs, counted by hand.
 */
import { describe, expect, it } from 'vitest';
import { costOf } from './cost';
import type { Operation } from './operation';
import { shapesOf } from './operation-shapes';
import type { Program } from './program';
import { singleOperation } from './single';
import { operationCases } from './testing';
import { plainAttention, plainMatmul } from './testing-plain';

/** The one node of a program with all operands but the absent ones. */
function nodeOf(operation: Operation, absent: string[] = []): Program['nodes'][0] {
  const { inputs, outputs } = shapesOf(operation);
  const present = (side: string, shapes: typeof inputs) =>
    Object.entries(shapes).filter(([name]) => !absent.includes(`${side}.${name}`));
  const { nodes } = singleOperation(
    operation,
    Object.fromEntries(present('inputs', inputs)),
    Object.fromEntries(present('outputs', outputs).map(([name, { size }]) => [name, size])),
  );
  return nodes[0];
}

describe('costs, counted by hand', () => {
  const mask = { causal: true, window: 0 };
  // 5 · 6 / 2 = 15 pairs in each of 2 · 4 heads; (4 + 2) · 6 columns of 10 rows are turned.
  const pairs = 2 * 4 * 15;
  const turned = 3 * 10 * 36;
  const cached = {
    rows: 3,
    heads: 4,
    keyValueHeads: 2,
    headDim: 6,
    capacity: 10,
    context: 8,
    window: 0,
  };
  const adamw = {
    kind: 'adamw',
    size: 100,
    parts: 4,
    decayed: 60,
    betas: [0.9, 0.99],
    epsilon: 1e-8,
    weightDecay: 0.1,
    gradientClip: 1,
  } as const;

  const plain = ['inputs.unscale'];
  const unlimited = ['inputs.prefixes', 'inputs.keyLengths', 'inputs.sinks'];
  const update = { size: 100, parts: 4, decayed: 60, weightDecay: 0.1, gradientClip: 1 };
  const runs = [{ offset: 3, count: 2, step: 30, rows: 2, columns: 4, beside: 3 }];
  const groups = [
    { count: 2, m: 3, n: 5, k: 4 },
    { count: 1, m: 2, n: 3, k: 1 },
  ];

  const cases: [operation: Operation, absent: string[], flops: number, numbers: number][] = [
    // 7 rows of 3 numbers of the table, as many of the result, 7 ids; with positions 7 sums each.
    [
      { kind: 'embedding', rows: 7, width: 3, vocabulary: 50, time: 4 },
      ['inputs.positions', 'inputs.places'],
      0,
      21 + 21 + 7,
    ],
    [
      { kind: 'embedding', rows: 7, width: 3, vocabulary: 5, time: 4 },
      ['inputs.places'],
      21,
      15 + 12 + 21 + 7,
    ],
    [{ kind: 'embeddingGradient', rows: 7, width: 3, vocabulary: 5 }, [], 21, 21 + 7 + 15],
    [{ kind: 'positionGradient', rows: 8, width: 3, time: 4, positions: 6 }, [], 24, 24 + 18],
    [{ kind: 'norm', norm: 'layer', rows: 3, width: 7 }, [], 3 * (7 * 7 + 5), 21 + 7 + 7 + 21 + 6],
    // 3 of 4 rows are normalised.
    [
      { kind: 'norm', norm: 'rms', rows: 8, width: 7, heads: { queries: 2, keys: 1, values: 1 } },
      [],
      6 * (4 * 7 + 4),
      56 + 14 + 56 + 16,
    ],
    [
      { kind: 'normGradient', norm: 'rms', rows: 3, width: 7 },
      ['inputs.addend'],
      3 * (7 * 7 + 1),
      21 + 21 + 7 + 6 + 21,
    ],
    [
      { kind: 'normParameterGradient', norm: 'layer', rows: 3, width: 7 },
      [],
      21 * 5,
      21 + 21 + 6 + 7 + 7,
    ],
    [
      { kind: 'normParameterGradient', norm: 'rms', rows: 3, width: 7 },
      ['outputs.bias'],
      21 * 3,
      21 + 21 + 6 + 7,
    ],
    [
      plainMatmul,
      ['inputs.bias', 'inputs.residual', 'outputs.before'],
      2 * 5 * 4 * 3,
      15 + 12 + 20,
    ],
    [
      { ...plainMatmul, transposeA: true },
      ['inputs.bias', 'inputs.residual', 'outputs.before'],
      120 + 12,
      15 + 12 + 20 + 4,
    ],
    [
      { ...plainMatmul, activation: 'silu' },
      ['inputs.residual'],
      120 + 20 + 80,
      15 + 12 + 4 + 20 + 20,
    ],
    [{ kind: 'activation', activation: 'relu', size: 9 }, [], 9, 18],
    [{ kind: 'activationGradient', activation: 'silu', size: 9 }, [], 72, 27],
    [
      { kind: 'attention', ...plainAttention, mask },
      ['inputs.distanceBias', ...unlimited],
      pairs * 29 + 40 * 8 + turned,
      10 * 48 + 30 + 240 + 40,
    ],
    // 5 of the 9 distances are seen.
    [
      { kind: 'attention', ...plainAttention, mask },
      ['inputs.rotation', ...unlimited],
      pairs * 30 + 40 * 8,
      10 * 48 + 5 * 4 + 240 + 40,
    ],
    [
      { kind: 'attention', ...plainAttention, dropout: 0.5, mask },
      ['inputs.rotation', 'inputs.distanceBias', ...unlimited],
      pairs * 30 + 40 * 8,
      10 * 48 + 1 + 240 + 40,
    ],
    [
      { kind: 'attentionGradient', ...plainAttention, mask },
      ['inputs.distanceBias', 'outputs.distanceBias', ...unlimited],
      pairs * 66 + 40 * 12 + 2 * turned,
      240 + 240 + 40 + 480 + 30 + 480 + 40,
    ],
    [
      { kind: 'attentionGradient', ...plainAttention, mask },
      ['inputs.rotation', ...unlimited],
      pairs * 68 + 40 * 12,
      240 + 240 + 40 + 480 + 20 + 480 + 40 + 36,
    ],
    [
      { kind: 'attentionProbabilities', ...plainAttention, mask },
      ['inputs.rotation', 'inputs.distanceBias', ...unlimited],
      pairs * 18,
      360 + 200,
    ],
    [
      { kind: 'attentionGradient', ...plainAttention, scoreCap: 2, mask },
      ['inputs.rotation', ...unlimited],
      pairs * 78 + 40 * 12,
      240 + 240 + 40 + 480 + 20 + 480 + 40 + 36,
    ],
    [
      { kind: 'attentionProbabilities', ...plainAttention, scoreCap: 2, mask },
      ['inputs.rotation', 'inputs.distanceBias', 'inputs.prefixes', 'inputs.keyLengths'],
      pairs * 25 + 40 * 4,
      360 + 200 + 4,
    ],
    [{ kind: 'sinkGradient', batch: 2, time: 5, heads: 4 }, [], 40 * 4, 4 + 40 + 40 + 4],
    // 5 queries of each sequence see all of 7 keys, but for padding.
    [
      {
        kind: 'attention',
        ...plainAttention,
        keyTime: 7,
        mask: { causal: false, window: 0 },
      },
      ['inputs.sinks'],
      2 * 4 * 35 * 29 + 40 * 8,
      240 + 2 * 7 * 24 + 2 + 240 + 40,
    ],
    // Keys and values of 3 rows go to the cache.
    [{ kind: 'cacheWrite', ...cached }, [], 3 * 36, 72 + 3 + 3 + 18 + 72],
    // Each of 3 · 4 queries sees 8 keys; there are 10 rows of the cache to be read.
    [
      { kind: 'cachedAttention', ...cached },
      ['inputs.rotation', 'inputs.distanceBias', 'inputs.sinks', 'inputs.prefixes'],
      12 * (8 * 29 + 6),
      72 + 3 + 24 + 240 + 72,
    ],
    [
      { kind: 'cachedAttention', ...cached, scoreCap: 9 },
      ['inputs.rotation', 'inputs.distanceBias', 'inputs.prefixes'],
      12 * (8 * 36 + 6 + 4),
      72 + 3 + 24 + 240 + 72 + 4,
    ],
    [
      { kind: 'cachedAttention', ...cached, window: 2 },
      ['inputs.rotation', 'inputs.sinks', 'inputs.prefixes'],
      12 * (2 * 30 + 6),
      72 + 3 + 6 + 2 * 4 + 6 * 24 + 72,
    ],
    [
      { kind: 'crossEntropy', rows: 4, vocabulary: 9 },
      ['outputs.gradient', 'inputs.factor'],
      4 * (36 + 4) + 1,
      36 + 4 + 1 + 4,
    ],
    [{ kind: 'gatedActivation', activation: 'silu', rows: 3, width: 4 }, [], 60, 36],
    [{ kind: 'gatedActivationGradient', activation: 'silu', rows: 3, width: 4 }, [], 168, 60],
    [{ kind: 'softCap', cap: 2, size: 9 }, [], 63, 18],
    [{ kind: 'softCapGradient', cap: 2, size: 9 }, [], 36, 27],
    [{ kind: 'add', size: 9 }, [], 9, 27],
    [{ kind: 'scale', size: 9 }, [], 9, 19],
    [{ kind: 'dropout', rate: 0.5, site: 0, size: 9 }, [], 9, 19],
    [{ kind: 'copy', size: 9 }, [], 0, 18],
    [{ kind: 'sumOfSquares', size: 9, parts: 2 }, [], 18, 11],
    // The state is read and written.
    [{ kind: 'lossScaling', parts: 4, interval: 9, least: 1, most: 9 }, [], 7, 4 + 2 + 2 + 1],
    // Three vectors read and written, the gradient, 4 parts, 3 rates, the norm.
    [adamw, plain, 1500 + 60 + 4 + 1 + 3 + 2, 700 + 4 + 3 + 1],
    [adamw, [], 1500 + 60 + 4 + 1 + 3 + 2 + 2, 700 + 4 + 3 + 1 + 1],
    [{ ...adamw, gradientClip: 0, weightDecay: 0 }, plain, 1400 + 4 + 1, 700 + 4 + 3 + 1],
    // Two vectors read and written, the gradient, 4 parts, a rate, the norm.
    [{ kind: 'sgd', momentum: 0.9, ...update }, plain, 500 + 60 + 4 + 1 + 3 + 2, 500 + 4 + 1 + 1],
    [
      { kind: 'lion', betas: [0.9, 0.99], ...update },
      plain,
      800 + 60 + 4 + 1 + 3 + 2,
      500 + 4 + 1 + 1,
    ],
    // 2 · 3 matrices of 2 × 4.
    [
      { kind: 'muonDirection', size: 100, parts: 4, runs, momentum: 0.9, gradientClip: 0 },
      plain,
      48 * 7 + 6 * 2,
      48 * 4 + 4,
    ],
    [
      { kind: 'muonUpdate', size: 100, runs, weightDecay: 0.1 },
      plain,
      48 * 3 + 6 * 2 + 2,
      48 * 3 + 1,
    ],
    [
      { kind: 'groupedMatmul', groups, transposeB: false, product: 2, added: 3 },
      [],
      2 * 15 * (8 + 3) + 6 * (2 + 3),
      2 * (12 + 20) + (2 + 3) + 2 * 36,
    ],
    [{ kind: 'sample', rows: 2, vocabulary: 9 }, [], 108, 18 + 8 + 2],
  ];
  it.each(cases)('%j without %j', (operation, absent, flops, numbers) => {
    expect(costOf(nodeOf(operation, absent))).toEqual({ flops, bytes: 4 * numbers });
  });

  it('are numbers for every case that the machines are tested with', () => {
    for (const { operation, absent } of operationCases()) {
      const { flops, bytes } = costOf(nodeOf(operation, absent));
      expect(Number.isInteger(flops) && flops >= 0 && bytes > 0).toBe(true);
    }
  });
});

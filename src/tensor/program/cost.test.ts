/**
 * @file Costs against counts: operations are computed step by step with an arithmetic that counts, and
 * must give the reference's numbers; the others are counted by hand.
 */
import { describe, expect, it } from 'vitest';
import { geluCubic, geluSlope, normEpsilon } from '../constants';
import { costOf } from './cost';
import { visiblePairs } from './flops/attention';
import type { Operation, OperationOf } from './operation';
import type { AttentionShape } from './operations/attention';
import type { Program } from './program';
import { runReference } from './reference';
import { shapesOf } from './operation-shapes';
import { singleOperation } from './single';
import { operationCases, randomCase } from './testing';

/** Counts what it computes. */
class Arithmetic {
  count = 0;
  add = (a: number, b: number) => this.counted(a + b);
  sub = (a: number, b: number) => this.counted(a - b);
  mul = (a: number, b: number) => this.counted(a * b);
  div = (a: number, b: number) => this.counted(a / b);
  max = (a: number, b: number) => this.counted(Math.max(a, b));
  exp = (a: number) => this.counted(Math.exp(a));
  log = (a: number) => this.counted(Math.log(a));
  sqrt = (a: number) => this.counted(Math.sqrt(a));

  sum(count: number, term: (index: number) => number): number {
    let total = 0;
    for (let index = 0; index < count; index++) total = this.add(total, term(index));
    return total;
  }

  private counted(value: number): number {
    this.count += 1;
    return value;
  }
}

type Numbers = Record<string, ArrayLike<number>>;
type Counted<Kind extends Operation['kind']> = (
  math: Arithmetic,
  operation: OperationOf<Kind>,
  inputs: Numbers,
) => number[];

function sigmoid({ add, div, exp }: Arithmetic, x: number): number {
  return div(1, add(1, exp(-x)));
}

function gelu(math: Arithmetic, x: number): number {
  const { add, mul } = math;
  const cubic = mul(geluCubic, mul(mul(x, x), x));
  return mul(x, sigmoid(math, add(mul(geluSlope, x), cubic)));
}

function geluGradient(math: Arithmetic, gradient: number, x: number): number {
  const { add, sub, mul } = math;
  const square = mul(x, x);
  const gate = sigmoid(math, add(mul(geluSlope, x), mul(geluCubic, mul(square, x))));
  const inner = add(geluSlope, mul(3 * geluCubic, square));
  return mul(gradient, add(gate, mul(mul(mul(x, gate), sub(1, gate)), inner)));
}

/** With bias, residual, and either of the activations. */
const matmul: Counted<'matmul'> = (math, { m, n, k, activation }, inputs) => {
  const { a, b, bias, residual, argument } = inputs;
  return Array.from({ length: m * n }, (_, at) => {
    const [row, column] = [Math.floor(at / n), at % n];
    const product = math.sum(k, (i) => math.mul(a[row * k + i], b[i * n + column]));
    const biased = math.add(product, bias[column]);
    const value = activation ? gelu(math, biased) : geluGradient(math, biased, argument[at]);
    return math.add(value, residual[at]);
  });
};

const norm: Counted<'norm'> = (math, { norm: kind, rows, width }, { x, gain, bias }) => {
  const { add, sub, mul, div, sqrt } = math;
  return Array.from({ length: rows }, (_, row) => {
    let values = Array.from({ length: width }, (__, column) => x[row * width + column]);
    if (kind === 'layer') {
      const mean = div(
        math.sum(width, (column) => values[column]),
        width,
      );
      values = values.map((value) => sub(value, mean));
    }
    const square = math.sum(width, (column) => mul(values[column], values[column]));
    const scale = div(1, sqrt(add(div(square, width), normEpsilon)));
    return values.map((value, column) => {
      const gained = mul(mul(value, scale), gain[column]);
      return kind === 'layer' ? add(gained, bias[column]) : gained;
    });
  }).flat();
};

const normGradient: Counted<'normGradient'> = (math, { norm: kind, rows, width }, inputs) => {
  const { gradient, x, gain, statistics, addend } = inputs;
  const { add, sub, mul, div } = math;
  return Array.from({ length: rows }, (_, row) => {
    const at = (column: number) => row * width + column;
    const columns = Array.from({ length: width }, (__, column) => column);
    const [mean, scale] = [statistics[2 * row], statistics[2 * row + 1]];
    const normalised = columns.map((column) =>
      mul(kind === 'layer' ? sub(x[at(column)], mean) : x[at(column)], scale),
    );
    const inner = columns.map((column) => mul(gradient[at(column)], gain[column]));
    const meanOf = (term: (column: number) => number) => div(math.sum(width, term), width);
    const alongRow = meanOf((column) => mul(inner[column], normalised[column]));
    const alongOne = kind === 'layer' ? meanOf((column) => inner[column]) : null;
    return columns.map((column) => {
      const centred = alongOne === null ? inner[column] : sub(inner[column], alongOne);
      const rest = sub(centred, mul(normalised[column], alongRow));
      return add(mul(rest, scale), addend[at(column)]);
    });
  }).flat();
};

function sees({ causal, window }: AttentionShape['mask'], query: number, key: number): boolean {
  return !causal || (key <= query && (window === 0 || query - key < window));
}

/** cap · tanh(x / cap) by the sigmoid. */
function capped(math: Arithmetic, x: number, cap: number): number {
  const { sub, mul } = math;
  return mul(sub(mul(2, sigmoid(math, mul(x, 2 / cap))), 1), cap);
}

/** Without rotation and dropout; with a cap, also with sinks. */
const attention: Counted<'attention'> = (math, shape, { queryKeyValue, distanceBias, sinks }) => {
  const { batch, time, heads, keyValueHeads, headDim, mask, scoreCap } = shape;
  const { add, sub, mul, div, max, exp, log } = math;
  const width = (heads + 2 * keyValueHeads) * headDim;
  const y = new Array<number>(batch * time * heads * headDim).fill(0);
  for (let sequence = 0; sequence < batch; sequence++) {
    for (let head = 0; head < heads; head++) {
      const shared = Math.floor((head * keyValueHeads) / heads);
      const at = (row: number, column: number) =>
        (sequence * time + row) * width + column * headDim;
      for (let query = 0; query < time; query++) {
        const keys = Array.from({ length: time }, (_, key) => key).filter((key) =>
          sees(mask, query, key),
        );
        const scores = keys.map((key) => {
          const [from, to] = [at(query, head), at(key, heads + shared)];
          const dot = math.sum(headDim, (i) => mul(queryKeyValue[from + i], queryKeyValue[to + i]));
          const scaled = mul(dot, 1 / Math.sqrt(headDim));
          return add(
            scoreCap ? capped(math, scaled, scoreCap) : scaled,
            distanceBias[(key - query + time - 1) * heads + head],
          );
        });
        const sink = scoreCap ? [sinks[head]] : [];
        const largest = [...scores, ...sink].reduce(max, -Infinity);
        const weights = [...scores, ...sink].map((score) => exp(sub(score, largest)));
        const total = math.sum(weights.length, (i) => weights[i]);
        add(largest, log(total));
        for (let i = 0; i < headDim; i++) {
          const mixed = math.sum(keys.length, (index) => {
            const value = at(keys[index], heads + keyValueHeads + shared);
            return mul(weights[index], queryKeyValue[value + i]);
          });
          y[((sequence * time + query) * heads + head) * headDim + i] = div(mixed, total);
        }
      }
    }
  }
  return y;
};

const crossEntropy: Counted<'crossEntropy'> = (math, { rows, vocabulary }, inputs) => {
  const { logits, labels } = inputs;
  const { add, sub, div, max, exp, log } = math;
  const gradient: number[] = [];
  const losses = Array.from({ length: rows }, (_, row) => {
    const values = Array.from({ length: vocabulary }, (__, id) => logits[row * vocabulary + id]);
    const largest = values.reduce(max, -Infinity);
    const weights = values.map((value) => exp(sub(value, largest)));
    const total = math.sum(vocabulary, (id) => weights[id]);
    weights.forEach((weight, id) => {
      const probability = div(weight, total);
      gradient.push(div(id === labels[row] ? sub(probability, 1) : probability, rows));
    });
    return sub(add(log(total), largest), values[labels[row]]);
  });
  div(
    math.sum(rows, (row) => losses[row]),
    rows,
  );
  return gradient;
};

function compare<Kind extends Operation['kind']>(
  operation: OperationOf<Kind>,
  absent: string[],
  output: string,
  compute: Counted<Kind>,
): void {
  const random = randomCase({ operation, absent }, 3);
  // No label is left out of the loss.
  if ('labels' in random.feeds) random.feeds.labels.fill(1);
  const numbers: Numbers = { ...random.stores, ...random.feeds };
  const math = new Arithmetic();
  const found = compute(math, operation, numbers);
  const right = runReference(random.program, random)[output];
  expect(found.length).toBe(right.length);
  found.forEach((value, at) => expect(value).toBeCloseTo(right[at], 9));
  expect(costOf(random.program.nodes[0]).flops).toBe(math.count);
}

const plainMatmul = {
  kind: 'matmul',
  m: 5,
  n: 4,
  k: 3,
  transposeA: false,
  transposeB: false,
  activation: null,
  activationGradient: null,
} as const;

const plainAttention = {
  batch: 2,
  time: 5,
  heads: 4,
  keyValueHeads: 2,
  headDim: 6,
  dropout: 0,
  site: 0,
};

describe('floating-point operations, counted', () => {
  it.each([
    { ...plainMatmul, activation: 'gelu' as const },
    { ...plainMatmul, activationGradient: 'gelu' as const },
  ])('of a matrix product with an epilogue', (operation) => {
    compare(operation, ['outputs.before', 'outputs.columnSums'], 'y', matmul);
  });

  it.each(['layer', 'rms'] as const)('of a %s norm and its gradient', (kind) => {
    const sizes = { norm: kind, rows: 3, width: 7 };
    const absent = kind === 'rms' ? ['inputs.bias'] : [];
    compare({ kind: 'norm', ...sizes }, absent, 'y', norm);
    compare({ kind: 'normGradient', ...sizes }, [], 'x', normGradient);
  });

  it.each([
    { mask: { causal: true, window: 0 } },
    { mask: { causal: true, window: 3 } },
    { mask: { causal: false, window: 0 } },
    { mask: { causal: true, window: 0 }, scoreCap: 0.7 },
  ])('of attention, %j', (options) => {
    const operation = { kind: 'attention', ...plainAttention, ...options } as const;
    const absent = ['inputs.rotation', 'inputs.prefixes', 'inputs.keyLengths'];
    if (!options.scoreCap) absent.push('inputs.sinks');
    compare(operation, absent, 'y', attention);
  });

  it('of the loss with its gradient', () => {
    compare(
      { kind: 'crossEntropy', rows: 4, vocabulary: 9 },
      ['inputs.factor'],
      'gradient',
      crossEntropy,
    );
  });
});

it('counts the pairs that a mask leaves', () => {
  for (let time = 1; time < 8; time++) {
    for (const mask of [
      { causal: false, window: 0 },
      ...Array.from({ length: 10 }, (_, window) => ({ causal: true, window })),
    ]) {
      let pairs = 0;
      for (let query = 0; query < time; query++) {
        for (let key = 0; key < time; key++) pairs += Number(sees(mask, query, key));
      }
      expect(visiblePairs({ time, mask })).toBe(pairs);
    }
  }
});

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

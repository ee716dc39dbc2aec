/**
 * @file Costs against counts: operations are computed step by step with an arithmetic that counts, and
 * must give the reference's numbers.
 */
import { describe, expect, it } from 'vitest';
import { geluCubic, geluSlope, normEpsilon } from '../constants';
import { costOf } from './cost';
import { visiblePairs } from './flops/attention';
import type { Operation, OperationOf } from './operation';
import type { AttentionShape } from './operations/attention';
import { runReference } from './reference';
import { randomCase } from './testing';
import { plainAttention, plainMatmul } from './testing-plain';

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

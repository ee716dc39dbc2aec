import { describe, expect, it } from 'vitest';
import { Random } from '../../base/random';
import { clipEpsilon, normEpsilon } from '../constants';
import { countClipped } from '../clipped-distance';
import type { Operation, OperationOf } from './operation';
import type { AttentionShape } from './operations/attention';
import type { Value } from './program';
import { evaluate, runReference, type Cells, type Operands } from './reference';
import { shapesOf } from './operation-shapes';
import { asDoubles, operationCases, randomCase, type OperationCase } from './testing';

/** The inputs of a random case in double precision. */
function inputsOf(operationCase: OperationCase, seed = 1): Operands {
  const { stores, feeds } = randomCase(operationCase, seed);
  return asDoubles({ ...stores, ...feeds });
}

function normals(size: number, seed: string): Float64Array {
  const random = new Random(5, seed);
  return Float64Array.from({ length: size }, () => random.normal());
}

function weighted(weights: Cells, cells: Cells): number {
  let sum = 0;
  cells.forEach((cell, at) => (sum += weights[at] * cell));
  return sum;
}

/** d Σ weights · output / d input by central differences. */
function differences(
  operation: Operation,
  inputs: Operands,
  input: string,
  output: string,
  weights: Cells,
): Float64Array {
  const step = 1e-5;
  return Float64Array.from(inputs[input], (value, at) => {
    const lossAt = (changed: number) => {
      const cells = inputs[input].slice();
      cells[at] = changed;
      return weighted(weights, evaluate(operation, { ...inputs, [input]: cells })[output]);
    };
    return (lossAt(value + step) - lossAt(value - step)) / (2 * step);
  });
}

function expectClose(actual: Cells, expected: Cells, tolerance = 1e-7): void {
  expect(actual.length).toBe(expected.length);
  for (let i = 0; i < actual.length; i++) {
    const error = Math.abs(actual[i] - expected[i]) / Math.max(1, Math.abs(expected[i]));
    if (!(error <= tolerance)) expect.fail(`[${i}]: ${actual[i]} instead of ${expected[i]}`);
  }
}

describe('gradients against finite differences', () => {
  it('embedding and positions', () => {
    const operation: Operation = { kind: 'embedding', rows: 10, width: 3, vocabulary: 6, time: 5 };
    const inputs = inputsOf({ operation, absent: ['inputs.places'] });
    const gradient = normals(30, 'embedding');
    const { table } = evaluate(
      { kind: 'embeddingGradient', rows: 10, width: 3, vocabulary: 6 },
      { gradient, ids: inputs.ids },
    );
    expectClose(table, differences(operation, inputs, 'table', 'y', gradient));
    const { positions } = evaluate(
      { kind: 'positionGradient', rows: 10, width: 3, time: 5, positions: 7 },
      { gradient },
    );
    const expected = differences(operation, inputs, 'positions', 'y', gradient);
    expectClose(positions, Float64Array.from([...expected, ...Array<number>(6).fill(0)]));
  });

  it.each(['layer', 'rms'] as const)('%s norm', (norm) => {
    const shape = { norm, rows: 4, width: 7 };
    const inputs = inputsOf({ operation: { kind: 'norm', ...shape }, absent: [] });
    const gradient = normals(28, norm);
    const addend = normals(28, 'addend');
    const { statistics } = evaluate({ kind: 'norm', ...shape }, inputs);
    const back = { ...inputs, gradient, statistics };
    const numeric = (input: string) =>
      differences({ kind: 'norm', ...shape }, inputs, input, 'y', gradient);
    const { x } = evaluate({ kind: 'normGradient', ...shape }, back);
    expectClose(x, numeric('x'));
    const added = evaluate({ kind: 'normGradient', ...shape }, { ...back, addend }).x;
    expectClose(
      added,
      Float64Array.from(x, (value, i) => value + addend[i]),
    );
    const parameters = evaluate({ kind: 'normParameterGradient', ...shape }, back);
    expectClose(parameters.gain, numeric('gain'));
    expectClose(parameters.bias, numeric('bias'));
  });

  it.each([
    { queries: 3, keys: 2, values: 1 },
    { queries: 0, keys: 1, values: 1 },
    { queries: 2, keys: 0, values: 0 },
  ])('norm of heads, %j', (heads) => {
    const tokens = 3;
    const rows = tokens * (heads.queries + heads.keys + heads.values);
    const shape = { norm: 'rms', rows, width: 5, heads } as const;
    const inputs = inputsOf({ operation: { kind: 'norm', ...shape }, absent: [] });
    const gradient = normals(rows * 5, 'heads');
    const addend = normals(rows * 5, 'addend');
    const { statistics } = evaluate({ kind: 'norm', ...shape }, inputs);
    const back = { ...inputs, gradient, statistics };
    const numeric = (input: string) =>
      differences({ kind: 'norm', ...shape }, inputs, input, 'y', gradient);
    const { x } = evaluate({ kind: 'normGradient', ...shape }, { ...back, addend });
    expectClose(
      x,
      Float64Array.from(numeric('x'), (value, i) => value + addend[i]),
    );
    const { gain } = evaluate({ kind: 'normParameterGradient', ...shape }, back);
    expectClose(gain, numeric('gain'));
  });

  it.each(['gelu', 'geluErf', 'silu', 'relu', 'softplus'] as const)('%s', (activation) => {
    const inputs = { x: normals(40, activation), gradient: normals(40, 'gradient') };
    const { x } = evaluate({ kind: 'activationGradient', activation, size: 40 }, inputs);
    const forward: Operation = { kind: 'activation', activation, size: 40 };
    expectClose(x, differences(forward, inputs, 'x', 'y', inputs.gradient));
  });

  it.each(['gelu', 'geluErf', 'silu', 'relu', 'softplus'] as const)(
    '%s that gates',
    (activation) => {
      const inputs = { x: normals(40, activation), gradient: normals(20, 'gradient') };
      const shape = { activation, rows: 4, width: 5 };
      const { x } = evaluate({ kind: 'gatedActivationGradient', ...shape }, inputs);
      const forward: Operation = { kind: 'gatedActivation', ...shape };
      expectClose(x, differences(forward, inputs, 'x', 'y', inputs.gradient));
    },
  );

  it('soft cap', () => {
    const forward: Operation = { kind: 'softCap', cap: 1.5, size: 20 };
    const inputs = { x: normals(20, 'capped') };
    const gradient = normals(20, 'gradient');
    const { y } = evaluate(forward, inputs);
    expect(y.every((value, at) => Math.abs(value - 1.5 * Math.tanh(inputs.x[at] / 1.5)) < 1e-12));
    const { x } = evaluate({ ...forward, kind: 'softCapGradient' }, { gradient, y });
    expectClose(x, differences(forward, inputs, 'x', 'y', gradient));
  });

  const plain: AttentionShape = {
    batch: 2,
    time: 5,
    heads: 4,
    keyValueHeads: 4,
    headDim: 4,
    mask: { causal: true, window: 0 },
    dropout: 0,
    site: 1,
  };
  it.each([
    ['plain', plain, false],
    ['rotated', plain, true],
    ['capped', { ...plain, scoreCap: 0.6, keyValueHeads: 2 }, false],
    ['capped, not causal', { ...plain, scoreCap: 1.5, mask: { causal: false, window: 0 } }, true],
    ['relative', { ...plain, clipping: { before: 2, after: 0 }, keyValueHeads: 2 }, false],
    [
      'relative, capped, not causal',
      {
        ...plain,
        clipping: { before: 1, after: 2 },
        scoreCap: 0.8,
        mask: { causal: false, window: 0 },
      },
      true,
    ],
    ['not causal', { ...plain, mask: { causal: false, window: 0 } }, true],
    ['window', { ...plain, mask: { causal: true, window: 2 } }, true],
    ['grouped', { ...plain, keyValueHeads: 2 }, true],
    ['dropout', { ...plain, dropout: 0.4, keyValueHeads: 1 }, true],
    [
      'not causal, grouped',
      { ...plain, keyValueHeads: 2, mask: { causal: false, window: 0 } },
      false,
    ],
    [
      'cross',
      { ...plain, keyValueHeads: 2, keyTime: 3, mask: { causal: false, window: 0 } },
      false,
    ],
  ])('attention, %s', (_, shape: AttentionShape, isWhole) => {
    const forward: Operation = { kind: 'attention', ...shape };
    const absent = isWhole ? [] : ['inputs.rotation', 'inputs.sinks'];
    const inputs = inputsOf({ operation: forward, absent });
    const gradient = normals(2 * 5 * 16, 'attention');
    const results = evaluate(forward, inputs);
    const { distanceValues, ...others } = inputs;
    const { headDim, clipping } = shape;
    const vectors = gradient.length / headDim;
    const distances = clipping ? countClipped(clipping) : 0;
    /** Products of two lists' vectors, [rows, columns]. */
    const products = (
      rows: number,
      columns: number,
      term: (row: number, column: number) => number,
    ) =>
      Float64Array.from({ length: rows * columns }, (_, at) =>
        term(Math.floor(at / columns), at % columns),
      );
    const sum = (count: number, term: (at: number) => number) =>
      Array.from({ length: count }, (_, at) => term(at)).reduce((left, right) => left + right, 0);
    const distanceSlopes = products(vectors, distances, (row, distance) =>
      sum(headDim, (i) => gradient[row * headDim + i] * distanceValues[distance * headDim + i]),
    );
    const slopes = evaluate(
      { kind: 'attentionGradient', ...shape },
      { ...others, ...results, gradient, ...(clipping && { distanceSlopes }) },
    );
    const isCross = shape.keyTime !== undefined;
    for (const input of isCross ? ['query', 'keyValue'] : ['queryKeyValue', 'distanceBias']) {
      expectClose(slopes[input], differences(forward, inputs, input, 'y', gradient));
    }
    if ('relative' in inputs) {
      expectClose(slopes.relative, differences(forward, inputs, 'relative', 'y', gradient));
      const ofValues = products(distances, headDim, (distance, i) =>
        sum(
          vectors,
          (row) => slopes.distanceShares[row * distances + distance] * gradient[row * headDim + i],
        ),
      );
      expectClose(ofValues, differences(forward, inputs, 'distanceValues', 'y', gradient));
    }
    if (!('sinks' in inputs)) return;
    const { batch, time, heads } = shape;
    const { sinks } = evaluate(
      { kind: 'sinkGradient', batch, time, heads },
      { ...results, sinks: inputs.sinks, rowSums: slopes.rowSums },
    );
    expectClose(sinks, differences(forward, inputs, 'sinks', 'y', gradient));
  });

  it('cross-entropy, with ignored labels', () => {
    const operation: Operation = { kind: 'crossEntropy', rows: 4, vocabulary: 6 };
    const inputs = { logits: normals(24, 'logits'), labels: Int32Array.of(3, -1, 0, 5) };
    const { gradient } = evaluate(operation, inputs);
    expectClose(gradient, differences(operation, inputs, 'logits', 'loss', Int32Array.of(1)));
    expect([...gradient.subarray(6, 12)]).toEqual([0, 0, 0, 0, 0, 0]);
  });

  it('a matrix product and its epilogue', () => {
    const forward: OperationOf<'matmul'> = {
      kind: 'matmul',
      m: 5,
      n: 4,
      k: 3,
      transposeA: false,
      transposeB: false,
      activation: 'gelu',
      activationGradient: null,
    };
    const inputs = inputsOf({ operation: forward, absent: [] });
    const gradient = normals(20, 'matmul');
    const numeric = (input: string) => differences(forward, inputs, input, 'y', gradient);
    const { before } = evaluate(forward, inputs);
    const slope = evaluate(
      { kind: 'activationGradient', activation: 'gelu', size: 20 },
      { gradient, x: before },
    ).x;
    const back = { ...forward, activation: null };
    const ofB = evaluate(
      { ...back, m: 3, n: 4, k: 5, transposeA: true },
      { a: inputs.a, b: slope },
    );
    expectClose(ofB.y, numeric('b'));
    expectClose(ofB.columnSums, numeric('bias'));
    const ofA = evaluate({ ...back, n: 3, k: 4, transposeB: true }, { a: slope, b: inputs.b });
    expectClose(ofA.y, numeric('a'));
    expectClose(gradient, numeric('residual'));
  });
});

describe('definitions', () => {
  it.each([
    [false, false],
    [false, true],
    [true, false],
    [true, true],
  ])('matmul, transposed %s %s', (transposeA, transposeB) => {
    const [m, n, k] = [4, 3, 5];
    const a = normals(m * k, 'a');
    const b = normals(k * n, 'b');
    const flip = (matrix: Cells, rows: number, columns: number) =>
      Float64Array.from(matrix, (_, at) => matrix[(at % rows) * columns + Math.floor(at / rows)]);
    const product = Float64Array.from({ length: m * n }, (_, at) => {
      let sum = 0;
      for (let i = 0; i < k; i++) sum += a[Math.floor(at / n) * k + i] * b[i * n + (at % n)];
      return sum;
    });
    const operation: OperationOf<'matmul'> = {
      kind: 'matmul',
      m,
      n,
      k,
      transposeA,
      transposeB,
      activation: null,
      activationGradient: null,
    };
    const operands = { a: transposeA ? flip(a, m, k) : a, b: transposeB ? flip(b, k, n) : b };
    expectClose(evaluate(operation, operands).y, product, 1e-12);

    const argument = normals(m * n, 'argument');
    const slope = evaluate({ ...operation, activationGradient: 'silu' }, { ...operands, argument });
    const expected = evaluate(
      { kind: 'activationGradient', activation: 'silu', size: m * n },
      { gradient: product, x: argument },
    );
    expectClose(slope.y, expected.x, 1e-12);
  });

  it('layer norm', () => {
    const { y, statistics } = evaluate(
      { kind: 'norm', norm: 'layer', rows: 1, width: 2 },
      { x: Float64Array.of(1, 5), gain: Float64Array.of(2, 3), bias: Float64Array.of(10, 20) },
    );
    const scale = 1 / Math.sqrt(4 + normEpsilon);
    expectClose(statistics, Float64Array.of(3, scale), 1e-15);
    expectClose(y, Float64Array.of(10 - 4 * scale, 20 + 6 * scale), 1e-15);
  });

  /** Each query's scores against all keys, then a softmax, then the mean of the values. */
  it.each([
    ['window, prefix, padding, groups, rotation, bias', undefined],
    ['a cap and sinks too', 1.5],
  ])('attention as explicit matrices: %s', (_, cap) => {
    const shape: AttentionShape = {
      batch: 2,
      time: 6,
      heads: 4,
      keyValueHeads: 2,
      headDim: 4,
      mask: { causal: true, window: 3 },
      dropout: 0,
      site: 0,
      ...(cap && { scoreCap: cap }),
    };
    const absent = cap === undefined ? ['inputs.sinks'] : [];
    const inputs = inputsOf({ operation: { kind: 'attention', ...shape }, absent });
    inputs.prefixes = Int32Array.of(3, 2);
    inputs.keyLengths = Int32Array.of(5, 0);
    const { y, logSumExp } = evaluate({ kind: 'attention', ...shape }, inputs);
    const { probabilities } = evaluate({ kind: 'attentionProbabilities', ...shape }, inputs);
    const angle = (position: number, pair: number) => position * [1, 0.01][pair];
    /** Vector as two complex numbers, turned by the position. */
    const vector = (sequence: number, position: number, start: number, turn: boolean) => {
      const at = (i: number) => inputs.queryKeyValue[(sequence * 6 + position) * 32 + start + i];
      if (!turn) return [0, 1, 2, 3].map(at);
      const result = [0, 0, 0, 0];
      for (const pair of [0, 1]) {
        const cos = Math.cos(angle(position, pair));
        const sin = Math.sin(angle(position, pair));
        result[pair] = at(pair) * cos - at(pair + 2) * sin;
        result[pair + 2] = at(pair) * sin + at(pair + 2) * cos;
      }
      return result;
    };
    for (let sequence = 0; sequence < 2; sequence++) {
      for (let head = 0; head < 4; head++) {
        const shared = head < 2 ? 0 : 1;
        for (let query = 0; query < 6; query++) {
          const q = vector(sequence, query, head * 4, true);
          const isNear = (key: number) => key <= query && key > query - 3;
          const keys = [0, 1, 2, 3, 4, 5].filter(
            (key) =>
              key < inputs.keyLengths[sequence] && (isNear(key) || key < inputs.prefixes[sequence]),
          );
          const exponentials = keys.map((key) => {
            const k = vector(sequence, key, 16 + shared * 4, true);
            const bias = inputs.distanceBias[(key - query + 5) * 4 + head];
            const product = q.reduce((sum, value, i) => sum + value * k[i], 0) / 2;
            return Math.exp((cap ? cap * Math.tanh(product / cap) : product) + bias);
          });
          const ofSink = cap ? Math.exp(inputs.sinks[head]) : 0;
          const total = exponentials.reduce((sum, value) => sum + value, ofSink);
          const row = (sequence * 4 + head) * 6 + query;
          expect(logSumExp[row]).toBeCloseTo(total > 0 ? Math.log(total) : 0, 6);
          const mean = [0, 0, 0, 0];
          keys.forEach((key, i) => {
            const share = exponentials[i] / total;
            expect(probabilities[row * 6 + key]).toBeCloseTo(share, 6);
            const v = vector(sequence, key, 24 + shared * 4, false);
            v.forEach((value, j) => (mean[j] += share * value));
          });
          const start = (sequence * 6 + query) * 16 + head * 4;
          mean.forEach((value, j) => expect(y[start + j]).toBeCloseTo(value, 6));
        }
      }
    }
  });

  it('cross-entropy without a label is 0', () => {
    const { loss, gradient } = evaluate(
      { kind: 'crossEntropy', rows: 2, vocabulary: 3 },
      { logits: normals(6, 'none'), labels: Int32Array.of(-1, -1) },
    );
    expect(loss[0]).toBe(0);
    expect(gradient.every((value) => value === 0)).toBe(true);
  });

  it('cross-entropy of equal logits is the logarithm of the vocabulary', () => {
    const { loss } = evaluate(
      { kind: 'crossEntropy', rows: 2, vocabulary: 8 },
      { logits: new Float64Array(16).fill(1000), labels: Int32Array.of(2, -1) },
    );
    expect(loss[0]).toBeCloseTo(Math.log(8), 10);
  });

  it('AdamW as PyTorch writes it, for three clipped steps', () => {
    const operation: OperationOf<'adamw'> = {
      kind: 'adamw',
      size: 2,
      parts: 1,
      decayed: 1,
      betas: [0.9, 0.99],
      epsilon: 1e-8,
      weightDecay: 0.1,
      gradientClip: 1,
    };
    const zero = () => new Float64Array(2);
    let state: Operands = {
      weights: Float64Array.of(1, -2),
      firstMoment: zero(),
      secondMoment: zero(),
    };
    const scalar = [1, -2].map((w) => ({ w, m: 0, v: 0 }));
    for (let step = 1; step <= 3; step++) {
      const gradient = Float64Array.of(3 * step, -0.5);
      const norm = Math.hypot(...gradient);
      const hyper = Float64Array.of(0.01, 1 - 0.9 ** step, 1 - 0.99 ** step);
      const partials = Float64Array.of(norm ** 2);
      state = evaluate(operation, { ...state, gradient, partials, hyper });
      expect(state.gradientNorm[0]).toBeCloseTo(norm, 12);
      scalar.forEach((parameter, i) => {
        const g = gradient[i] / (norm + clipEpsilon);
        if (i === 0) parameter.w *= 1 - 0.01 * 0.1;
        parameter.m = 0.9 * parameter.m + 0.1 * g;
        parameter.v = 0.99 * parameter.v + 0.01 * g * g;
        const mHat = parameter.m / (1 - 0.9 ** step);
        const vHat = parameter.v / (1 - 0.99 ** step);
        parameter.w -= (0.01 * mHat) / (Math.sqrt(vHat) + 1e-8);
        expect(state.weights[i]).toBeCloseTo(parameter.w, 12);
        expect(state.secondMoment[i]).toBeCloseTo(parameter.v, 12);
      });
    }
  });

  it('dropout drops its share, keeps the expectation, and the same ones again', () => {
    const size = 20_000;
    const operation: Operation = { kind: 'dropout', rate: 0.2, site: 2, size };
    const dropoutKey = Int32Array.of(-123_456);
    const x = new Float64Array(size).fill(1);
    const { y } = evaluate(operation, { x, dropoutKey });
    expect(y.filter((value) => value === 0).length / size).toBeCloseTo(0.2, 1);
    expect([...new Set(y)].sort()).toEqual([0, 1.25]);
    const gradient = normals(size, 'dropout');
    const back = evaluate(operation, { x: gradient, dropoutKey }).y;
    expectClose(
      back,
      Float64Array.from(gradient, (value, i) => value * y[i]),
      1e-15,
    );
    const other = evaluate({ ...operation, site: 3 }, { x, dropoutKey }).y;
    expect(other).not.toEqual(y);
  });
});

describe('running a program', () => {
  const value = (id: number, size: number, origin: Value['origin']): Value => ({
    id,
    size,
    type: 'float32',
    origin,
  });

  it('parts, packs, constants, stores', () => {
    const pack = value(0, 8, { kind: 'pack' });
    const left = value(1, 2, { kind: 'part', of: pack, offset: 1 });
    const right = value(2, 2, { kind: 'part', of: pack, offset: 5 });
    const inner = value(3, 1, { kind: 'part', of: right, offset: 1 });
    const one = value(4, 2, { kind: 'constant', data: Float32Array.of(1, 2) });
    const feed = value(5, 2, { kind: 'feed', name: 'x' });
    const store = value(6, 1, { kind: 'store', name: 'w' });
    const stores = { w: Float32Array.of(7) };
    const result = runReference(
      {
        nodes: [
          { operation: { kind: 'copy', size: 2 }, inputs: { x: one }, outputs: { y: left } },
          {
            operation: { kind: 'add', size: 2 },
            inputs: { a: one, b: feed },
            outputs: { y: right },
          },
          { operation: { kind: 'copy', size: 1 }, inputs: { x: inner }, outputs: { y: store } },
        ],
        outputs: { pack, inner },
      },
      { stores, feeds: { x: Float32Array.of(10, 20) } },
    );
    expect([...result.pack]).toEqual([0, 1, 2, 0, 0, 11, 22, 0]);
    expect([...result.inner]).toEqual([22]);
    expect([...stores.w]).toEqual([22]);
  });

  it('writes in place', () => {
    const adamwCase = operationCases().find(({ operation }) => operation.kind === 'adamw');
    if (!adamwCase) throw new Error('no case of AdamW');
    const { program, stores, feeds } = randomCase(adamwCase, 3);
    const before = stores.weights.slice();
    const { weights } = runReference(program, { stores, feeds });
    expect(stores.weights).toEqual(Float32Array.from(weights));
    expect(stores.weights).not.toEqual(before);
  });

  it('refuses operands of the wrong size', () => {
    const x = value(0, 3, { kind: 'feed', name: 'x' });
    const y = value(1, 2, { kind: 'computed' });
    const program = {
      nodes: [{ operation: { kind: 'copy' as const, size: 2 }, inputs: { x }, outputs: { y } }],
      outputs: { y },
    };
    const run = () => runReference(program, { stores: {}, feeds: { x: new Float32Array(3) } });
    expect(run).toThrow(/copy, input x has 3 elements, not 2/);
  });

  it('every case gives finite numbers for every output', () => {
    for (const operationCase of operationCases()) {
      const { program, stores, feeds } = randomCase(operationCase, 11);
      const result = runReference(program, { stores, feeds });
      const names = Object.keys(shapesOf(operationCase.operation).outputs);
      expect(Object.keys(result)).toEqual(
        names.filter((name) => !operationCase.absent.includes(`outputs.${name}`)),
      );
      for (const cells of Object.values(result)) {
        expect(cells.every((cell) => Number.isFinite(cell))).toBe(true);
      }
    }
  });
});

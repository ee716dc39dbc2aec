/**
 * @file What the reference computes against the definitions, and how it runs a program.
 */
import { describe, expect, it } from 'vitest';
import { clipEpsilon, normEpsilon } from '../constants';
import type { Operation, OperationOf } from './operation';
import type { AttentionShape } from './operations/attention';
import type { Value } from './program';
import { evaluate, runReference, type Cells, type Operands } from './reference';
import { shapesOf } from './operation-shapes';
import { operationCases, randomCase } from './testing';
import { expectClose, inputsOf, normals } from './testing-numbers';

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

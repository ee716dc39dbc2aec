/**
 * @file The gradients of the reference against finite differences.
 */
import { describe, expect, it } from 'vitest';
import { countClipped } from '../clipped-distance';
import type { Operation, OperationOf } from './operation';
import type { AttentionShape } from './operations/attention';
import { evaluate, type Cells, type Operands } from './reference';
import { expectClose, inputsOf, normals } from './testing-numbers';
import { plainMatmul } from './testing-plain';

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
    const forward: OperationOf<'matmul'> = { ...plainMatmul, activation: 'gelu' };
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

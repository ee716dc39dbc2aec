import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OperationKind } from '../program/operation';
import type { ActivationKind } from '../program/operations/elementwise';
import { operationCases, randomCase, type OperationCase } from '../program/testing';
import { anyAttention } from '../program/testing-properties';
import { createSimdMachine } from './machine';
import { describeCase, mistakes } from './testing';

const machine = await createSimdMachine({ threads: 1 });
const cases = operationCases();
const kinds = [...new Set(cases.map(({ operation }) => operation.kind))];

/** All mistakes of a set of cases, each with its case. */
async function allMistakes(chosen: readonly OperationCase[]): Promise<string[]> {
  const lines: string[] = [];
  for (const [index, one] of chosen.entries()) {
    const wrong = await mistakes(machine, randomCase(one, index));
    lines.push(...wrong.map((line) => `${describeCase(one)}: ${line}`));
  }
  return lines;
}

describe('every operation is as its definition says', () => {
  it.each(kinds)(
    '%s',
    async (kind: OperationKind) => {
      expect(await allMistakes(cases.filter(({ operation }) => operation.kind === kind))).toEqual(
        [],
      );
    },
    60_000,
  );

  it('with sizes around those of the blocks', async () => {
    const sizes = [
      [64, 48, 512],
      [65, 49, 513],
      [20, 8, 1030],
      [17, 100, 600],
      [16, 33, 700],
      [129, 200, 5],
    ];
    const transposes = [false, true].flatMap((transposeA) =>
      [false, true].map((transposeB) => ({ transposeA, transposeB })),
    );
    const products = sizes.flatMap(([m, n, k]) =>
      transposes.map((transpose): OperationCase => {
        const none = { activation: null, activationGradient: null };
        return { operation: { kind: 'matmul', m, n, k, ...transpose, ...none }, absent: [] };
      }),
    );
    expect(await allMistakes(products)).toEqual([]);
  });
});

describe('properties', () => {
  const activation = fc.constantFrom<ActivationKind | null>(
    null,
    'gelu',
    'geluErf',
    'silu',
    'relu',
  );
  const size = fc.integer({ min: 1, max: 90 });

  it('any product with any epilogue', async () => {
    const product = fc.record({
      kind: fc.constant('matmul' as const),
      ...{ m: size, n: size, k: size, transposeA: fc.boolean(), transposeB: fc.boolean() },
      ...{ activation, activationGradient: activation },
    });
    const operands = ['inputs.bias', 'inputs.residual', 'outputs.before', 'outputs.columnSums'];
    await fc.assert(
      fc.asyncProperty(product, fc.subarray(operands), fc.nat(), async (drawn, absent, seed) => {
        // One or the other.
        const activationGradient = drawn.activation ? null : drawn.activationGradient;
        const operation = { ...drawn, activationGradient };
        expect(await mistakes(machine, randomCase({ operation, absent }, seed))).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it('any attention, forth and back', async () => {
    await fc.assert(
      fc.asyncProperty(anyAttention(100), fc.nat(), async (drawn, seed) => {
        for (const kind of ['attention', 'attentionGradient', 'attentionProbabilities'] as const) {
          const one = { ...drawn, operation: { ...drawn.operation, kind } };
          expect(await mistakes(machine, randomCase(one, seed)), describeCase(one)).toEqual([]);
        }
      }),
      { numRuns: 100 },
    );
  }, 60_000);
});

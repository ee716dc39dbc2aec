import { describe, expect, it } from 'vitest';
import { operationCases, type OperationCase } from './testing';
import { covering, partsOf } from './testing-coverage';

const cases = operationCases();
const kinds = [...new Set(cases.map(({ operation }) => operation.kind))];

describe('few cases that cover many', () => {
  it.each(kinds)('%s', (kind) => {
    const all = cases.filter(({ operation }) => operation.kind === kind);
    const few = covering(all);
    expect(new Set(few.flatMap(partsOf))).toEqual(new Set(all.flatMap(partsOf)));
    expect(few.length).toBeLessThanOrEqual(all.length);
    expect(new Set(few).size).toBe(few.length);
  });

  it('takes one of equals, and both of a pair of options', () => {
    const relu = { kind: 'activation', activation: 'relu', size: 3 } as const;
    const silu = { ...relu, activation: 'silu' } as const;
    const chosen = covering([relu, relu, silu].map((operation) => ({ operation, absent: [] })));
    expect(chosen.map(({ operation }) => operation)).toEqual([relu, silu]);
    expect(covering([])).toEqual([]);
  });

  it('takes the cheaper one of two that have as much', () => {
    const dear = { kind: 'activation', activation: 'relu', size: 6 } as const;
    const cases = [dear, { ...dear, size: 5 }].map((operation) => ({ operation, absent: [] }));
    const sizes = (chosen: readonly OperationCase[]) =>
      chosen.map(({ operation }) => 'size' in operation && operation.size);
    expect(sizes(covering(cases))).toEqual([6, 5]);
    const costOf = ({ operation }: OperationCase) => ('size' in operation ? operation.size : 1);
    expect(sizes(covering(cases, costOf))).toEqual([5, 6]);
  });
});

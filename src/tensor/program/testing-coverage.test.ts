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

  it('takes several cheap cases in place of a dear one', () => {
    const relu = { kind: 'activation', activation: 'relu', size: 3 } as const;
    const cases = [5, 6].flatMap((size) =>
      [[], ['inputs.x']].map((absent) => ({ operation: { ...relu, size }, absent })),
    );
    const sizeOf = ({ operation }: OperationCase) => ('size' in operation ? operation.size : 0);
    const costOf = (one: OperationCase) => (sizeOf(one) === 5 ? 1 : 100);
    expect(covering(cases, costOf).map(sizeOf)).toContain(6);
    expect(covering(cases, costOf)[0].operation).toMatchObject({ size: 5 });
  });
});

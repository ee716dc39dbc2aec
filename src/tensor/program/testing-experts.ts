/** @file Cases of a layer of experts: few and many, with room for all and for almost none. */
import type { Operation } from './operation';
import type { ExpertShape } from './operations/experts';
import { withEveryChoice, type OperationCase } from './testing-choices';

export function expertCases(): OperationCase[] {
  const shapes: (ExpertShape & { width: number })[] = [
    { rows: 1, experts: 1, perToken: 1, capacity: 1, width: 1 },
    { rows: 1, experts: 2, perToken: 2, capacity: 1, width: 3 },
    { rows: 7, experts: 3, perToken: 1, capacity: 2, width: 5 },
    { rows: 37, experts: 5, perToken: 2, capacity: 37, width: 18 },
    { rows: 300, experts: 8, perToken: 1, capacity: 46, width: 65 },
    { rows: 260, experts: 4, perToken: 2, capacity: 130, width: 32 },
  ];
  return shapes.flatMap(({ width, ...shape }) => {
    const operations: Operation[] = [
      { kind: 'routing', ...shape },
      { kind: 'routingGradient', ...shape, balance: 0.3, zLoss: 0.2 },
      { kind: 'expertUsage', ...shape },
      { kind: 'expertUsageGradient', ...shape, importance: 0.4, load: 0.6 },
      { kind: 'dispatchRows', ...shape, width },
      { kind: 'combineRows', ...shape, width },
      { kind: 'gateGradient', ...shape, width },
    ];
    return operations.flatMap(withEveryChoice);
  });
}

/**
 * @file What the operations of the optimisers take and give.
 */
import { elementsOfRuns } from './matrix-runs';
import { floats, optional, type OperationShapes } from './operand';
import type { OptimizerOperation, ProductGroup } from './operations/optimizers';

/** Every input and output of an operation that only optimisers need. */
export function optimizerShapes(operation: OptimizerOperation): OperationShapes {
  switch (operation.kind) {
    case 'sumOfSquares':
      return {
        inputs: { x: floats(operation.size) },
        outputs: { partials: floats(operation.parts) },
      };
    case 'lossScaling':
      return {
        inputs: { partials: floats(operation.parts), state: floats(2) },
        outputs: { state: floats(2), unscale: floats(1) },
      };
    case 'adamw': {
      const { size, parts } = operation;
      const state = {
        weights: floats(size),
        firstMoment: floats(size),
        secondMoment: floats(size),
      };
      return {
        inputs: {
          ...state,
          gradient: floats(size),
          partials: floats(parts),
          hyper: floats(3),
          unscale: optional(floats(1)),
        },
        outputs: { ...state, gradientNorm: floats(1) },
      };
    }
    case 'sgd':
    case 'lion': {
      const { size, parts } = operation;
      const state = { weights: floats(size), buffer: floats(size) };
      return {
        inputs: {
          ...state,
          gradient: floats(size),
          partials: floats(parts),
          learningRate: floats(1),
          unscale: optional(floats(1)),
        },
        outputs: { ...state, gradientNorm: floats(1) },
      };
    }
    case 'muonDirection': {
      const { size, parts, runs } = operation;
      const buffer = floats(size);
      return {
        inputs: {
          buffer,
          gradient: floats(size),
          partials: floats(parts),
          unscale: optional(floats(1)),
        },
        outputs: { buffer, direction: floats(elementsOfRuns(runs)) },
      };
    }
    case 'muonUpdate': {
      const { size, runs } = operation;
      const weights = floats(size);
      return {
        inputs: {
          weights,
          direction: floats(elementsOfRuns(runs)),
          learningRate: floats(1),
          unscale: optional(floats(1)),
        },
        outputs: { weights },
      };
    }
    case 'groupedMatmul': {
      const sum = (sizeOf: (group: ProductGroup) => number) =>
        floats(operation.groups.reduce((size, group) => size + group.count * sizeOf(group), 0));
      const y = sum(({ m, n }) => m * n);
      return {
        inputs: {
          a: sum(({ m, k }) => m * k),
          b: sum(({ n, k }) => n * k),
          addend: optional(y),
        },
        outputs: { y },
      };
    }
    default:
      throw new TypeError(`no such operation: ${JSON.stringify(operation satisfies never)}`);
  }
}

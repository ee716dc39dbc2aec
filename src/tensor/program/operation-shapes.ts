/**
 * @file What each operation takes and gives.
 */
import { attentionShapes } from './attention-shapes';
import { expertShapes } from './expert-shapes';
import { extensible, floats, integers, optional, type OperationShapes } from './operand';
import type { Operation } from './operation';
import type { NormShape } from './operations/norm';
import { optimizerShapes } from './optimizer-shapes';

/** Every input and output that a node of this operation can have. */
export function shapesOf(operation: Operation): OperationShapes {
  switch (operation.kind) {
    case 'embedding': {
      const { rows, width, vocabulary, time } = operation;
      return {
        inputs: {
          table: floats(vocabulary * width),
          ids: integers(rows),
          positions: optional(extensible(floats(time * width))),
          places: optional(integers(rows)),
        },
        outputs: { y: floats(rows * width) },
      };
    }
    case 'embeddingGradient': {
      const { rows, width, vocabulary } = operation;
      return {
        inputs: { gradient: floats(rows * width), ids: integers(rows) },
        outputs: { table: floats(vocabulary * width) },
      };
    }
    case 'positionGradient': {
      const { rows, width, positions } = operation;
      return {
        inputs: { gradient: floats(rows * width) },
        outputs: { positions: floats(positions * width) },
      };
    }
    case 'norm': {
      const { rows, width } = operation;
      return {
        inputs: { x: floats(rows * width), ...normParameters(operation) },
        outputs: { y: floats(rows * width), statistics: floats(rows * 2) },
      };
    }
    case 'normGradient': {
      const { rows, width } = operation;
      return {
        inputs: {
          gradient: floats(rows * width),
          x: floats(rows * width),
          gain: normParameters(operation).gain,
          statistics: floats(rows * 2),
          addend: optional(floats(rows * width)),
        },
        outputs: { x: floats(rows * width) },
      };
    }
    case 'normParameterGradient': {
      const { rows, width } = operation;
      return {
        inputs: {
          gradient: floats(rows * width),
          x: floats(rows * width),
          statistics: floats(rows * 2),
        },
        outputs: normParameters(operation),
      };
    }
    case 'matmul': {
      const { count = 1, m, n, k, transposeA, transposeB, activationGradient } = operation;
      const y = floats(count * m * n);
      const row = optional(floats(count * n));
      return {
        inputs: {
          a: floats(count * m * k),
          b: floats(count * k * n),
          bias: row,
          ...(activationGradient ? { argument: y } : {}),
          residual: optional(y),
        },
        outputs: {
          y,
          before: optional(y),
          ...(transposeA && !transposeB ? { columnSums: row } : {}),
        },
      };
    }
    case 'attention':
    case 'attentionGradient':
    case 'sinkGradient':
    case 'attentionProbabilities':
    case 'attentionOfPairs':
    case 'cacheWrite':
    case 'cachedAttention':
      return attentionShapes(operation);
    case 'routing':
    case 'routingGradient':
    case 'expertUsage':
    case 'expertUsageGradient':
    case 'dispatchRows':
    case 'combineRows':
    case 'gateGradient':
      return expertShapes(operation);
    case 'crossEntropy': {
      const { rows, vocabulary } = operation;
      return {
        inputs: {
          logits: floats(rows * vocabulary),
          labels: integers(rows),
          factor: optional(floats(1)),
        },
        outputs: {
          loss: floats(1),
          rowLosses: floats(rows),
          gradient: optional(floats(rows * vocabulary)),
        },
      };
    }
    case 'sample': {
      const { rows, vocabulary } = operation;
      return {
        inputs: { logits: floats(rows * vocabulary), settings: floats(rows * 4) },
        outputs: { ids: integers(rows) },
      };
    }
    case 'activation':
    case 'softCap':
    case 'copy':
      return { inputs: { x: floats(operation.size) }, outputs: { y: floats(operation.size) } };
    case 'gatedActivation': {
      const { rows, width } = operation;
      return { inputs: { x: floats(rows * 2 * width) }, outputs: { y: floats(rows * width) } };
    }
    case 'gatedActivationGradient': {
      const { rows, width } = operation;
      const x = floats(rows * 2 * width);
      return { inputs: { gradient: floats(rows * width), x }, outputs: { x } };
    }
    case 'activationGradient':
      return {
        inputs: { gradient: floats(operation.size), x: floats(operation.size) },
        outputs: { x: floats(operation.size) },
      };
    case 'softCapGradient':
      return {
        inputs: { gradient: floats(operation.size), y: floats(operation.size) },
        outputs: { x: floats(operation.size) },
      };
    case 'add':
    case 'multiply':
      return {
        inputs: { a: floats(operation.size), b: floats(operation.size) },
        outputs: { y: floats(operation.size) },
      };
    case 'scale':
      return {
        inputs: { x: floats(operation.size), factor: floats(1) },
        outputs: { y: floats(operation.size) },
      };
    case 'dropout':
      return {
        inputs: { x: floats(operation.size), dropoutKey: integers(1) },
        outputs: { y: floats(operation.size) },
      };
    case 'sumOfSquares':
    case 'lossScaling':
    case 'adamw':
    case 'sgd':
    case 'lion':
    case 'muonDirection':
    case 'muonUpdate':
    case 'groupedMatmul':
      return optimizerShapes(operation);
    default:
      throw new TypeError(`no such operation: ${JSON.stringify(operation satisfies never)}`);
  }
}

/** Gain and bias; RMS norms of heads have two gains and no bias. */
function normParameters({ width, heads }: NormShape): OperationShapes['inputs'] {
  return heads
    ? { gain: floats(2 * width) }
    : { gain: floats(width), bias: optional(floats(width)) };
}

/**
 * @file The sizes of an operation in a few numbers, as people name them: a matrix product by m × n × k,
 * an attention by batch × time × heads × headDim, many products by how many there are and the first's.
 */
import type { Operation } from './operation';

export function sizesOf(operation: Operation): number[] {
  switch (operation.kind) {
    case 'matmul': {
      const { count, m, n, k } = operation;
      return count === undefined ? [m, n, k] : [count, m, n, k];
    }
    case 'attention':
    case 'attentionGradient':
    case 'attentionProbabilities':
    case 'attentionOfPairs': {
      const { batch, time, heads, headDim } = operation;
      return [batch, time, heads, headDim];
    }
    case 'sinkGradient':
      return [operation.batch, operation.time, operation.heads];
    case 'cacheWrite':
    case 'cachedAttention': {
      const { rows, context, heads, headDim } = operation;
      return [rows, context, heads, headDim];
    }
    case 'embedding':
    case 'embeddingGradient':
    case 'positionGradient':
    case 'norm':
    case 'normGradient':
    case 'normParameterGradient':
    case 'gatedActivation':
    case 'gatedActivationGradient':
      return [operation.rows, operation.width];
    case 'routing':
    case 'routingGradient':
    case 'expertUsage':
    case 'expertUsageGradient':
      return [operation.rows, operation.experts];
    case 'dispatchRows':
    case 'combineRows':
    case 'gateGradient':
      return [operation.rows, operation.experts, operation.width];
    case 'crossEntropy':
    case 'sample':
      return [operation.rows, operation.vocabulary];
    case 'lossScaling':
      return [operation.parts];
    case 'activation':
    case 'activationGradient':
    case 'softCap':
    case 'softCapGradient':
    case 'add':
    case 'multiply':
    case 'scale':
    case 'dropout':
    case 'copy':
    case 'sumOfSquares':
    case 'adamw':
    case 'sgd':
    case 'lion':
    case 'muonDirection':
    case 'muonUpdate':
      return [operation.size];
    case 'groupedMatmul': {
      const [{ m, n, k }] = operation.groups;
      return [operation.groups.reduce((sum, { count }) => sum + count, 0), m, n, k];
    }
    default:
      throw new TypeError(`no such operation: ${JSON.stringify(operation satisfies never)}`);
  }
}

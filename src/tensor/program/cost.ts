/**
 * @file What an operation must do at least, however a kernel does it: arithmetic and memory traffic, as
 * a roofline (`roofline.ts`) needs them.
 *
 * Arithmetic: additions, multiplications, divisions, comparisons, exponentials, logarithms and roots of
 * numbers count one each; a sum of n terms counts n, as is usual for matrix products (2·m·n·k). What is
 * needed twice is computed once. Signs, addresses and the integers of dropout's masks do not count.
 * Memory: see `operand-numbers.ts`.
 */
import { attentionFlops } from './flops/attention';
import { elementwiseFlops } from './flops/elementwise';
import { expertFlops } from './flops/experts';
import { matmulFlops } from './flops/matmul';
import { normFlops } from './flops/norm';
import { optimizerFlops } from './flops/optimizers';
import { tokenFlops } from './flops/tokens';
import { operandNumbers } from './operand-numbers';
import { bytesPerElement, type ProgramNode } from './program';

export interface Cost {
  flops: number;
  bytes: number;
}

export function costOf(node: ProgramNode): Cost {
  return { flops: flopsOf(node), bytes: bytesMovedBy(node) };
}

function flopsOf({ operation, inputs, outputs }: ProgramNode): number {
  const has = (name: string) => Number(name in inputs);
  const gives = (name: string) => Number(name in outputs);
  switch (operation.kind) {
    case 'embedding':
    case 'embeddingGradient':
    case 'positionGradient':
    case 'crossEntropy':
    case 'sample':
      return tokenFlops(operation, has, gives);
    case 'norm':
    case 'normGradient':
    case 'normParameterGradient':
      return normFlops(operation, has, gives);
    case 'matmul':
      return matmulFlops(operation, has, gives);
    case 'activation':
    case 'activationGradient':
    case 'gatedActivation':
    case 'gatedActivationGradient':
    case 'softCap':
    case 'softCapGradient':
    case 'add':
    case 'multiply':
    case 'scale':
    case 'dropout':
    case 'copy':
      return elementwiseFlops(operation);
    case 'attention':
    case 'attentionGradient':
    case 'sinkGradient':
    case 'attentionProbabilities':
    case 'attentionOfPairs':
    case 'cacheWrite':
    case 'cachedAttention':
      return attentionFlops(operation, has, gives);
    case 'routing':
    case 'routingGradient':
    case 'expertUsage':
    case 'expertUsageGradient':
    case 'dispatchRows':
    case 'combineRows':
    case 'gateGradient':
      return expertFlops(operation, has);
    case 'sumOfSquares':
    case 'lossScaling':
    case 'adamw':
    case 'sgd':
    case 'lion':
    case 'muonDirection':
    case 'muonUpdate':
    case 'groupedMatmul':
      return optimizerFlops(operation, has);
    default:
      throw new TypeError(`no such operation: ${JSON.stringify(operation satisfies never)}`);
  }
}

function bytesMovedBy(node: ProgramNode): number {
  const numbers = operandNumbers(node);
  const ofSide = (side: 'inputs' | 'outputs') =>
    Object.entries(node[side]).reduce(
      (sum, [name, value]) => sum + bytesPerElement(value) * numbers[side][name],
      0,
    );
  return ofSide('inputs') + ofSide('outputs');
}

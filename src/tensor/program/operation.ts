/**
 * @file The operations that a program is made of: what every machine must be able to run. Each is as
 * large as one fused kernel. Matrices are row-major; `rows` is batch · time, one row per token.
 * Names in braces are the node's inputs and outputs; `?` marks those that may be absent. An optional
 * output is absent when nothing reads it, and need not be computed then.
 */
import type { AttentionOperation } from './operations/attention';
import type { CacheOperation } from './operations/cache';
import type { ElementwiseOperation } from './operations/elementwise';
import type { ExpertOperation } from './operations/experts';
import type { MatmulOperation } from './operations/matmul';
import type { NormOperation } from './operations/norm';
import type { OptimizerOperation } from './operations/optimizers';
import type { TokenOperation } from './operations/tokens';

export type Operation =
  | TokenOperation
  | NormOperation
  | MatmulOperation
  | ElementwiseOperation
  | AttentionOperation
  | CacheOperation
  | ExpertOperation
  | OptimizerOperation;

export type OperationKind = Operation['kind'];
export type OperationOf<Kind extends OperationKind> = Extract<Operation, { kind: Kind }>;

/** Outputs that live in an input's memory, by output name. */
export const inPlaceOutputs: Partial<Record<OperationKind, Record<string, string>>> = {
  cacheWrite: { cache: 'cache' },
  lossScaling: { state: 'state' },
  adamw: { weights: 'weights', firstMoment: 'firstMoment', secondMoment: 'secondMoment' },
  sgd: { weights: 'weights', buffer: 'buffer' },
  lion: { weights: 'weights', buffer: 'buffer' },
  muonDirection: { buffer: 'buffer' },
  muonUpdate: { weights: 'weights' },
};

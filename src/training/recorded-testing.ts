/**
 * @file What tests against recorded PyTorch values share: the models' fixed weights and batches, which
 * follow from the lab's own random numbers, and how close two results must be.
 */
import { expect } from 'vitest';
import { z } from 'zod';
import type { NamedArrays } from '../base/arrays';
import { Random } from '../base/random';
import {
  activationKinds,
  attentionSinks,
  initialisations,
  normPlacements,
  usualBlock,
  usualExperts,
} from '../models/block';
import {
  architectures,
  normKinds,
  positionSchemes,
  ropeScalings,
  type ModelConfig,
} from '../models/config';
import { parameterShapes, sizeOf } from '../models/parameters';
import { pairOrders } from '../tensor/rotary';
import type { Batch } from './objectives/objective';

export const numbersByName = z.record(z.string(), z.array(z.number()));

export const recordedConfig = z.object({
  architecture: z.enum(architectures).optional(),
  sentencePairs: z.boolean().optional(),
  vocabularySize: z.number(),
  layers: z.number(),
  heads: z.number(),
  width: z.number(),
  contextLength: z.number(),
  positions: z.enum(positionSchemes),
  ropeBase: z.number(),
  rope: z
    .object({
      order: z.enum(pairOrders),
      share: z.number(),
      scaling: z.enum(ropeScalings),
      factor: z.number(),
    })
    .optional(),
  relativeReach: z.number().optional(),
  relativeValues: z.boolean().optional(),
  norm: z.enum(normKinds),
  dropout: z.number(),
  tiedHead: z.boolean(),
  keyValueHeads: z.number().nullable().default(usualBlock.keyValueHeads),
  window: z.number().default(usualBlock.window),
  normPlacement: z.enum(normPlacements).default(usualBlock.normPlacement),
  queryKeyNorm: z.boolean().default(usualBlock.queryKeyNorm),
  scoreCap: z.number().default(usualBlock.scoreCap),
  attentionSink: z.enum(attentionSinks).default(usualBlock.attentionSink),
  activation: z.enum(activationKinds).default(usualBlock.activation),
  gated: z.boolean().default(usualBlock.gated),
  feedForwardWidth: z.number().nullable().default(usualBlock.feedForwardWidth),
  experts: z
    .object({
      count: z.number(),
      perToken: z.union([z.literal(1), z.literal(2)]),
      capacityFactor: z.number(),
      balance: z.number(),
      zLoss: z.number(),
      shared: z.boolean(),
      noise: z.number().default(usualExperts.noise),
      learnedNoise: z.boolean().default(usualExperts.learnedNoise),
      importance: z.number().default(usualExperts.importance),
      load: z.number().default(usualExperts.load),
      jitter: z.number().default(usualExperts.jitter),
    })
    .nullable()
    .default(usualBlock.experts),
  parallel: z.boolean().default(usualBlock.parallel),
  residualScale: z.number().default(usualBlock.residualScale),
  logitCap: z.number().default(usualBlock.logitCap),
  initialisation: z.enum(initialisations).default(usualBlock.initialisation),
});

const rowsOfTokens = z
  .array(z.union([z.number(), z.array(z.number())]))
  .transform((rows) => Int32Array.from(rows.flat()));

/** The fields of a batch as nested lists. */
export const recordedBatch = z.object({
  inputs: rowsOfTokens,
  targets: rowsOfTokens,
  lengths: rowsOfTokens.optional(),
  prefixes: rowsOfTokens.optional(),
  source: rowsOfTokens.optional(),
  sourceLengths: rowsOfTokens.optional(),
  segments: rowsOfTokens.optional(),
  nextSentence: rowsOfTokens.optional(),
});

/** As `fixed_weights` in record_pytorch.py. */
export function fixedWeights(config: ModelConfig): NamedArrays {
  const arrays: NamedArrays = {};
  for (const [name, shape] of Object.entries(parameterShapes(config))) {
    const random = new Random(1, 'weights', name);
    const centre = name.endsWith('.gain') ? 1 : 0;
    const data = Float32Array.from({ length: sizeOf(shape) }, () => centre + random.float() - 0.5);
    arrays[name] = { shape, data };
  }
  return arrays;
}

/** As `fixed_batch` in record_pytorch.py. */
export function fixedBatch(
  { vocabularySize, contextLength }: ModelConfig,
  batchSize: number,
  step: number,
): Batch {
  const random = new Random(1, 'tokens', step);
  const rows = Array.from({ length: batchSize }, () =>
    Array.from({ length: contextLength + 1 }, () => random.integer(vocabularySize)),
  );
  return {
    inputs: Int32Array.from(rows.flatMap((row) => row.slice(0, -1))),
    targets: Int32Array.from(rows.flatMap((row) => row.slice(1))),
  };
}

export function expectClose(
  actual: ArrayLike<number>,
  expected: readonly number[],
  what: string,
  tolerance = 1e-4,
): void {
  expect(actual.length, what).toBe(expected.length);
  const errors = expected.map((value, index) => Math.abs(value - actual[index]));
  // Not Math.max(...): NaN must fail too.
  expect(errors.every((error) => error < tolerance) || Math.max(...errors), what).toBe(true);
}

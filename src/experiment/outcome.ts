/**
 * @file What a run came to, in the numbers by which runs are compared.
 */
import { z } from 'zod';
import { bitsPerByte } from '../base/bits';
import { meanOf } from '../base/mean';
import type { HistoryRow, StartedEvent } from './events';
import { tokensPerStep, type Spec } from './spec';

/** A run that diverged may have come to NaN. */
const anyNumber = z.custom<number>((value) => typeof value === 'number');

export const outcomeSchema = z.object({
  steps: z.int().min(0),
  /** Nats per token, the mean over the last steps; null before the first. */
  trainLoss: anyNumber.nullable(),
  /** Nats per token, of the last evaluation. */
  validationLoss: anyNumber.nullable(),
  /** The same for each byte of the text; null where a loss is not that of each token of a text. */
  bitsPerByte: anyNumber.nullable(),
  parameters: z.number(),
  /** That training has seen, with repetition. */
  tokens: z.number(),
  /** Arithmetic of all steps (`training/step-cost.ts`). */
  flops: z.number(),
  /** Of the steps alone, without evaluations, samples and checkpoints. */
  seconds: z.number(),
  /** Tokens by seconds; null before the first step. */
  tokensPerSecond: z.number().nullable(),
  vocabularySize: z.number(),
  backend: z.string(),
});

export type RunOutcome = z.output<typeof outcomeSchema>;

/** Steps over which the training loss is averaged: one batch says little. */
const lastSteps = 20;

/** @param history all of it, each step once */
export function outcomeOf(
  spec: Spec,
  started: Omit<StartedEvent, 'type' | 'runId' | 'step'>,
  history: readonly HistoryRow[],
): RunOutcome {
  const steps = history.flatMap((row) => (row.type === 'step' ? [row] : []));
  const evaluations = history.flatMap((row) => (row.type === 'evaluation' ? [row] : []));
  const last = steps.slice(-lastSteps);
  const validationLoss = evaluations.at(-1)?.validationLoss ?? null;
  const done = steps.at(-1)?.step ?? 0;
  const tokens = done * tokensPerStep(spec);
  const seconds = steps.reduce((sum, row) => sum + tokensPerStep(spec) / row.tokensPerSecond, 0);
  const { parameters, bytesPerToken, flopsPerStep: flops, vocabularySize, backend } = started;
  return {
    steps: done,
    trainLoss: last.length > 0 ? meanOf(last.map(({ trainLoss }) => trainLoss)) : null,
    validationLoss,
    bitsPerByte:
      validationLoss !== null && bytesPerToken > 0
        ? bitsPerByte(validationLoss, bytesPerToken)
        : null,
    parameters,
    tokens,
    flops: done * flops,
    seconds,
    tokensPerSecond: seconds > 0 ? tokens / seconds : null,
    vocabularySize,
    backend,
  };
}

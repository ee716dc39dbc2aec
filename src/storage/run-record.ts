/**
 * @file What is stored of a run, and what of its history. Schemas, because the browser's storage may
 * hold what another version of the lab, or a person with the developer tools, has put there.
 */
import { z } from 'zod';

const natural = z.int().min(0);
/** A diverging run may hold NaN and infinities, and its record and curve are wanted all the same. */
const anyNumber = z.custom<number>((value) => typeof value === 'number');
const loss = anyNumber.nullable();

export const runRecordSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** Milliseconds since 1970. */
  createdAt: z.number(),
  updatedAt: z.number(),
  /** JSON; the experiment floor checks it. */
  spec: z.unknown(),
  status: z.enum(['running', 'paused', 'finished', 'stopped', 'failed']),
  step: natural,
  totalSteps: natural,
  vocabularySize: natural,
  /** Of the validation text; older records do not tell. */
  charactersPerToken: z.number().min(0).optional(),
  validationLoss: loss,
  trainLoss: loss,
  /** Run whose spec this one was edited from. */
  parentId: z.string().optional(),
  /** Sweep that it is a part of; the queue resumes it by itself. */
  sweep: z.string().optional(),
  /** By step. */
  checkpoints: z.array(z.object({ step: natural, bytes: natural, validationLoss: loss })),
  textName: z.string(),
  backend: z.string(),
  /** In which it was trained last; runs of earlier versions have none and are float32. */
  precision: z.enum(['float32', 'mixed']).optional(),
});

export type RunRecord = z.output<typeof runRecordSchema>;

/** What is known of a run before its first step. */
export type NewRun = Pick<
  RunRecord,
  | 'id'
  | 'name'
  | 'spec'
  | 'totalSteps'
  | 'vocabularySize'
  | 'charactersPerToken'
  | 'parentId'
  | 'sweep'
  | 'textName'
  | 'backend'
  | 'precision'
>;

/** What may change while a run goes on. */
export type RunChange = Partial<
  Pick<
    RunRecord,
    'name' | 'status' | 'step' | 'validationLoss' | 'trainLoss' | 'backend' | 'precision'
  >
>;

/** Of a model of many layers; more is not read. */
const mostParts = 400;
const partName = z.string().max(100);

export const metricsRowSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('step'),
    step: natural,
    trainLoss: anyNumber,
    learningRate: anyNumber,
    gradientNorm: anyNumber,
    lossScale: anyNumber.nullable().optional(),
    tokensPerSecond: anyNumber,
    routers: z
      .array(
        z.object({
          shares: z.array(anyNumber),
          dropped: anyNumber,
          balance: anyNumber,
          zLoss: anyNumber,
        }),
      )
      .optional(),
  }),
  z.object({
    type: z.literal('dynamics'),
    step: natural,
    parts: z
      .array(
        z.object({ part: partName, gradient: anyNumber, weights: anyNumber, update: anyNumber }),
      )
      .max(mostParts),
    activations: z
      .array(
        z.object({
          place: partName,
          mean: anyNumber,
          deviation: anyNumber,
          units: z.object({ saturated: anyNumber, dead: anyNumber }).nullable(),
        }),
      )
      .max(mostParts),
  }),
  z.object({ type: z.literal('evaluation'), step: natural, validationLoss: anyNumber }),
  z.object({ type: z.literal('sample'), step: natural, prompt: z.string(), text: z.string() }),
]);

export type MetricsRow = z.output<typeof metricsRowSchema>;

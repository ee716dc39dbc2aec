/**
 * @file The spec: the one JSON document that says everything a run depends on. Every field has a
 * default, so `{}` is a valid spec; unknown fields are refused, so a typing error is never ignored.
 * Bounds are those of the lab, not of the theory; `problems.ts` checks what spans several fields.
 */
import { z } from 'zod';
import { LabError } from '../base/errors';
import { longestStop, mostStops } from '../decoding/stops';
import { strategySchema } from '../decoding/strategies';
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
  usualDistances,
  usualReach,
  type ModelConfig,
} from '../models/config';
import { modelSourceSchema } from '../models/model-source';
import { optimizerNames } from '../models/optimizer';
import { precisions } from '../tensor/precision';
import { pairOrders } from '../tensor/rotary';
import { pipelineSchema, usualPipeline, type Pipeline } from '../text/cleaning/settings';
import { mostSpecialTokens } from '../text/tokenizers/special-tokens';
import {
  corpusNames,
  normalizations,
  preTokenizers,
  tokenizerKinds,
  wordPieceScores,
} from '../text/types';
import { asksNextSentence } from '../training/objectives';
import { objectiveKinds } from '../training/objectives/objective';
import { findProblems } from './problems';

/** Raised when a change makes older specs mean something else; the link carries it. */
export const specVersion = 1;

const integer = (minimum: number, maximum: number) => z.int().min(minimum).max(maximum);
const real = (minimum: number, maximum: number) => z.number().min(minimum).max(maximum);

const seed = integer(0, 2 ** 31 - 1);

const textSpec = z
  .discriminatedUnion('source', [
    z.strictObject({
      source: z.enum(corpusNames),
      documents: integer(10, 200_000).default(4000),
      seed: seed.default(1),
    }),
    z.strictObject({
      source: z.literal('crawl'),
      documents: integer(10, 20_000).default(3000),
      seed: seed.default(1),
      /** Measured by the text's own tail, or by good pages of another crawl, whatever the cleaning. */
      validation: z.enum(['tail', 'good-pages']).default('tail'),
    }),
    z.strictObject({
      source: z.literal('own'),
      name: z.string().min(1).max(200).default('text'),
      /** Content hash; the text itself is kept in the browser, or given to the command. */
      fingerprint: z.string().max(64).default(''),
    }),
  ])
  .prefault({ source: 'english-stories' });

/** What all columns share. */
export const decodingFields = {
  prompt: z.string().max(4000).default(''),
  seed: seed.default(1),
  maxTokens: integer(1, 1024).default(48),
  /** A column ends where its text contains one of these. */
  stop: z.array(z.string().min(1).max(longestStop)).max(mostStops).default([]),
};

export const specSchema = z.strictObject({
  version: z.literal(specVersion).default(specVersion),
  name: z.string().max(100).default(''),
  /** Weights, batches, dropout and samples all follow from it. */
  seed: seed.default(1),
  backend: z.enum(['auto', 'webgpu', 'wasm', 'cpu']).default('auto'),
  text: textSpec,
  cleaning: z
    .strictObject({
      /** In the order in which they run; null for what is usual for the text (`pipelineOf`). */
      stages: pipelineSchema.nullable().default(null),
    })
    .prefault({}),
  /** Share of the tokens, from the end, that training never sees. */
  validationFraction: real(0.01, 0.5).default(0.1),
  tokenizer: z
    .strictObject({
      kind: z.enum(tokenizerKinds).default('bpe'),
      vocabularySize: integer(257, 32_768).default(512),
      // What does not apply to the kind is ignored.
      normalization: z.enum(normalizations).default('none'),
      lowercase: z.boolean().default(false),
      preTokenizer: z.enum(preTokenizers).default('gpt2'),
      byteFallback: z.boolean().default(false),
      wordPieceScore: z.enum(wordPieceScores).default('likelihood'),
      specialTokens: z.array(z.string().max(64)).max(mostSpecialTokens).default([]),
    })
    .prefault({}),
  model: z
    .strictObject({
      architecture: z.enum(architectures).default('decoder-only'),
      layers: integer(1, 48).default(2),
      heads: integer(1, 32).default(4),
      width: integer(4, 2048).default(64),
      contextLength: integer(4, 2048).default(64),
      positions: z.enum(positionSchemes).default('rope'),
      ropeBase: real(2, 10_000_000).default(10_000),
      rope: z
        .strictObject({
          order: z.enum(pairOrders).default('half'),
          share: real(0.05, 1).default(1),
          scaling: z.enum(ropeScalings).default('none'),
          factor: real(1, 64).default(4),
        })
        .prefault({}),
      distances: z
        .strictObject({
          buckets: integer(4, 128).default(usualDistances.buckets),
          mostDistant: integer(4, 4096).default(usualDistances.mostDistant),
        })
        .prefault({}),
      relativeReach: integer(1, 512).default(usualReach),
      // Off, as older specs and models have it; the page turns it on with the scheme.
      relativeValues: z.boolean().default(false),
      norm: z.enum(normKinds).default('layer'),
      dropout: real(0, 0.9).default(0),
      tiedHead: z.boolean().default(true),
      keyValueHeads: integer(1, 32).nullable().default(usualBlock.keyValueHeads),
      window: integer(0, 2048).default(usualBlock.window),
      normPlacement: z.enum(normPlacements).default(usualBlock.normPlacement),
      queryKeyNorm: z.boolean().default(usualBlock.queryKeyNorm),
      scoreCap: real(0, 1000).default(usualBlock.scoreCap),
      attentionSink: z.enum(attentionSinks).default(usualBlock.attentionSink),
      activation: z.enum(activationKinds).default(usualBlock.activation),
      gated: z.boolean().default(usualBlock.gated),
      feedForwardWidth: integer(1, 8192).nullable().default(usualBlock.feedForwardWidth),
      experts: z
        .strictObject({
          count: integer(2, 32).default(usualExperts.count),
          perToken: z.union([z.literal(1), z.literal(2)]).default(usualExperts.perToken),
          capacityFactor: real(0.25, 32).default(usualExperts.capacityFactor),
          balance: real(0, 1).default(usualExperts.balance),
          zLoss: real(0, 1).default(usualExperts.zLoss),
          shared: z.boolean().default(usualExperts.shared),
          noise: real(0, 10).default(usualExperts.noise),
          learnedNoise: z.boolean().default(usualExperts.learnedNoise),
          importance: real(0, 10).default(usualExperts.importance),
          load: real(0, 10).default(usualExperts.load),
          jitter: real(0, 1).default(usualExperts.jitter),
        })
        .nullable()
        .default(usualBlock.experts),
      parallel: z.boolean().default(usualBlock.parallel),
      residualScale: real(0.01, 10).default(usualBlock.residualScale),
      logitCap: real(0, 1000).default(usualBlock.logitCap),
      initialisation: z.enum(initialisations).default(usualBlock.initialisation),
    })
    .prefault({}),
  objective: z
    .strictObject({
      kind: z.enum(objectiveKinds).default('next-token'),
      corruptedShare: real(0.01, 0.9).default(0.15),
      wholeWords: z.boolean().default(false),
      nextSentence: z.boolean().default(false),
      meanSpan: real(1, 20).default(3),
    })
    .prefault({}),
  training: z
    .strictObject({
      steps: integer(1, 1_000_000).default(600),
      batchSize: integer(1, 512).default(16),
      accumulationSteps: integer(1, 64).default(1),
      activationCheckpointing: z.boolean().default(false),
      /** `mixed` on engines that have float16; others train in float32, and say so. */
      precision: z.enum(precisions).default('float32'),
      learningRate: real(1e-7, 1).default(3e-3),
      minimumLearningRate: real(0, 1).default(3e-4),
      warmupSteps: integer(0, 100_000).default(30),
      optimizer: z.enum(optimizerNames).default('adamw'),
      momentum: real(0, 0.9999).default(0.95),
      betas: z.tuple([real(0, 0.9999), real(0, 0.99999)]).default([0.9, 0.99]),
      epsilon: real(1e-12, 1e-2).default(1e-8),
      weightDecay: real(0, 1).default(0.1),
      gradientClip: real(0, 1000).default(1),
      evaluationInterval: integer(1, 100_000).default(50),
      evaluationBatches: integer(1, 1000).default(4),
      sampleInterval: integer(1, 100_000).default(100),
      checkpointInterval: integer(1, 100_000).default(50),
      /** Norms and activations are measured so often; 0: never. The weights are the same. */
      dynamicsInterval: integer(0, 100_000).default(0),
    })
    .prefault({}),
  decoding: z
    .strictObject({
      ...decodingFields,
      /** What writes columns that have no model of their own; the page and its link keep it here. */
      model: modelSourceSchema.optional(),
      columns: z
        .array(strategySchema)
        .min(1)
        .max(8)
        .default([
          { kind: 'greedy' },
          { kind: 'beam', beams: 4, lengthPenalty: 1 },
          { kind: 'top-k', k: 20, temperature: 0.8 },
          { kind: 'top-p', p: 0.9, temperature: 0.8 },
        ]),
    })
    .prefault({}),
});

export type Spec = z.output<typeof specSchema>;
/** What a person writes: any part may be left out. */
export type SpecInput = z.input<typeof specSchema>;
export type TextSpec = Spec['text'];

/** One thing that is wrong with a spec. `path` is dotted: `model.heads`. */
export interface SpecIssue {
  path: string;
  message: string;
}

export type ParsedSpec = { ok: true; spec: Spec } | { ok: false; issues: SpecIssue[] };

/** Checks an untrusted value and fills in the defaults. */
export function parseSpec(value: unknown): ParsedSpec {
  const parsed = specSchema.safeParse(value);
  if (!parsed.success) {
    const issues = parsed.error.issues.map((issue) => ({
      path: issue.path.join('.') || '(spec)',
      message: issue.message,
    }));
    return { ok: false, issues };
  }
  const issues = findProblems(parsed.data).map(({ path, message }) => ({ path, message }));
  return issues.length > 0 ? { ok: false, issues } : { ok: true, spec: parsed.data };
}

/** As `parseSpec`. @throws LabError `spec.invalid` with the path of each wrong field */
export function requireSpec(value: unknown): Spec {
  const parsed = parseSpec(value);
  if (parsed.ok) return parsed.spec;
  const issues = parsed.issues.map(({ path, message }) => `${path}: ${message}`).join('; ');
  throw new LabError('spec.invalid', { issues });
}

export const defaultSpec: Spec = requireSpec({});

/** The stages that clean a spec's text: by default all of them for the crawl, and none for others. */
export function pipelineOf({ text, cleaning }: Pick<Spec, 'text' | 'cleaning'>): Pipeline {
  return cleaning.stages ?? (text.source === 'crawl' ? usualPipeline() : []);
}

/** Tokens that one optimiser step learns from. */
export function tokensPerStep({ model, training }: Spec): number {
  return training.accumulationSteps * training.batchSize * model.contextLength;
}

/** The model that a spec asks for, once the tokenizer's vocabulary is known. */
export function modelConfig(spec: Spec, vocabularySize: number): ModelConfig {
  const sentencePairs = asksNextSentence(spec.objective);
  return { vocabularySize, ...spec.model, ...(sentencePairs && { sentencePairs }) };
}

/**
 * @file All strategies: the schema of one with its settings, and its column. A new one is a file for its
 * column, its lines here, and its words in both languages.
 */
import { z } from 'zod';
import { modelSourceSchema } from '../../models/model-source';
import { beamFields } from '../beam/settings';
import { linkSchema, mostLinks } from '../processors';
import type { StrategyConfig } from '../types';
import { BeamColumn } from './beam';
import type { Column, ColumnOptions } from './column';
import { ContrastiveColumn, contrastiveFields } from './contrastive';
import { GuidanceColumn, guidanceFields } from './guidance';
import { MirostatColumn, mirostatFields } from './mirostat';
import { SampledColumn } from './sampled';
import { StoppingColumn } from './stopping';
import { SpeculativeColumn, speculativeFields } from './speculative';

/** What every strategy has besides its own settings. */
const shared = {
  /** The model that writes; the one that is chosen for the page where it is left out. */
  model: modelSourceSchema.optional(),
};

/** 0: the most probable token alone. */
const temperature = z.number().min(0).max(5).default(0.8);

export const strategySchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('greedy'), ...shared }),
  z.strictObject({
    kind: z.literal('beam'),
    ...beamFields,
    ...shared,
  }),
  z.strictObject({
    kind: z.literal('top-k'),
    /** 0: all tokens. */
    k: z.int().min(0).max(65_536).default(20),
    temperature,
    ...shared,
  }),
  z.strictObject({
    kind: z.literal('top-p'),
    /** 0: the most probable token alone. */
    p: z.number().min(0).max(1).default(0.9),
    temperature,
    ...shared,
  }),
  z.strictObject({
    kind: z.literal('chain'),
    /** Processors, in the order in which they change the logits. */
    links: z.array(linkSchema).max(mostLinks).default([]),
    draw: z.enum(['sample', 'greedy']).default('sample'),
    ...shared,
  }),
  z.strictObject({ kind: z.literal('mirostat'), ...mirostatFields, ...shared }),
  z.strictObject({ kind: z.literal('contrastive'), ...contrastiveFields, ...shared }),
  z.strictObject({ kind: z.literal('speculative'), ...speculativeFields, ...shared }),
  z.strictObject({ kind: z.literal('guidance'), ...guidanceFields, ...shared }),
]);

export function newColumn(strategy: StrategyConfig, options: ColumnOptions): Column {
  const column = columnOf(strategy, options);
  // Beam search looks at each of its hypotheses itself.
  return options.stops && strategy.kind !== 'beam'
    ? new StoppingColumn(column, options.stops, options.forcedIds?.length ?? 0)
    : column;
}

function columnOf(strategy: StrategyConfig, options: ColumnOptions): Column {
  switch (strategy.kind) {
    case 'greedy':
    case 'top-k':
    case 'top-p':
    case 'chain':
      return new SampledColumn(strategy, options);
    case 'beam':
      return new BeamColumn(strategy, options);
    case 'mirostat':
      return new MirostatColumn(strategy, options);
    case 'contrastive':
      return new ContrastiveColumn(strategy, options);
    case 'speculative':
      return new SpeculativeColumn(strategy, options);
    case 'guidance':
      return new GuidanceColumn(strategy, options);
  }
}

/**
 * @file All strategies: the schema of one with its settings, and its column. A new one is a file for its
 * column, its lines here, and its words in both languages.
 */
import { z } from 'zod';
import { modelSourceSchema } from '../../models/model-source';
import { linkSchema, mostLinks } from '../processors';
import type { StrategyConfig } from '../types';
import { BeamColumn } from './beam';
import type { Column, ColumnOptions } from './column';
import { SampledColumn } from './sampled';

/** What every strategy has besides its own settings. */
const shared = {
  /** The model that writes; the one that is chosen for the page where it is left out. */
  model: modelSourceSchema.optional(),
};

const temperature = z.number().min(0.05).max(5).default(0.8);

export const strategySchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('greedy'), ...shared }),
  z.strictObject({
    kind: z.literal('beam'),
    beams: z.int().min(1).max(16).default(4),
    lengthPenalty: z.number().min(-2).max(4).default(1),
    ...shared,
  }),
  z.strictObject({
    kind: z.literal('top-k'),
    k: z.int().min(1).max(65_536).default(20),
    temperature,
    ...shared,
  }),
  z.strictObject({
    kind: z.literal('top-p'),
    p: z.number().min(0.01).max(1).default(0.9),
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
]);

export function newColumn(strategy: StrategyConfig, options: ColumnOptions): Column {
  switch (strategy.kind) {
    case 'greedy':
    case 'top-k':
    case 'top-p':
    case 'chain':
      return new SampledColumn(strategy, options);
    case 'beam':
      return new BeamColumn(strategy, options);
  }
}

/**
 * @file Classifier-free guidance (Sanchez et al. 2023, arXiv 2306.17806) in the convention of Hugging
 * Face's UnbatchedClassifierFreeGuidanceLogitsProcessor: what was written is asked for after the prompt
 * and after a second, negative one, and n + scale · (l − n) of both log-softmaxes goes on into the
 * chain. Scale 1 is the prompt alone, 0 the negative one alone; above 1 leads away from it.
 */
import { z } from 'zod';
import { distributionAfter } from '../chain';
import { logSoftmax } from '../../base/distribution';
import { linkSchema, mostLinks } from '../processors';
import { sampleAt } from '../sample';
import type { StrategyConfig } from '../types';
import type { Answer, Column, ColumnOptions, PromptReading, Question } from './column';
import { Written } from './written';

export type GuidanceConfig = Extract<StrategyConfig, { kind: 'guidance' }>;

export const guidanceFields = {
  scale: z.number().min(0).max(10).default(1.5),
  /** Empty: no prompt at all, the beginning of a new text. */
  negativePrompt: z.string().max(4000).default(''),
  /** As of a chain: what happens to the guided logits. */
  links: z.array(linkSchema).max(mostLinks).default([]),
  draw: z.enum(['sample', 'greedy']).default('sample'),
};

/**
 * Logits that are led from the negative prompt's to the prompt's and beyond.
 * @param logits after the prompt; what is impossible there stays so
 * @param negative after the negative prompt
 */
export function guidedLogits(
  logits: Float32Array,
  negative: Float32Array,
  scale: number,
): Float32Array {
  const [from, to] = [logSoftmax(negative), logSoftmax(logits)];
  if (scale === 1) return Float32Array.from(to);
  return Float32Array.from(to, (wanted, id) =>
    wanted === -Infinity ? wanted : from[id] + scale * (wanted - from[id]),
  );
}

export class GuidanceColumn implements Column {
  private readonly written: Written;
  private readonly negative: PromptReading;

  constructor(
    private readonly config: GuidanceConfig,
    private readonly options: ColumnOptions,
  ) {
    this.written = new Written(options);
    const { model, readPrompt, endOfText } = options;
    this.negative = readPrompt?.(config.negativePrompt) ?? { model, promptIds: [endOfText] };
  }

  get isDone(): boolean {
    return this.written.isDone;
  }

  questions(): Question[] {
    const { sequence, ids } = this.written;
    const { model, promptIds } = this.negative;
    return [
      { model: this.options.model, ids: sequence },
      { model, ids: [...promptIds, ...ids] },
    ];
  }

  advance([{ logits }, { logits: negativeLogits }]: readonly Answer[]): void {
    const { written } = this;
    const id = written.forcedId ?? this.draw(logits, negativeLogits);
    written.push(id, logits, { kind: 'guidance', negativeLogits });
  }

  report() {
    return this.written.report();
  }

  private draw(logits: Float32Array, negativeLogits: Float32Array): number {
    const { context, uniform } = this.written;
    const guided = guidedLogits(logits, negativeLogits, this.config.scale);
    return sampleAt(distributionAfter(guided, this.config, context), uniform);
  }
}

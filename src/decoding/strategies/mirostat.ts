/**
 * @file Mirostat 2.0 (Basu et al. 2020, arXiv 2007.14966): keeps the surprise of a text near a target.
 * A token with more surprise than μ bits is cut, the most probable one never; then μ moves against the
 * error of the token that was drawn: μ ← μ − η(S − τ), from 2τ on. A token's surprise is S = −log₂ p
 * under the model's whole distribution, as in the paper (llama.cpp takes it after the cut).
 */
import { z } from 'zod';
import { distributionAfter } from '../chain';
import { softmax } from '../../base/distribution';
import { sampleAt } from '../sample';
import { firstMu, surpriseCut } from '../surprise-cut';
import type { StrategyConfig } from '../types';
import type { Answer, Column, ColumnOptions, Question } from './column';
import { Written } from './written';

export type MirostatConfig = Extract<StrategyConfig, { kind: 'mirostat' }>;

export const mirostatFields = {
  /** The surprise that is aimed at, in bits per token. */
  tau: z.number().min(0).max(10).default(2),
  /** How fast μ follows. */
  eta: z.number().min(0).max(1).default(0.1),
};

export class MirostatColumn implements Column {
  private readonly written: Written;
  private mu: number;

  constructor(
    private readonly config: MirostatConfig,
    private readonly options: ColumnOptions,
  ) {
    this.written = new Written(options);
    this.mu = firstMu(config);
  }

  get isDone(): boolean {
    return this.written.isDone;
  }

  questions(): Question[] {
    return [{ model: this.options.model, ids: this.written.sequence }];
  }

  advance([{ logits }]: readonly Answer[]): void {
    const { written, mu } = this;
    const { tau, eta } = this.config;
    const id = written.forcedId ?? this.draw(logits);
    const surprise = -Math.log2(softmax(logits)[id]);
    written.push(id, logits, { kind: 'mirostat', mu, surprise });
    this.mu = mu - eta * (surprise - tau);
  }

  report() {
    return this.written.report();
  }

  private draw(logits: Float32Array): number {
    const cut: StrategyConfig = { kind: 'chain', links: [surpriseCut(this.mu)], draw: 'sample' };
    return sampleAt(distributionAfter(logits, cut), this.written.uniform);
  }
}

/**
 * @file Speculative decoding (Leviathan et al. 2022, arXiv 2211.17192; Chen et al. 2023, arXiv
 * 2302.01318): a draft guesses γ tokens, the target checks all of them in one pass. A guess x is
 * accepted with probability min(1, p(x) / q(x)); the first one that is not is replaced by a draw from
 * max(0, p − q), and the rest is thrown away. If all are accepted, the same pass gives one token more.
 * The text has exactly the target's own distribution p. The chain applies to p and to q.
 */
import { z } from 'zod';
import { Random } from '../../base/random';
import { modelSourceSchema } from '../../models/model-source';
import { distributionAfter } from '../chain';
import { lookUp } from '../lookup';
import { linkSchema, mostLinks } from '../processors';
import { sampleAt, uniformAt } from '../sample';
import type { SpeculationFigures, StrategyConfig } from '../types';
import type { Answer, Column, ColumnOptions, Question } from './column';
import { Written } from './written';

export type SpeculativeConfig = Extract<StrategyConfig, { kind: 'speculative' }>;

export const speculativeFields = {
  /** The model that guesses; where it is left out, the text itself is looked up. */
  draft: modelSourceSchema.optional(),
  /** Tokens that are guessed before each check. */
  gamma: z.int().min(1).max(8).default(4),
  /** As of a chain: what happens to the logits of both models. */
  links: z.array(linkSchema).max(mostLinks).default([]),
  draw: z.enum(['sample', 'greedy']).default('sample'),
};

interface Guess {
  id: number;
  /** After the chain; null for a guess that was looked up, which has all of the probability. */
  distribution: Float64Array | null;
  /** Of the draft model, if there is one. */
  logits: Float32Array | null;
}

/** What is left of p where q did not reach, as a distribution; p itself if nothing is. */
export function residual(p: Float64Array, q: (id: number) => number): Float64Array {
  const rest = p.map((probability, id) => Math.max(0, probability - q(id)));
  const mass = rest.reduce((sum, one) => sum + one, 0);
  return mass > 0 ? rest.map((one) => one / mass) : p;
}

export class SpeculativeColumn implements Column {
  private readonly written: Written;
  private readonly figures: SpeculationFigures = { passes: 0, drafted: 0, accepted: 0 };
  private guesses: Guess[];

  constructor(
    private readonly config: SpeculativeConfig,
    private readonly options: ColumnOptions,
  ) {
    this.written = new Written(options);
    this.guesses = this.lookedUp();
  }

  get isDone(): boolean {
    return this.written.isDone;
  }

  questions(): Question[] {
    const { model, draft } = this.options;
    const { sequence } = this.written;
    if (draft && this.isGuessing) return [{ model: draft, ids: [...sequence, ...this.guessedIds] }];
    const checked = this.forcedIds ?? this.guessedIds;
    // What follows forced ids is another step's question.
    const last = this.forcedIds ? checked.length - 1 : checked.length;
    return Array.from({ length: last + 1 }, (_, place) => ({
      model,
      ids: [...sequence, ...checked.slice(0, place)],
    }));
  }

  advance(answers: readonly Answer[]): void {
    const { forcedIds } = this;
    if (this.options.draft && this.isGuessing) {
      this.guess(answers[0].logits);
      return;
    }
    if (forcedIds) {
      forcedIds.forEach((id, place) => {
        if (!this.isDone) this.written.push(id, answers[place].logits);
      });
    } else {
      this.check(answers.map(({ logits }) => logits));
    }
    this.guesses = this.lookedUp();
  }

  report() {
    return { ...this.written.report(), speculation: { ...this.figures } };
  }

  private get guessedIds(): number[] {
    return this.guesses.map(({ id }) => id);
  }

  /** Those that are not written yet; null if there are none. */
  private get forcedIds(): readonly number[] | null {
    const left = this.options.forcedIds?.slice(this.written.length) ?? [];
    return left.length > 0 ? left : null;
  }

  /** The check itself gives one token, so the last one is not guessed. */
  private get mostGuesses(): number {
    return Math.min(this.config.gamma, this.options.maxTokens - this.written.length - 1);
  }

  private get isGuessing(): boolean {
    return (
      this.forcedIds === null &&
      this.guesses.length < this.mostGuesses &&
      this.guesses.at(-1)?.id !== this.options.endOfText
    );
  }

  private guess(logits: Float32Array): void {
    const place = this.guesses.length;
    const distribution = this.distribution(logits, place);
    const uniform = uniformAt(this.options.seed, this.written.length + place);
    this.guesses.push({ id: sampleAt(distribution, uniform), distribution, logits });
  }

  /** Guesses without a draft model. */
  private lookedUp(): Guess[] {
    if (this.options.draft || this.forcedIds || this.isDone) return [];
    const ids = lookUp(this.written.sequence, this.mostGuesses);
    return ids.map((id) => ({ id, distribution: null, logits: null }));
  }

  /** @param allLogits of the target, before each guess and after the last */
  private check(allLogits: readonly Float32Array[]): void {
    const { written, guesses, figures } = this;
    const { seed } = this.options;
    const distributions = allLogits.map((logits, place) => this.distribution(logits, place));
    figures.passes += 1;
    figures.drafted += guesses.length;
    for (const [place, { id, distribution, logits: draftLogits }] of guesses.entries()) {
      const p = distributions[place];
      const q = (other: number) => distribution?.[other] ?? Number(other === id);
      const about = { guessed: id, draftLogits, p: p[id], q: q(id) };
      if (new Random(seed, 'accept', written.length).float() * q(id) >= p[id]) {
        const uniform = new Random(seed, 'residual', written.length).float();
        const instead = sampleAt(residual(p, q), uniform);
        written.push(instead, allLogits[place], {
          kind: 'speculative',
          outcome: 'resampled',
          ...about,
        });
        return;
      }
      figures.accepted += 1;
      written.push(id, allLogits[place], { kind: 'speculative', outcome: 'accepted', ...about });
      if (this.isDone) return;
    }
    const id = sampleAt(distributions[guesses.length], written.uniform);
    written.push(id, allLogits[guesses.length], { kind: 'speculative', outcome: 'bonus' });
  }

  /** @param place guesses that stand before */
  private distribution(logits: Float32Array, place: number): Float64Array {
    const { context } = this.written;
    const writtenIds = [...context.writtenIds, ...this.guessedIds.slice(0, place)];
    return distributionAfter(logits, this.config, { ...context, writtenIds });
  }
}

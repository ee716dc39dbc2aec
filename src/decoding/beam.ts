/**
 * @file Beam search in the convention of Hugging Face transformers: the N most probable unfinished
 * hypotheses are kept; one that ends (end of text, stop sequence or length limit) while among the best N candidates
 * is finished with score = log p / length^lengthPenalty, the end-of-text token counted. A length
 * penalty above 0 favours longer texts. The search ends when N are finished and the best running
 * one, at its present length, cannot beat the worst of them.
 */
import { logSoftmax, rankOf } from './distribution';
import type { StopSequences } from './stops';
import type { DecodedToken } from './types';

export interface Hypothesis {
  tokens: DecodedToken[];
  /** Sum of log probabilities. */
  logProbability: number;
  hasEnded: boolean;
}

interface Candidate {
  beam: number;
  id: number;
  logProbability: number;
}

export interface BeamConfig {
  beams: number;
  lengthPenalty: number;
  maxTokens: number;
  endOfText: number;
  /** A hypothesis that contains one has ended. */
  stops?: StopSequences;
}

/** @param length tokens of the hypothesis, the end-of-text token included */
export function beamScore(logProbability: number, length: number, lengthPenalty: number): number {
  return logProbability / Math.max(1, length) ** lengthPenalty;
}

export class BeamSearch {
  /** Unfinished, most probable first. */
  running: Hypothesis[] = [{ tokens: [], logProbability: 0, hasEnded: false }];
  /** Finished, best score first; at most N. */
  finished: Hypothesis[] = [];

  constructor(private readonly config: BeamConfig) {}

  score({ logProbability, tokens }: Hypothesis): number {
    return beamScore(logProbability, tokens.length, this.config.lengthPenalty);
  }

  get isDone(): boolean {
    const { beams } = this.config;
    const worst = this.finished.at(-1);
    if (this.running.length === 0) return true;
    return (
      worst !== undefined &&
      this.finished.length >= beams &&
      this.score(worst) >= this.score(this.running[0])
    );
  }

  /** The best hypothesis so far, finished or not. */
  get best(): Hypothesis {
    const all = this.isDone ? this.finished : [...this.finished, ...this.running];
    return all.reduce((best, other) => (this.score(other) > this.score(best) ? other : best));
  }

  /** @param logits next-token logits of each running hypothesis, in order */
  advance(logits: readonly Float32Array[]): void {
    const { beams, maxTokens, endOfText, stops } = this.config;
    const candidates = this.bestCandidates(logits, 2 * beams);
    const extended = candidates.map(({ beam, id, logProbability }): Hypothesis => {
      const { tokens, logProbability: before } = this.running[beam];
      const token: DecodedToken = {
        id,
        probability: Math.exp(logProbability - before),
        rank: rankOf(logits[beam], id),
        logits: logits[beam],
      };
      const all = [...tokens, token];
      const hasEnded =
        id === endOfText ||
        all.length >= maxTokens ||
        stops?.find(all.map((one) => one.id)) != null;
      return { tokens: all, logProbability, hasEnded };
    });
    const ended = extended.slice(0, beams).filter(({ hasEnded }) => hasEnded);
    this.finished = [...this.finished, ...ended]
      .sort((left, right) => this.score(right) - this.score(left))
      .slice(0, beams);
    this.running = extended.filter(({ hasEnded }) => !hasEnded).slice(0, beams);
  }

  /** The most probable one-token extensions of all running hypotheses, best first. */
  private bestCandidates(logits: readonly Float32Array[], count: number): Candidate[] {
    const best: Candidate[] = [];
    this.running.forEach(({ logProbability: before }, beam) => {
      logSoftmax(logits[beam]).forEach((logProbability, id) => {
        const total = before + logProbability;
        if (best.length === count && total <= best[count - 1].logProbability) return;
        let place = best.length;
        while (place > 0 && best[place - 1].logProbability < total) place--;
        best.splice(place, 0, { beam, id, logProbability: total });
        if (best.length > count) best.pop();
      });
    });
    return best;
  }
}

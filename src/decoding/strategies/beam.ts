/**
 * @file Beam search as Hugging Face's `generate` does it (`early_stopping=False`): keep the N most
 * probable unfinished hypotheses, extend all of them, look at the best 2N candidates; those among
 * the first N that end are finished and get a score; go on with the best N that have not ended.
 * Unlike the other strategies it searches for a probable text instead of choosing a token at a time.
 */
import { likeliestIds, logSoftmax } from '../distribution';

export interface BeamOptions {
  /** N: hypotheses that are kept. */
  beams: number;
  /** λ in score = log p / length^λ. log p is negative, so λ > 0 favours longer texts. */
  lengthPenalty: number;
  maxTokens: number;
  endOfText: number;
}

/** One step of a hypothesis: a token and the logits it was chosen from. */
export interface BeamStep {
  id: number;
  logits: Float32Array;
}

export interface Hypothesis {
  steps: readonly BeamStep[];
  /** Σ log p of the steps. */
  logProbability: number;
}

/** Length counts the end-of-text token. */
export function beamScore(logProbability: number, length: number, lengthPenalty: number): number {
  return logProbability / length ** lengthPenalty;
}

export class BeamSearch {
  /** To be extended next, the most probable first. Empty once `maxTokens` is reached. */
  running: Hypothesis[] = [{ steps: [], logProbability: 0 }];
  /** At most N, the best score first. */
  finished: Hypothesis[] = [];

  constructor(private readonly options: BeamOptions) {}

  /** The best finished hypothesis; the best running one as long as it scores higher. */
  get best(): Hypothesis {
    const [running] = this.running;
    const [finished] = this.finished;
    if (!running) return finished;
    if (!finished) return running;
    return this.score(running) > this.score(finished) ? running : finished;
  }

  /** Nothing runs, or N are finished and the best that runs scores no higher than the worst. */
  get isDone(): boolean {
    const [bestRunning] = this.running;
    if (!bestRunning) return true;
    if (this.finished.length < this.options.beams) return false;
    const worst = this.finished[this.finished.length - 1];
    return this.score(bestRunning) <= this.score(worst);
  }

  /** @param logits of the next token after each of `running`, `[running][vocabulary]` */
  advance(logits: readonly Float32Array[]): void {
    const { beams, maxTokens, endOfText } = this.options;
    const candidates = this.candidates(logits);
    const hasEnded = ({ steps }: Hypothesis) =>
      steps.length === maxTokens || steps[steps.length - 1].id === endOfText;
    this.finished = [...this.finished, ...candidates.slice(0, beams).filter(hasEnded)]
      .sort((one, other) => this.score(other) - this.score(one))
      .slice(0, beams);
    this.running = candidates.filter((candidate) => !hasEnded(candidate)).slice(0, beams);
  }

  score({ logProbability, steps }: Hypothesis): number {
    return beamScore(logProbability, Math.max(1, steps.length), this.options.lengthPenalty);
  }

  /** The 2N best continuations: even if N of them end, N are left to go on with. */
  private candidates(logits: readonly Float32Array[]): Hypothesis[] {
    const count = 2 * this.options.beams;
    const continuations = this.running.flatMap((hypothesis, index) => {
      const logProbabilities = logSoftmax(logits[index]);
      return likeliestIds(logits[index], count).map((id) => ({
        hypothesis,
        step: { id, logits: logits[index] },
        logProbability: hypothesis.logProbability + logProbabilities[id],
      }));
    });
    return continuations
      .filter(({ logProbability }) => logProbability > -Infinity)
      .sort((one, other) => other.logProbability - one.logProbability)
      .slice(0, count)
      .map(({ hypothesis, step, logProbability }) => ({
        steps: [...hypothesis.steps, step],
        logProbability,
      }));
  }
}

/**
 * @file One group of beams: its N most probable unfinished drafts, and its N best ended ones. A step
 * extends all drafts by all tokens and looks at the best 2N: one that ends (end of text or length limit)
 * while among the best N is kept with score = Σ log p / length^lengthPenalty, the end-of-text token
 * counted, log p after the rules and the chain; the best N that do not end go on. A length penalty
 * above 0 favours longer texts. A draft that no token may follow dies.
 */
import { logSoftmax, rankOf } from '../../base/distribution';
import type { StopSequences } from '../stops';
import type { DecodedToken } from '../types';
import type { BeamSettings } from './settings';
import { canLift, tokenScores, type ScoreConfig } from './token-scores';
import type { BeamNode } from './tree';

export interface Draft {
  tokens: DecodedToken[];
  /** Σ log p. */
  logProbability: number;
  /** What drafts of one length are ordered by: Σ of its tokens' scores, less what being like others costs. */
  worth: number;
  /** Number of its last token in the tree; −1 for none. */
  node: number;
  hasEnded: boolean;
}

export interface GroupConfig extends Omit<BeamSettings, 'groups'>, ScoreConfig {
  group: number;
  /** Ids that every draft begins with. */
  forcedIds: readonly number[];
  maxTokens: number;
  /** A draft that contains one has ended. */
  stops?: StopSequences;
}

interface Candidate {
  beam: number;
  id: number;
  worth: number;
}

const largest = Number.MAX_VALUE;

/** How often earlier groups took each token at this step. */
export type Taken = ReadonlyMap<number, number>;

export class BeamGroup {
  /** Best first. */
  running: Draft[] = [{ tokens: [], logProbability: 0, worth: 0, node: -1, hasEnded: false }];
  /** Best score first; at most N. */
  finished: Draft[] = [];

  /** Whether tokens may make a draft better. */
  private readonly canRise: boolean;

  constructor(private readonly config: GroupConfig) {
    this.canRise = config.links.some(canLift);
  }

  score({ worth, tokens }: Draft, length = tokens.length): number {
    return worth / Math.max(1, length) ** this.config.lengthPenalty;
  }

  get isDone(): boolean {
    const { beams, earlyStopping, lengthPenalty, maxTokens } = this.config;
    if (this.running.length === 0) return true;
    const worst = this.finished.at(-1);
    if (worst === undefined || this.finished.length < beams) return false;
    if (earlyStopping === 'when-full') return true;
    if (earlyStopping === 'never' && this.canRise) return false;
    const [best] = this.running;
    // With a penalty below 0, no draft gets better by being longer.
    const isBestLonger = earlyStopping === 'never' && lengthPenalty > 0;
    return this.score(worst) >= this.score(best, isBestLonger ? maxTokens : best.tokens.length);
  }

  /** Those that the best is among. */
  get contenders(): Draft[] {
    return this.isDone ? this.finished : [...this.finished, ...this.running];
  }

  /**
   * @param logits of the token after each running draft, in order
   * @param firstNode number of the first node of the tree that this step adds
   * @returns the candidates, best first
   */
  advance(logits: readonly Float32Array[], taken: Taken, firstNode: number): BeamNode[] {
    const { beams, maxTokens, endOfText, group, stops, forcedIds } = this.config;
    const logProbabilities = logits.map(logSoftmax);
    const candidates = this.bestCandidates(logProbabilities, taken);
    const before = this.running;
    const nodes = candidates.map(({ beam, id, worth }): BeamNode => {
      const { tokens, logProbability, node } = before[beam];
      const own = logProbabilities[beam][id];
      return {
        parent: node,
        id,
        probability: Math.exp(own),
        logProbability: logProbability + own,
        score: worth / (tokens.length + 1) ** this.config.lengthPenalty,
        group,
      };
    });
    const length = before[0].tokens.length + 1;
    const isStopped = ({ beam, id }: Candidate) => {
      const ids = [...before[beam].tokens.map((token) => token.id), id];
      return stops !== undefined && stops.find(ids, forcedIds.length) !== null;
    };
    const ended = new Set(
      candidates.filter((one) => one.id === endOfText || length >= maxTokens || isStopped(one)),
    );
    const ends = (candidate: Candidate) => ended.has(candidate);
    const draftOf = (candidate: Candidate): Draft => {
      const { beam, id, worth } = candidate;
      const index = candidates.indexOf(candidate);
      const { probability, logProbability } = nodes[index];
      const token = { id, probability, rank: rankOf(logits[beam], id), logits: logits[beam] };
      return {
        tokens: [...before[beam].tokens, token],
        logProbability,
        worth,
        node: firstNode + index,
        hasEnded: ends(candidate),
      };
    };
    this.finished = [...this.finished, ...candidates.slice(0, beams).filter(ends).map(draftOf)]
      .sort((left, right) => this.score(right) - this.score(left))
      .slice(0, beams);
    this.running = candidates
      .filter((candidate) => !ends(candidate))
      .slice(0, beams)
      .map(draftOf);
    return nodes;
  }

  /** The best one-token extensions of all running drafts, twice as many as there are beams. */
  private bestCandidates(logProbabilities: readonly Float64Array[], taken: Taken): Candidate[] {
    const { beams, diversityPenalty } = this.config;
    const best: Candidate[] = [];
    this.running.forEach((draft, beam) => {
      this.scores(logProbabilities[beam], draft).forEach((score, id) => {
        if (score === -Infinity) return;
        const sum = draft.worth + score - diversityPenalty * (taken.get(id) ?? 0);
        // Divided by a temperature next to 0, sums leave the range of numbers; nothing is forbidden by that.
        const worth = Math.min(largest, Math.max(-largest, sum));
        if (best.length === 2 * beams && worth <= best[best.length - 1].worth) return;
        let place = best.length;
        while (place > 0 && best[place - 1].worth < worth) place--;
        best.splice(place, 0, { beam, id, worth });
        if (best.length > 2 * beams) best.pop();
      });
    });
    return best;
  }

  /** What each token would add to the draft. */
  private scores(logProbabilities: Float64Array, { tokens }: Draft): Float64Array {
    const forced = this.config.forcedIds.at(tokens.length);
    if (forced !== undefined) {
      return logProbabilities.map((value, id) => (id === forced ? value : -Infinity));
    }
    const writtenIds = tokens.map(({ id }) => id);
    return tokenScores(logProbabilities, writtenIds, this.config);
  }
}

/**
 * @file The columns of a comparison. Each says which texts it wants continued next and takes the
 * logits; who asks the model is not its business (see `compare.ts`).
 */
import { logSoftmax, rankOf } from './distribution';
import { sampleToken, uniformAt } from './sample';
import { columnStatistics } from './statistics';
import { keptDistribution } from './strategies';
import { BeamSearch } from './strategies/beam';
import type {
  ColumnStatus,
  DecodedToken,
  DecodingConfig,
  DecodingUpdate,
  StrategyConfig,
} from './types';

export interface Column {
  status: ColumnStatus;
  /** Generated ids of each text that is to be continued; not empty while `status` is `running`. */
  wanted(): number[][];
  /** @param logits `[wanted().length][vocabulary]` */
  advance(logits: readonly Float32Array[]): void;
  report(): Omit<DecodingUpdate, 'column' | 'status'>;
}

export type ColumnOptions = Pick<DecodingConfig, 'seed' | 'maxTokens'> & { endOfText: number };

export function makeColumn(strategy: StrategyConfig, options: ColumnOptions): Column {
  return strategy.kind === 'beam'
    ? new BeamColumn({ ...options, ...strategy })
    : new TokenColumn(strategy, options);
}

function endStatus(ids: readonly number[], { endOfText, maxTokens }: ColumnOptions): ColumnStatus {
  if (ids[ids.length - 1] === endOfText) return 'end-of-text';
  return ids.length >= maxTokens ? 'length' : 'running';
}

function decodedToken(id: number, logits: Float32Array, logProbability: number): DecodedToken {
  return { id, logits, probability: Math.exp(logProbability), rank: rankOf(logits, id) };
}

/** Greedy and sampling: one token after the other. */
class TokenColumn implements Column {
  status: ColumnStatus = 'running';
  private readonly tokens: DecodedToken[] = [];
  private readonly ids: number[] = [];
  private logProbability = 0;

  constructor(
    private readonly strategy: StrategyConfig,
    private readonly options: ColumnOptions,
  ) {}

  wanted(): number[][] {
    return [this.ids];
  }

  advance([logits]: readonly Float32Array[]): void {
    const kept = keptDistribution(logits, this.strategy);
    const id = sampleToken(kept, uniformAt(this.options.seed, this.ids.length));
    const logProbability = logSoftmax(logits)[id];
    this.ids.push(id);
    this.tokens.push(decodedToken(id, logits, logProbability));
    this.logProbability += logProbability;
    this.status = endStatus(this.ids, this.options);
  }

  report() {
    const statistics = columnStatistics(this.ids, this.logProbability);
    return { tokens: [...this.tokens], statistics };
  }
}

/** Beam search: shows the hypothesis that is best at the moment, so its text may change. */
class BeamColumn implements Column {
  status: ColumnStatus = 'running';
  private readonly search: BeamSearch;

  constructor(private readonly options: ColumnOptions & { beams: number; lengthPenalty: number }) {
    this.search = new BeamSearch(options);
  }

  wanted(): number[][] {
    return this.search.running.map(({ steps }) => steps.map(({ id }) => id));
  }

  advance(logits: readonly Float32Array[]): void {
    this.search.advance(logits);
    if (!this.search.isDone) return;
    const ids = this.search.best.steps.map(({ id }) => id);
    this.status = endStatus(ids, this.options);
  }

  report() {
    const { steps, logProbability } = this.search.best;
    const ids = steps.map(({ id }) => id);
    return {
      tokens: steps.map(({ id, logits }) => decodedToken(id, logits, logSoftmax(logits)[id])),
      statistics: columnStatistics(ids, logProbability),
      beams: this.search.running.map((hypothesis) => ({
        ids: hypothesis.steps.map(({ id }) => id),
        logProbability: hypothesis.logProbability,
      })),
    };
  }
}

/**
 * @file Why a token could be chosen: the whole vocabulary, before and after each link of a strategy's
 * chain. Over logits alone, so sliders need no forward pass; arrays by rank instead of an object for each
 * token, and nothing computed again that a slider leaves as it was, so that a slider over 32,768 of them
 * acts within a frame.
 */
import { applyLink, chainOf, keepTheBest } from './chain';
import { softmaxFigures, sortedIds, type SoftmaxFigures } from '../base/distribution';
import type { MatchState } from './constraints/constraint';
import { processors, type ProcessorName } from './processors';
import { constraintOf } from './processors/constraint';
import { textNames, type ProcessorContext } from './processors/processor';
import type { StrategyConfig } from './types';

/** All tokens, most probable first; equal ones by id. */
export interface RankedVocabulary {
  ids: Uint32Array;
  /** Under the model, by rank: temperature 1, nothing cut. */
  probabilities: Float64Array;
}

/** It needs sorting, so it is kept for as long as the logits are. */
export function rankVocabulary(logits: Float32Array): RankedVocabulary {
  const ids = sortedIds(logits);
  return { ids, probabilities: probabilitiesByRank(ids, logits, softmaxFigures(logits)) };
}

/** @returns a probability for each rank, without the ranks behind the last that is not cut */
function probabilitiesByRank(
  ids: Uint32Array,
  logits: Float32Array | Float64Array,
  { maximum, sum }: SoftmaxFigures,
): Float64Array {
  let end = ids.length;
  while (end > 0 && logits[ids[end - 1]] === -Infinity) end--;
  const probabilities = new Float64Array(end);
  for (let rank = 0; rank < end; rank++) {
    probabilities[rank] = Math.exp(logits[ids[rank]] - maximum) / sum;
  }
  return probabilities;
}

/** How what is written stands to each link of a chain that constrains it. */
export interface ExplainedMatch {
  name: ProcessorName;
  state: MatchState;
}

export function explainMatches(
  strategy: StrategyConfig,
  { vocabulary, writtenIds }: ProcessorContext,
): ExplainedMatch[] {
  if (!vocabulary) return [];
  return chainOf(strategy).links.flatMap(({ name, texts = {} }) =>
    textNames.flatMap((kind) => {
      if (!processors[name].texts?.[kind]) return [];
      const constraint = constraintOf(kind, texts[kind], vocabulary);
      return [{ name, state: constraint.matchState(writtenIds) }];
    }),
  );
}

/** What a link of a chain did. */
export interface ExplainedLink {
  /** Null for the model's own logits, before the first link; `best`: at the end only the best is taken. */
  name: ProcessorName | 'best' | null;
  /** Tokens that can still be drawn. */
  kept: number;
  /** Entropy of the distribution there, in bits. */
  entropy: number;
  /** Probabilities there, by the ranks of the model's own vocabulary; 0, or the list has ended, for what is cut. */
  after: (ranked: RankedVocabulary) => Float64Array;
}

/** A link of a chain, or what stands for one at its end. */
interface Turn {
  name: ExplainedLink['name'];
  /** Equal for turns that do the same. */
  key: string;
  apply: (before: Float64Array, after: Float64Array) => void;
}

/**
 * Explains one token's logits under one chain after another. Of a chain that begins like the one before it
 * only the rest is computed, in the memory that there is: what the last call returned is then out of date.
 */
export class ChainExplainer {
  private readonly first: Float64Array;
  private readonly start: ExplainedLink;
  /** Of the last chain, as far as it was computed. */
  private readonly done: { key: string; link: ExplainedLink }[] = [];
  /** The logits behind each turn. */
  private readonly memory: Float64Array[] = [];

  constructor(
    logits: Float32Array,
    private readonly context: ProcessorContext,
  ) {
    this.first = new Float64Array(logits);
    this.start = explainedLink(null, this.first);
  }

  /**
   * @returns the model's logits, and then each link of the chain; the last is what the token is drawn from
   * @throws LabError `constraint.*`
   */
  explain(strategy: StrategyConfig): ExplainedLink[] {
    const { done, memory, first } = this;
    const turns = this.turnsOf(strategy);
    for (const [at, { name, key, apply }] of turns.entries()) {
      if (done.at(at)?.key === key) continue;
      done.length = at;
      if (memory.length === at) memory.push(new Float64Array(first.length));
      apply(at === 0 ? first : memory[at - 1], memory[at]);
      done.push({ key, link: explainedLink(name, memory[at]) });
    }
    return [this.start, ...done.slice(0, turns.length).map(({ link }) => link)];
  }

  private turnsOf(strategy: StrategyConfig): Turn[] {
    const { links, draw } = chainOf(strategy);
    const turns = links.map((link): Turn => {
      const apply: Turn['apply'] = (before, after) =>
        applyLink(link, this.context, this.first, before, after);
      return { name: link.name, key: JSON.stringify(link), apply };
    });
    if (draw === 'sample') return turns;
    const takeTheBest: Turn['apply'] = (before, after) => {
      after.set(before);
      keepTheBest(after);
    };
    return [...turns, { name: 'best', key: 'best', apply: takeTheBest }];
  }
}

function explainedLink(name: ExplainedLink['name'], logits: Float64Array): ExplainedLink {
  const figures = softmaxFigures(logits);
  return {
    name,
    kept: figures.kept,
    entropy: figures.entropy / Math.LN2,
    after: ({ ids }) => probabilitiesByRank(ids, logits, figures),
  };
}

/** Where a strategy would cut a distribution. */
export interface Cut {
  kept: number;
  /** Probability under the model of what is kept. */
  mass: number;
  /** Entropy of what the token is drawn from, in bits. */
  entropy: number;
  /** Ranks up to the last that is kept; more than `kept` where the cut leaves holes. */
  end: number;
}

/**
 * @param ranked the model's own vocabulary
 * @param explainer of what the chain starts from; not what the model says where it is guided
 */
export function explainCut(
  ranked: RankedVocabulary,
  explainer: ChainExplainer,
  strategy: StrategyConfig,
): Cut {
  const steps = explainer.explain(strategy);
  const { kept, entropy, after } = steps[steps.length - 1];
  let mass = 0;
  let end = 0;
  after(ranked).forEach((probability, rank) => {
    if (probability === 0) return;
    mass += ranked.probabilities[rank];
    end = rank + 1;
  });
  return { kept, mass, entropy, end };
}

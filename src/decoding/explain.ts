/**
 * @file Why a token could be chosen: the whole vocabulary, before and after each link of a strategy's
 * chain. Pure over logits, so sliders need no forward pass; arrays by rank instead of an object for each
 * token, so that a slider over 32,768 of them acts within a frame.
 */
import { chainOf, chainStages, onlyTheBest } from './chain';
import {
  softmaxAndEntropy,
  softmax,
  sortedIds,
  type ProbabilitiesAndEntropy,
} from './distribution';
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
  return { ids, probabilities: byRank(ids, softmax(logits)) };
}

/** @param values by id */
export function byRank(ids: Uint32Array, values: Float64Array): Float64Array {
  const ranked = new Float64Array(ids.length);
  for (let rank = 0; rank < ids.length; rank++) ranked[rank] = values[ids[rank]];
  return ranked;
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
  /** By id; 0 for what is cut. */
  probabilities: Float64Array;
}

/** The model's logits, and then each link of the chain; the last is what the token is drawn from. */
export function explainChain(
  logits: Float32Array,
  strategy: StrategyConfig,
  context: ProcessorContext,
): ExplainedLink[] {
  const chain = chainOf(strategy);
  const stages = chainStages(logits, chain, context);
  const steps = stages.map((stage, index) =>
    linkAfter(index === 0 ? null : chain.links[index - 1].name, softmaxAndEntropy(stage)),
  );
  if (chain.draw === 'greedy') {
    const probabilities = onlyTheBest(stages[stages.length - 1]);
    steps.push(linkAfter('best', { probabilities, entropy: 0 }));
  }
  return steps;
}

function linkAfter(
  name: ExplainedLink['name'],
  { probabilities, entropy }: ProbabilitiesAndEntropy,
): ExplainedLink {
  let kept = 0;
  for (const probability of probabilities) if (probability > 0) kept++;
  return { name, kept, entropy: entropy / Math.LN2, probabilities };
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
 * @param from what the chain starts from; not what the model says where it is guided
 */
export function explainCut(
  { ids, probabilities }: RankedVocabulary,
  from: Float32Array,
  strategy: StrategyConfig,
  context: ProcessorContext,
): Cut {
  const steps = explainChain(from, strategy, context);
  const last = steps[steps.length - 1];
  let mass = 0;
  let end = 0;
  ids.forEach((id, rank) => {
    if (last.probabilities[id] === 0) return;
    mass += probabilities[rank];
    end = rank + 1;
  });
  return { kept: last.kept, mass, entropy: last.entropy, end };
}

/**
 * @file Why a token could be chosen: the whole vocabulary, before and after each link of a strategy's
 * chain. Pure over logits, so sliders need no forward pass.
 */
import { chainOf, chainStages, distributionAfter } from './chain';
import { entropy, softmax, sortedIds } from './distribution';
import type { MatchState } from './constraints/constraint';
import { processors, type ProcessorName } from './processors';
import { constraintOf } from './processors/constraint';
import { textNames, type ProcessorContext } from './processors/processor';
import type { StrategyConfig } from './types';

export interface ExplainedToken {
  id: number;
  /** 0 for the most probable. */
  rank: number;
  /** Under the model: temperature 1, nothing cut. */
  probability: number;
  /** After the links; 0 for what is cut. */
  after: number;
  kept: boolean;
}

/**
 * All tokens, most probable first.
 * @param links how many links of the chain are looked through; all and the draw if left out
 * @param from what the chain starts from, where that is not what the model says
 */
export function explainDistribution(
  logits: Float32Array,
  strategy: StrategyConfig,
  context: ProcessorContext,
  links?: number,
  from = logits,
): ExplainedToken[] {
  const before = softmax(logits);
  const after =
    links === undefined
      ? distributionAfter(from, strategy, context)
      : softmax(chainStages(from, chainOf(strategy), context)[links]);
  return Array.from(sortedIds(logits), (id, rank) => ({
    id,
    rank,
    probability: before[id],
    after: after[id],
    kept: after[id] > 0,
  }));
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
  /** Null for the model's own logits, before the first link. */
  name: ProcessorName | null;
  /** Tokens that can still be drawn. */
  kept: number;
  /** Entropy of the distribution there, in bits. */
  entropy: number;
}

/** The model's logits, and then each link of the chain. */
export function explainChain(
  logits: Float32Array,
  strategy: StrategyConfig,
  context: ProcessorContext,
): ExplainedLink[] {
  const chain = chainOf(strategy);
  return chainStages(logits, chain, context).map((stage, index) => ({
    name: index === 0 ? null : chain.links[index - 1].name,
    kept: stage.reduce((count, logit) => (logit > -Infinity ? count + 1 : count), 0),
    entropy: entropy(softmax(stage)) / Math.LN2,
  }));
}

/**
 * @file A chain of processors: logits → … → the distribution that a token is drawn from. Every strategy
 * that chooses one token at a time is such a chain, so there is one path from logits to probabilities.
 */
import { mostProbable, softmax } from './distribution';
import { newLink, processors, type Link } from './processors';
import type { ProcessorContext } from './processors/processor';
import { firstMu, surpriseCut } from './surprise-cut';
import type { StrategyConfig } from './types';

/** For the first token of an empty prompt, and where no link looks back. */
const nothingBefore: ProcessorContext = { promptIds: [], writtenIds: [] };

export interface Chain {
  links: readonly Link[];
  /** `sample` draws from what the links leave; `greedy` takes the most probable of it. */
  draw: 'sample' | 'greedy';
}

const link = (name: Link['name'], settings: Link['settings']): Link => ({
  ...newLink(name),
  settings,
});

/**
 * The chain that a strategy stands for. Beam and contrastive search, which draw nothing, have none of
 * their own; that of Mirostat changes from token to token, and this is the first one.
 */
export function chainOf(strategy: StrategyConfig): Chain {
  switch (strategy.kind) {
    case 'greedy':
      return { links: [], draw: 'greedy' };
    case 'beam':
    case 'contrastive':
      return { links: [], draw: 'sample' };
    case 'mirostat':
      return { links: [surpriseCut(firstMu(strategy))], draw: 'sample' };
    case 'top-k': {
      const { temperature, k } = strategy;
      return {
        links: [link('temperature', { temperature }), link('top-k', { k })],
        draw: 'sample',
      };
    }
    case 'top-p': {
      const { temperature, p } = strategy;
      return {
        links: [link('temperature', { temperature }), link('top-p', { p })],
        draw: 'sample',
      };
    }
    case 'chain':
    case 'speculative':
    case 'guidance':
      return { links: strategy.links, draw: strategy.draw };
  }
}

const leavesAny = (logits: Float64Array) => logits.some((logit) => logit > -Infinity);

/**
 * The logits before the first link, and after each. A link that would leave no token at all (every
 * n-gram is taken) is passed over; one that is binding then takes back what the links before it cut.
 * @throws LabError `constraint.*`
 */
export function chainStages(
  logits: Float32Array,
  { links }: Chain,
  context: ProcessorContext,
): Float64Array[] {
  const stages: Float64Array[] = [Float64Array.from(logits)];
  for (const { name, settings, texts = {} } of links) {
    const before = stages[stages.length - 1];
    const processor = processors[name];
    const candidates = processor.isBinding ? [before, stages[0]] : [before];
    let after = before;
    for (const given of candidates) {
      after = processor.apply(given, settings, context, texts);
      if (leavesAny(after)) break;
    }
    stages.push(leavesAny(after) ? after : before);
  }
  return stages;
}

/** All probability on the most probable token; the smallest id among equals. */
export function onlyTheBest(logits: Float64Array): Float64Array {
  const certain = new Float64Array(logits.length);
  certain[mostProbable(logits)] = 1;
  return certain;
}

/**
 * @param logits over the full vocabulary
 * @returns probabilities over the full vocabulary, 0 for what is cut; for beam search the uncut
 *   distribution that its scores are made of
 */
export function distributionAfter(
  logits: Float32Array,
  strategy: StrategyConfig,
  context = nothingBefore,
): Float64Array {
  const chain = chainOf(strategy);
  const last = chainStages(logits, chain, context)[chain.links.length];
  return chain.draw === 'greedy' ? onlyTheBest(last) : softmax(last);
}

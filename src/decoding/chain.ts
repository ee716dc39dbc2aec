/**
 * @file A chain of processors: logits → … → the distribution that a token is drawn from. Every strategy
 * that chooses one token at a time is such a chain, so there is one path from logits to probabilities.
 */
import type { Vocabulary } from './constraints/vocabulary';
import { mostProbable, softmax } from '../base/distribution';
import { newLink, processors, type Link } from './processors';
import { keepIds } from './processors/keep';
import { textNames, type ProcessorContext } from './processors/processor';
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
 * The chain that a strategy stands for. Beam search draws nothing from what its own leaves; contrastive
 * search has none; that of Mirostat changes from token to token, and this is the first one.
 */
export function chainOf(strategy: StrategyConfig): Chain {
  switch (strategy.kind) {
    case 'greedy':
      return { links: [], draw: 'greedy' };
    case 'beam':
      return { links: strategy.links ?? [], draw: 'sample' };
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

/**
 * Does what a link does. One that would leave no token at all (every n-gram is taken) is passed over; one
 * that is binding then takes back what the links before it cut.
 * @param first the logits before the chain's first link
 * @param before those before this one
 * @param after where those behind it are written, as long as the others
 * @throws LabError `constraint.*`
 */
export function applyLink(
  { name, settings, texts = {} }: Link,
  context: ProcessorContext,
  first: Float64Array,
  before: Float64Array,
  after: Float64Array,
): void {
  const processor = processors[name];
  for (const given of processor.isBinding ? [before, first] : [before]) {
    after.set(given);
    processor.apply(after, settings, context, texts);
    if (leavesAny(after)) return;
  }
  after.set(before);
}

/**
 * @param first what constraints that would leave nothing go back to
 * @param start what goes into the first link
 * @returns what comes out of the last; `start` itself where there are no links
 * @throws LabError `constraint.*`
 */
export function afterLinks(
  links: readonly Link[],
  context: ProcessorContext,
  first: Float64Array,
  start = first,
): Float64Array {
  return links.reduce((before, link) => {
    const after = new Float64Array(before.length);
    applyLink(link, context, first, before, after);
    return after;
  }, start);
}

/**
 * Cuts what any constraint among the links forbids, even if that is all; nothing where there is none.
 * @throws LabError `constraint.*`
 */
export function holdConstraints(
  links: readonly Link[],
  context: ProcessorContext,
  logits: Float64Array,
): void {
  for (const { name, settings, texts = {} } of links) {
    if (processors[name].isBinding) processors[name].apply(logits, settings, context, texts);
  }
}

function leavesAny(logits: Float64Array): boolean {
  for (let id = 0; id < logits.length; id++) if (logits[id] > -Infinity) return true;
  return false;
}

/** @throws LabError `constraint.*`: this vocabulary cannot write what a link asks for */
export function requireSpellable(strategy: StrategyConfig, vocabulary: Vocabulary): void {
  for (const { name, texts = {} } of chainOf(strategy).links) {
    for (const kind of textNames) processors[name].texts?.[kind]?.check(texts[kind], vocabulary);
  }
}

/** Leaves the most probable token alone; the smallest id among equals. */
export function keepTheBest(logits: Float64Array): void {
  keepIds(logits, [mostProbable(logits)]);
}

/**
 * @param logits over the full vocabulary
 * @returns probabilities over the full vocabulary, 0 for what is cut
 */
export function distributionAfter(
  logits: Float32Array,
  strategy: StrategyConfig,
  context = nothingBefore,
): Float64Array {
  const { links, draw } = chainOf(strategy);
  const after = afterLinks(links, context, new Float64Array(logits));
  if (draw === 'greedy') keepTheBest(after);
  return softmax(after);
}

/**
 * @file A token's bias in a strategy: the link `logit-bias` of its chain, made and taken away as needed.
 */
import { chainOf } from './chain';
import { newLink } from './processors';
import { mostTokens } from './processors/processor';
import type { StrategyConfig, StrategyKind } from './types';

export { ban } from './processors/logit-bias';

/** Strategies that have a chain, or stand for one. */
const chainKinds: readonly StrategyKind[] = [
  'greedy',
  'beam',
  'top-k',
  'top-p',
  'chain',
  'speculative',
  'guidance',
];

export function canBeBiased(strategy: StrategyConfig): boolean {
  return chainKinds.includes(strategy.kind);
}

/** Biases by token id, of the first link that has any. */
export function biasesOf(strategy: StrategyConfig): Readonly<Record<string, number>> {
  return chainOf(strategy).links.find(({ name }) => name === 'logit-bias')?.settings ?? {};
}

/**
 * The strategy with this bias of a token, at the beginning of its chain if there was none before. One
 * that has no chain becomes the chain that it stands for.
 * @param bias 0 takes it away
 */
export function withBias(strategy: StrategyConfig, id: number, bias: number): StrategyConfig {
  const { links, draw } = chainOf(strategy);
  const { [id]: _, ...others } = biasesOf(strategy);
  const settings = bias === 0 ? others : { ...others, [id]: bias };
  if (Object.keys(settings).length > mostTokens) return strategy;
  const place = links.findIndex(({ name }) => name === 'logit-bias');
  const link = { ...newLink('logit-bias'), settings };
  const changed = place === -1 ? [link, ...links] : links.with(place, link);
  const kept = changed.filter(
    (one) => one.name !== 'logit-bias' || Object.keys(one.settings).length > 0,
  );
  if (strategy.kind === 'beam' || 'links' in strategy) return { ...strategy, links: kept };
  return { kind: 'chain', links: kept, draw, ...(strategy.model && { model: strategy.model }) };
}

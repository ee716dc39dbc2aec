/**
 * @file A token's bias in a strategy: the link `logit-bias` of its chain, made and taken away as needed.
 */
import { chainOf } from './chain';
import { newLink } from './processors';
import { mostTokens } from './processors/processor';
import type { StrategyConfig, StrategyKind } from './types';

export { ban } from './processors/logit-bias';

/** Strategies that are a chain, or stand for one. */
const chainKinds: readonly StrategyKind[] = ['greedy', 'top-k', 'top-p', 'chain'];

export function canBeBiased(strategy: StrategyConfig): boolean {
  return chainKinds.includes(strategy.kind);
}

/** Biases by token id, of the first link that has any. */
export function biasesOf(strategy: StrategyConfig): Readonly<Record<string, number>> {
  return chainOf(strategy).links.find(({ name }) => name === 'logit-bias')?.settings ?? {};
}

/**
 * The strategy as a chain in which a token has this bias, at its beginning if it had none before.
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
  return {
    kind: 'chain',
    links: changed.filter(
      ({ name, settings: own }) => name !== 'logit-bias' || Object.keys(own).length > 0,
    ),
    draw,
    ...(strategy.model && { model: strategy.model }),
  };
}

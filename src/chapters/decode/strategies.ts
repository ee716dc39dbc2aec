/**
 * @file What the decode page knows of strategies: what a new column starts with, how one is told in a
 * few signs, and the values that a slider of k offers.
 */
import type { Link } from '../../decoding/processors';
import type { StrategyConfig, StrategyKind } from '../../decoding/types';
import type { ModelSource } from '../../models/model-source';
import { beamSettings, chainOf, newLink } from '../../state/selectors';

export const strategyKinds: readonly StrategyKind[] = [
  'greedy',
  'beam',
  'top-k',
  'top-p',
  'chain',
  'mirostat',
  'contrastive',
  'speculative',
  'guidance',
];

/** Those whose choice can be tried on logits alone, and the one that chose. */
export function whatIfKinds(used: StrategyKind): readonly StrategyKind[] {
  const needMore: readonly StrategyKind[] = ['mirostat', 'contrastive', 'speculative', 'guidance'];
  return strategyKinds.filter((kind) => kind === used || !needMore.includes(kind));
}

export const mostColumns = 8;

/**
 * The strategy of this kind; the model is kept, temperature where both have one, and a chain begins as what
 * the strategy before it stands for.
 * @param source the model that will write
 */
export function strategyOfKind(
  kind: StrategyKind,
  before?: StrategyConfig,
  source?: ModelSource,
): StrategyConfig {
  return { ...newStrategy(kind, before, source), ...(before?.model && { model: before.model }) };
}

function newStrategy(
  kind: StrategyKind,
  before: StrategyConfig | undefined,
  source: ModelSource | undefined,
): StrategyConfig {
  const temperature = before && 'temperature' in before ? before.temperature : 0.8;
  switch (kind) {
    case 'greedy':
      return { kind };
    case 'beam':
      return { kind, beams: 4, lengthPenalty: 1 };
    case 'top-k':
      return { kind, k: 20, temperature };
    case 'top-p':
      return { kind, p: 0.9, temperature };
    case 'chain':
      return { kind, ...chainBefore(before) };
    case 'mirostat':
      return { kind, tau: 2, eta: 0.1 };
    case 'contrastive':
      return { kind, k: 4, alpha: 0.6 };
    case 'speculative':
      return { kind, ...draftFor(source), gamma: 4, ...chainBefore(before) };
    case 'guidance':
      return { kind, scale: 1.5, negativePrompt: '', ...chainBefore(before) };
  }
}

/** The small model that is shipped beside a shipped one. */
function draftFor(source: ModelSource | undefined): { draft?: ModelSource } {
  if (source?.kind !== 'shipped') return {};
  const name = source.name.startsWith('chinese') ? 'chinese-draft' : 'english-draft';
  return { draft: { kind: 'shipped', name } };
}

function chainBefore(before: StrategyConfig | undefined) {
  if (!before || !standsForChain(before)) {
    return { links: [newLink('temperature'), newLink('min-p')], draw: 'sample' as const };
  }
  const { links, draw } = chainOf(before);
  return { links: [...links], draw };
}

function standsForChain(strategy: StrategyConfig): boolean {
  if (strategy.kind === 'beam') return strategy.links !== undefined;
  return strategy.kind !== 'contrastive' && strategy.kind !== 'mirostat';
}

/** `k = 20, T = 0.8`; empty for greedy. */
export function strategySigns(config: StrategyConfig): string {
  switch (config.kind) {
    case 'greedy':
      return '';
    case 'beam':
      return beamSigns(config);
    case 'top-k':
      return `k = ${config.k}, T = ${config.temperature}`;
    case 'top-p':
      return `p = ${config.p}, T = ${config.temperature}`;
    case 'chain':
      return config.links.map(linkSigns).join(' → ');
    case 'mirostat':
      return `τ = ${config.tau}, η = ${config.eta}`;
    case 'contrastive':
      return `k = ${config.k}, α = ${config.alpha}`;
    case 'speculative':
      return [`γ = ${config.gamma}`, ...config.links.map(linkSigns)].join(' → ');
    case 'guidance':
      return [`× ${config.scale}`, ...config.links.map(linkSigns)].join(' → ');
  }
}

const linkSigns = ({ name, settings, texts = {} }: Link) =>
  [name, Object.values(settings).join('/'), ...Object.values(texts).map(shorten)]
    .filter((sign) => sign !== '')
    .join(' ');

const shorten = (text: string) => (text.length > 24 ? `${text.slice(0, 24)}…` : text);

/** What is as it would be without being told is left out. */
function beamSigns(config: Extract<StrategyConfig, { kind: 'beam' }>): string {
  const { beams, lengthPenalty, links, ...rules } = beamSettings(config);
  const { earlyStopping, noRepeatNgram, minTokens, groups, diversityPenalty } = rules;
  const own = [
    `n = ${beams}, λ = ${lengthPenalty}`,
    earlyStopping === 'best-cannot-win' ? '' : earlyStopping,
    noRepeatNgram > 0 ? `no-repeat-ngram ${noRepeatNgram}` : '',
    minTokens > 0 ? `≥ ${minTokens}` : '',
    groups > 1 ? `groups ${groups}/${diversityPenalty}` : '',
  ]
    .filter((signs) => signs !== '')
    .join(', ');
  return [own, ...links.map(linkSigns)].join(' → ');
}

/** From 1 to `largest`, every whole number at first, then ever further apart (about 12%). */
export function kChoices(largest: number): number[] {
  const choices: number[] = [];
  for (let k = 1; k < largest; k = Math.max(k + 1, Math.round(k * 1.12))) choices.push(k);
  return [...choices, largest];
}

/** Index of the choice that is nearest to `k` from below. */
export function choiceIndex(choices: readonly number[], k: number): number {
  const above = choices.findIndex((choice) => choice > k);
  return above === -1 ? choices.length - 1 : Math.max(0, above - 1);
}

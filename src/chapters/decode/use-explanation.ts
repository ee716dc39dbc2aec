/**
 * @file What the token panel shows of one token's logits: the chain step by step, the vocabulary behind
 * one of its steps, and where every column's strategy would cut it.
 */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { LabError } from '../../base/errors';
import type { Cut, RankedVocabulary } from '../../decoding/explain';
import type { ProcessorContext } from '../../decoding/processors/processor';
import type { DecodedToken, StrategyConfig } from '../../decoding/types';
import { seriesColor } from '../../pictures/color';
import type { CutLine, Distribution } from '../../pictures/distribution';
import { useLab } from '../../state/lab';
import { ChainExplainer, explainCut, explained, rankVocabulary } from '../../state/selectors';
import type { Tokenizer } from '../../text/types';
import { useChainExplanation, type ChainExplanation } from './use-chain-explanation';

/** A cut that one or several columns have in common. */
export interface ColumnCut extends Cut {
  /** From 0. */
  columns: number[];
  line: CutLine;
}

export interface Explanation extends ChainExplanation {
  /** Whether the chain starts from something else than the model's own logits. */
  isGuided: boolean;
  /** The step whose distribution is shown. */
  shown: number;
  entries: Distribution;
  cuts: ColumnCut[];
  /** Those of the cuts. */
  lines: CutLine[];
}

export interface ExplanationSettings {
  token: DecodedToken;
  /** What the token was chosen with. */
  used: StrategyConfig;
  /** What it is looked at with. */
  strategy: StrategyConfig;
  context: ProcessorContext;
  /** Of the chain; null for what the token is taken from. */
  step: number | null;
  tokenizer: Tokenizer;
}

export function useExplanation(settings: ExplanationSettings): Explanation {
  const { token, used, strategy, context, step, tokenizer } = settings;
  const { logits } = token;
  const ranked = useMemo(() => rankVocabulary(logits), [logits]);
  const { logits: from, strategy: own } = useMemo(
    () => explained(token, strategy),
    [token, strategy],
  );
  const { steps, matches, problem } = useChainExplanation(from, own, context);
  // A chain may have become shorter since the step was chosen.
  const shown = Math.min(step ?? Infinity, steps.length - 1);
  const entries = useMemo(
    () => ({
      ...ranked,
      after: steps[shown].after(ranked),
      label: (id: number) => tokenizer.label(id),
    }),
    [ranked, steps, shown, tokenizer],
  );
  const cuts = useColumnCuts(token, used, ranked, context);
  const lines = useMemo(() => cuts.map(({ line }) => line), [cuts]);
  const isGuided = from !== logits;
  return { steps, matches, problem, isGuided, shown, entries, cuts, lines };
}

/** Whether a strategy cuts one token's distribution, and does so by what is known of this token. */
function cutsToken(strategy: StrategyConfig, used: StrategyConfig): boolean {
  switch (strategy.kind) {
    // These compare whole texts, or candidates by more than their probability.
    case 'beam':
    case 'contrastive':
      return false;
    // What these go by was noted for the column's own tokens alone.
    case 'mirostat':
    case 'guidance':
      return JSON.stringify(strategy) === JSON.stringify(used);
    case 'greedy':
    case 'top-k':
    case 'top-p':
    case 'chain':
    case 'speculative':
      return true;
  }
}

/** Null for a constraint that nothing of this vocabulary satisfies: columns may have other vocabularies. */
function cutOf(
  ranked: RankedVocabulary,
  explainer: ChainExplainer,
  strategy: StrategyConfig,
): Cut | null {
  try {
    return explainCut(ranked, explainer, strategy);
  } catch (error) {
    if (error instanceof LabError) return null;
    throw error;
  }
}

function useColumnCuts(
  token: DecodedToken,
  used: StrategyConfig,
  ranked: RankedVocabulary,
  context: ProcessorContext,
): ColumnCut[] {
  const { t } = useTranslation();
  const strategies = useLab((state) => state.decoding.shownConfig?.columns);
  return useMemo(() => {
    const explainer = new ChainExplainer(token.logits, context);
    const columnsOf = new Map<string, number[]>();
    strategies?.forEach((strategy, column) => {
      if (!cutsToken(strategy, used)) return;
      const key = JSON.stringify({ ...strategy, model: undefined });
      columnsOf.set(key, [...(columnsOf.get(key) ?? []), column]);
    });
    return [...columnsOf.values()].flatMap((columns): ColumnCut[] => {
      const strategy = strategies?.at(columns[0]);
      if (!strategy) return [];
      const { logits, strategy: own } = explained(token, strategy);
      const isGuided = logits !== token.logits;
      const cut = cutOf(ranked, isGuided ? new ChainExplainer(logits, context) : explainer, own);
      if (!cut) return [];
      const names = columns.map((column) => column + 1).join(', ');
      const line = {
        name: t('decodeCompare.cuts.line', { columns: names }),
        color: seriesColor(columns[0]),
        end: cut.end,
      };
      return [{ ...cut, columns, line }];
    });
  }, [token, used, ranked, strategies, context, t]);
}

/**
 * @file What the token panel shows of one token's logits: the chain step by step, the vocabulary behind
 * one of its steps, and where every column's strategy would cut it.
 */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Cut, ExplainedLink, RankedVocabulary } from '../../decoding/explain';
import type { ProcessorContext } from '../../decoding/processors/processor';
import type { StrategyConfig } from '../../decoding/types';
import { seriesColor } from '../../pictures/color';
import type { CutLine, Distribution } from '../../pictures/distribution';
import { useLab } from '../../state/lab';
import { byRank, explainChain, explainCut, rankVocabulary } from '../../state/selectors';
import type { Tokenizer } from '../../text/types';

/** A cut that one or several columns have in common. */
export interface ColumnCut extends Cut {
  /** From 0. */
  columns: number[];
  line: CutLine;
}

export interface Explanation {
  steps: ExplainedLink[];
  /** The step whose distribution is shown. */
  shown: number;
  entries: Distribution;
  cuts: ColumnCut[];
  /** Those of the cuts. */
  lines: CutLine[];
}

/** @param step of the chain; null for what the token is taken from */
export function useExplanation(
  logits: Float32Array,
  strategy: StrategyConfig,
  context: ProcessorContext,
  step: number | null,
  tokenizer: Tokenizer,
): Explanation {
  const ranked = useMemo(() => rankVocabulary(logits), [logits]);
  const steps = useMemo(() => explainChain(logits, strategy, context), [logits, strategy, context]);
  // A chain may have become shorter since the step was chosen.
  const shown = Math.min(step ?? Infinity, steps.length - 1);
  const entries = useMemo(
    () => ({
      ...ranked,
      after: byRank(ranked.ids, steps[shown].probabilities),
      label: (id: number) => tokenizer.label(id),
    }),
    [ranked, steps, shown, tokenizer],
  );
  const cuts = useColumnCuts(logits, ranked, context);
  const lines = useMemo(() => cuts.map(({ line }) => line), [cuts]);
  return { steps, shown, entries, cuts, lines };
}

function useColumnCuts(
  logits: Float32Array,
  ranked: RankedVocabulary,
  context: ProcessorContext,
): ColumnCut[] {
  const { t } = useTranslation();
  const strategies = useLab((state) => state.decoding.shownConfig?.columns);
  return useMemo(() => {
    const columnsOf = new Map<string, number[]>();
    strategies?.forEach((strategy, column) => {
      // Beam search compares whole texts and cuts no token.
      if (strategy.kind === 'beam') return;
      const key = JSON.stringify({ ...strategy, model: undefined });
      columnsOf.set(key, [...(columnsOf.get(key) ?? []), column]);
    });
    return [...columnsOf.values()].flatMap((columns): ColumnCut[] => {
      const strategy = strategies?.at(columns[0]);
      if (!strategy) return [];
      const cut = explainCut(logits, ranked, strategy, context);
      const names = columns.map((column) => column + 1).join(', ');
      const line = {
        name: t('decodeCompare.cuts.line', { columns: names }),
        color: seriesColor(columns[0]),
        end: cut.end,
      };
      return [{ ...cut, columns, line }];
    });
  }, [logits, ranked, strategies, context, t]);
}

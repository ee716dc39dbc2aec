/**
 * @file What a chain does to one token's logits, link by link. A chain that is only tried may hold a
 * constraint which this vocabulary cannot spell: then the reason, and nothing is cut.
 */
import { useMemo } from 'react';
import type { ErrorReport } from '../../base/errors';
import type { ExplainedLink, ExplainedMatch } from '../../decoding/explain';
import type { ProcessorContext } from '../../decoding/processors/processor';
import type { StrategyConfig } from '../../decoding/types';
import { ChainExplainer, explainMatches, reportOfProblem } from '../../state/selectors';

const uncut: StrategyConfig = { kind: 'chain', links: [], draw: 'sample' };

export interface ChainExplanation {
  steps: ExplainedLink[];
  matches: ExplainedMatch[];
  problem: ErrorReport | null;
}

export function useChainExplanation(
  logits: Float32Array,
  chain: StrategyConfig,
  context: ProcessorContext,
): ChainExplanation {
  const explainer = useMemo(() => new ChainExplainer(logits, context), [logits, context]);
  return useMemo(() => {
    const explain = (given: StrategyConfig) => ({
      steps: explainer.explain(given),
      matches: explainMatches(given, context),
    });
    const problem = reportOfProblem(() => explain(chain));
    return { ...explain(problem ? uncut : chain), problem };
  }, [explainer, chain, context]);
}

/**
 * @file What a chain does to one token's logits, link by link. A chain that is only tried may hold a
 * constraint which this vocabulary cannot spell: then the reason, and nothing is cut.
 */
import { useMemo } from 'react';
import type { ErrorReport } from '../../base/errors';
import type { ExplainedLink, ExplainedMatch } from '../../decoding/explain';
import type { ProcessorContext } from '../../decoding/processors/processor';
import type { StrategyConfig } from '../../decoding/types';
import { explainChain, explainMatches, reportOfProblem } from '../../state/selectors';

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
  return useMemo(() => {
    const explain = (given: StrategyConfig) => ({
      steps: explainChain(logits, given, context),
      matches: explainMatches(given, context),
    });
    let explanation = explain(uncut);
    const problem = reportOfProblem(() => {
      explanation = explain(chain);
    });
    return { ...explanation, problem };
  }, [logits, chain, context]);
}

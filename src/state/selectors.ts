/**
 * @file What pages compute from the state: pure functions of the floors below, and views of the
 * state that several pages share.
 */
import { specDifferences, type Difference } from '../experiment/differences';
import type { Spec } from '../experiment/spec';
import { tokenizerFromJson } from '../text/tokenizers';
import type { ActiveRun, LabState, RunHistory } from './types';

export { specDifferences } from '../experiment/differences';
export {
  continuesItself,
  descendants,
  familyOrder,
  longestText,
  originOf,
} from '../experiment/branch';
export { chainOf, distributionAfter } from '../decoding/chain';
export { ChainExplainer, explainCut, explainMatches, rankVocabulary } from '../decoding/explain';
export { explained } from '../decoding/explained';
export { likeliestIds, softmax } from '../base/distribution';
export { isRandom, repeatFigures } from '../decoding/repeats';
export {
  knobNames,
  mostTokens,
  reportOfProblem,
  textNames,
} from '../decoding/processors/processor';
export { ban, biasesOf, canBeBiased, withBias } from '../decoding/biases';
export { longestStop, mostStops } from '../decoding/stops';
export { promptFacts } from '../experiment/prompt-facts';
export { readsPromptWhole } from '../experiment/prompt-reading';
export { mostLinks, newLink, processorNames, processors } from '../decoding/processors';
export { commonestPath, textTree } from '../decoding/text-tree';
export { firstDivergence, firstTextDivergence } from '../decoding/divergence';
export { tokenElsewhere } from '../decoding/token-elsewhere';
export { treeAfter } from '../decoding/beam/tree';
export { beamSettings, earlyStoppings } from '../decoding/beam/settings';
export { sameSource, shippedNames } from '../models/model-source';
export { tokenizerFromJson } from '../text/tokenizers';

export interface RunCurve {
  runId: string;
  name: string;
  spec: Spec;
  history: RunHistory;
  /** Where its spec differs from that of the curve before it. */
  differences: Difference[];
}

/** The active run and those that are shown beside it, oldest first. */
export function runCurves({ run, runs, histories, specOf }: LabState): RunCurve[] {
  const stored = runs.records
    .filter(({ id }) => runs.shown.includes(id) && id !== run?.id)
    .map((record) => ({ runId: record.id, name: record.name, spec: specOf(record) }))
    .reverse();
  const active = run && run.id !== '' ? [activeCurve(run, runs)] : [];
  let before: Spec | null = null;
  return [...stored, ...active].flatMap(({ runId, name, spec }) => {
    const history = histories[runId];
    if (!spec || !history) return [];
    const differences = before ? specDifferences(before, spec) : [];
    before = spec;
    return [{ runId, name, spec, history, differences }];
  });
}

function activeCurve({ id, spec }: ActiveRun, { records }: LabState['runs']) {
  const name = records.find((record) => record.id === id)?.name ?? spec.name;
  return { runId: id, name, spec };
}

/** Whether the queue trains this run now. */
export function isTrainedByQueue({ queue: { items, doing } }: LabState, runId: string): boolean {
  return doing !== null && items.some((item) => item.id === doing.id && item.runId === runId);
}

/** Labels of a tokenizer's tokens by id. */
export function tokenLabel(tokenizerJson: string): (id: number) => string {
  const tokenizer = tokenizerFromJson(tokenizerJson);
  return (id) => tokenizer.label(id);
}

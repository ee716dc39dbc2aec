/**
 * @file Objectives: batches of the prepared text as the trainer sees them, and what the chosen model makes
 * of them.
 */
import { reportError } from '../base/errors';
import { objectivesOf } from '../experiment/objective-choice';
import type { ModelInfo } from '../experiment/model-info';
import { tokenizerKey } from '../experiment/tokenizer-key';
import { architectureOf, type Architecture } from '../models/config';
import type { ObjectiveConfig } from '../training/objectives/objective';
import { computeWorker, progressProxy, textWorker } from './clients';
import type { ObjectivesSlice } from './objective-types';
import { sameSource } from './selectors';
import type { SliceCreator } from './slice';
import type { LabState } from './types';

export { objectiveKinds } from '../experiment/objective-choice';

/** Examples of a batch that are shown. */
const shownRows = 3;

/** The spec's architecture where it can have the objective, else the usual one. */
export function architectureFor({ spec }: LabState, { kind }: ObjectiveConfig): Architecture {
  const own = spec.model.architecture;
  const all = ['decoder-only', 'encoder-only', 'encoder-decoder'] as const;
  return [own, ...all].find((one) => objectivesOf[one].includes(kind)) ?? own;
}

const keys = new WeakMap<ModelInfo, number>();

/** Hashed once: a tokenizer's file is long, and this is asked at every change of the page. */
function keyOf(info: ModelInfo): number {
  const key = keys.get(info) ?? tokenizerKey(info.tokenizerJson);
  keys.set(info, key);
  return key;
}

/** Why the chosen model cannot tell the losses of the batch; null if it can. */
export type Misfit = 'loading' | 'shipped' | 'architecture' | 'context' | 'vocabulary';

export function misfitOf({ objectives, model, source }: LabState): Misfit | null {
  const { batch } = objectives;
  const { info } = model;
  if (source.kind !== 'run') return 'shipped';
  if (!batch || !info || !sameSource(info.source, source)) return 'loading';
  const { architecture, contextLength, objective } = batch.settings;
  if (architectureOf(info.config) !== architecture) return 'architecture';
  if (info.config.contextLength !== contextLength) return 'context';
  const ids = batch.examples.flatMap(({ inputs, source: read = [] }) => [...inputs, ...read]);
  const isKnown = Math.max(...ids) < batch.vocabularySize;
  const asks = objective.kind === 'masked' && objective.nextSentence;
  const hasSegments = info.config.sentencePairs === true;
  const isAlike = isKnown && keyOf(info) === batch.tokenizer;
  return isAlike && (hasSegments || !asks) ? null : 'vocabulary';
}

export const objectivesSlice: SliceCreator<ObjectivesSlice> = (set, get) => {
  const update = (change: Partial<ObjectivesSlice['objectives']>) =>
    set({ objectives: { ...get().objectives, ...change } });
  let asked = 0;

  const showBatch = async () => {
    const { spec, objectives } = get();
    // Without a text yet: the batch comes when it is prepared, with the settings of then.
    if (objectives.status !== 'ready') return;
    const objective = objectives.config ?? spec.objective;
    const mine = ++asked;
    try {
      const batch = await textWorker().previewObjective({
        objective,
        architecture: architectureFor(get(), objective),
        contextLength: spec.model.contextLength,
        rows: shownRows,
        seed: objectives.seed,
      });
      // A slider is faster than the worker: only what was asked for last is shown.
      if (mine !== asked) return;
      update({ batch, losses: null, error: null });
      await get().measureLosses();
    } catch (error) {
      if (mine === asked) update({ batch: null, losses: null, error: reportError(error) });
    }
  };

  return {
    objectives: {
      status: 'idle',
      progress: null,
      config: null,
      seed: 1,
      batch: null,
      losses: null,
      error: null,
    },
    openObjectives: async () => {
      if (get().objectives.status === 'preparing') return;
      update({ status: 'preparing', error: null });
      try {
        const onProgress = progressProxy((stage, share) => update({ progress: { stage, share } }));
        await textWorker().openPreview(get().spec, onProgress);
        update({ status: 'ready', progress: null });
        await showBatch();
      } catch (error) {
        const report = reportError(error);
        update({
          status: 'idle',
          progress: null,
          error: report.code === 'cancelled' ? null : report,
        });
      }
    },
    showObjective: (change) => {
      const { objectives, spec } = get();
      update({ config: { ...(objectives.config ?? spec.objective), ...change } });
      void showBatch();
    },
    anotherBatch: () => {
      update({ seed: get().objectives.seed + 1 });
      void showBatch();
    },
    replaceExample: (row, example) => {
      const { batch } = get().objectives;
      if (!batch) return;
      update({ batch: { ...batch, examples: batch.examples.with(row, example) }, losses: null });
      void get().measureLosses();
    },
    measureLosses: async () => {
      const { objectives, source } = get();
      const { batch } = objectives;
      if (!batch || misfitOf(get()) !== null) return;
      try {
        await get().startEngine();
        const losses = await computeWorker().tokenLosses(source, batch.examples, batch.settings);
        if (get().objectives.batch === batch) update({ losses });
      } catch (error) {
        if (get().objectives.batch === batch) update({ error: reportError(error) });
      }
    },
  };
};

/**
 * @file The spec that is being edited. It stands in the address (`?s=…`), so a reload and a link
 * open the same one.
 */
import { reportError } from '../base/errors';
import { specFromLink, specToLink } from '../experiment/link';
import { withModel } from '../experiment/objective-choice';
import { applyPreset } from '../experiment/presets';
import { findProblems } from '../experiment/problems';
import type { Spec } from '../experiment/spec';
import { sameSource, type ModelSource } from '../models/model-source';
import { expectedVocabulary } from './estimates';
import { defaultSource } from './model';
import type { SliceCreator } from './slice';
import type { ModelSlice, SpecSlice } from './types';

const parameterName = 's';
/** Browsers refuse to change the address too often. */
const addressDelay = 400;

/**
 * The link carries the model where everybody has it. A run lives in this browser alone: elsewhere the spec
 * trains it again.
 */
function withSource(spec: Spec, source: ModelSource): Spec {
  const isTold = source.kind === 'shipped' && !sameSource(source, defaultSource);
  return { ...spec, decoding: { ...spec.decoding, model: isTold ? source : undefined } };
}

function linkTo(spec: Spec): string {
  const address = new URL(window.location.href);
  const link = specToLink(spec);
  if (link === '') address.searchParams.delete(parameterName);
  else address.searchParams.set(parameterName, link);
  return address.href;
}

/** The model stands in the state as `source`, so in the link it is put into the spec, and taken out again. */
export const specSlice: SliceCreator<SpecSlice & Pick<ModelSlice, 'source'>> = (
  set,
  get,
  store,
) => {
  const opened = specFromLink(new URLSearchParams(window.location.search).get(parameterName) ?? '');
  let timer: ReturnType<typeof setTimeout> | undefined;

  const change = (spec: Spec) => {
    const vocabularySize = expectedVocabulary(spec, get().tokenizer.facts);
    set({
      spec,
      problems: findProblems(spec, vocabularySize),
      decoding: { ...get().decoding, config: spec.decoding },
    });
  };
  const link: SpecSlice['shareLink'] = (decoding = get().spec.decoding, source = get().source) =>
    linkTo(withSource({ ...get().spec, decoding: { stop: [], ...decoding } }, source));
  store.subscribe(({ spec, source }, before) => {
    if (spec === before.spec && source === before.source) return;
    clearTimeout(timer);
    timer = setTimeout(
      () => window.history.replaceState(window.history.state, '', link()),
      addressDelay,
    );
  });

  return {
    spec: { ...opened.spec, decoding: { ...opened.spec.decoding, model: undefined } },
    source: opened.spec.decoding.model ?? defaultSource,
    problems: findProblems(opened.spec),
    linkProblem: opened.problem && reportError(opened.problem),
    dismissLinkProblem: () => set({ linkProblem: null }),
    editModel: (model) => change(withModel(get().spec, { ...get().spec.model, ...model })),
    editObjective: (objective) =>
      change({ ...get().spec, objective: { ...get().spec.objective, ...objective } }),
    editTraining: (training) =>
      change({ ...get().spec, training: { ...get().spec.training, ...training } }),
    editTokenizer: (tokenizer) =>
      change({ ...get().spec, tokenizer: { ...get().spec.tokenizer, ...tokenizer } }),
    editSpec: (part) => change({ ...get().spec, ...part }),
    choosePreset: (name) => change(applyPreset(get().spec, name)),
    loadSpec: change,
    shareLink: link,
  };
};

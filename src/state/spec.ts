/**
 * @file The spec that is being edited. It stands in the address (`?s=…`), so a reload and a link
 * open the same one.
 */
import { reportError } from '../base/errors';
import { specFromLink, specToLink } from '../experiment/link';
import { applyPreset } from '../experiment/presets';
import { findProblems } from '../experiment/problems';
import type { Spec } from '../experiment/spec';
import { expectedVocabulary } from './estimates';
import type { SliceCreator } from './slice';
import type { SpecSlice } from './types';

const parameterName = 's';
/** Browsers refuse to change the address too often. */
const addressDelay = 400;

function linkTo(spec: Spec): string {
  const address = new URL(window.location.href);
  const link = specToLink(spec);
  if (link === '') address.searchParams.delete(parameterName);
  else address.searchParams.set(parameterName, link);
  return address.href;
}

export const specSlice: SliceCreator<SpecSlice> = (set, get) => {
  const opened = specFromLink(new URLSearchParams(window.location.search).get(parameterName) ?? '');
  let timer: ReturnType<typeof setTimeout> | undefined;

  const change = (spec: Spec) => {
    const vocabularySize = expectedVocabulary(spec, get().tokenizer.facts);
    set({
      spec,
      problems: findProblems(spec, vocabularySize),
      decoding: { ...get().decoding, config: spec.decoding },
    });
    clearTimeout(timer);
    timer = setTimeout(
      () => window.history.replaceState(window.history.state, '', linkTo(get().spec)),
      addressDelay,
    );
  };

  return {
    spec: opened.spec,
    problems: findProblems(opened.spec),
    linkProblem: opened.problem && reportError(opened.problem),
    dismissLinkProblem: () => set({ linkProblem: null }),
    editModel: (model) => change({ ...get().spec, model: { ...get().spec.model, ...model } }),
    editTraining: (training) =>
      change({ ...get().spec, training: { ...get().spec.training, ...training } }),
    editTokenizer: (tokenizer) =>
      change({ ...get().spec, tokenizer: { ...get().spec.tokenizer, ...tokenizer } }),
    editSpec: (part) => change({ ...get().spec, ...part }),
    choosePreset: (name) => change(applyPreset(get().spec, name)),
    loadSpec: change,
    shareLink: () => linkTo(get().spec),
  };
};

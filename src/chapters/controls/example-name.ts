/**
 * @file Which example text suits the chosen model: a model of Chinese stories has nothing to say
 * about English ones.
 */
import type { Spec } from '../../experiment/spec';
import type { LabState } from '../../state/types';

export const exampleNames = ['english', 'chinese', 'arithmetic'] as const;
export type ExampleName = (typeof exampleNames)[number];

/** What the chosen model was trained with; null of a shipped one. */
export function trainedSpec({ source, runs, run, specOf }: LabState): Spec | null {
  if (source.kind === 'shipped') return null;
  if (run?.id === source.runId) return run.spec;
  const record = runs.records.find(({ id }) => id === source.runId);
  return record ? specOf(record) : null;
}

/** What the chosen model was trained on, as far as it is one of the lab's own corpora. */
export function exampleName(state: LabState): ExampleName {
  const { source } = state;
  if (source.kind === 'shipped') return source.name.startsWith('chinese') ? 'chinese' : 'english';
  switch (trainedSpec(state)?.text.source) {
    case 'chinese-stories':
      return 'chinese';
    case 'arithmetic':
      return 'arithmetic';
    default:
      return 'english';
  }
}

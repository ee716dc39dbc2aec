/**
 * @file Which example text suits the chosen model: a model of Chinese stories has nothing to say
 * about English ones.
 */
import type { LabState } from '../../state/types';

export const exampleNames = ['english', 'chinese', 'arithmetic'] as const;
export type ExampleName = (typeof exampleNames)[number];

/** What the chosen model was trained on, as far as it is one of the lab's own corpora. */
export function exampleName({ source, runs, run, specOf }: LabState): ExampleName {
  if (source.kind === 'shipped') return source.name.startsWith('chinese') ? 'chinese' : 'english';
  const record = runs.records.find(({ id }) => id === source.runId);
  const stored = record ? specOf(record) : null;
  const spec = run?.id === source.runId ? run.spec : stored;
  switch (spec?.text.source) {
    case 'chinese-stories':
      return 'chinese';
    case 'arithmetic':
      return 'arithmetic';
    default:
      return 'english';
  }
}

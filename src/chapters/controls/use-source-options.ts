/**
 * @file The models that can be chosen from: shipped ones, the run that is being trained, and stored runs.
 */
import { useTranslation } from 'react-i18next';
import type { ModelSource, ShippedName } from '../../models/model-source';
import { useLab } from '../../state/lab';
import { shippedNames } from '../../state/selectors';
import { useSourceName } from './use-source-name';

/** Their small drafts are for speculative decoding. */
const shipped: readonly ShippedName[] = ['english', 'chinese'];
const runPrefix = 'run:';

/** What a model is called among the options; a run's checkpoints share one. */
export function sourceOption(source: ModelSource): string {
  return source.kind === 'shipped' ? source.name : runPrefix + source.runId;
}

/** The model of an option; of a run its newest state. */
export function sourceOfOption(value: string | null): ModelSource | null {
  if (value?.startsWith(runPrefix)) {
    return { kind: 'run', runId: value.slice(runPrefix.length), step: null };
  }
  const name = shippedNames.find((candidate) => candidate === value);
  return name ? { kind: 'shipped', name } : null;
}

/** For a Select, in groups that are not empty. */
export function useSourceOptions() {
  const { t } = useTranslation();
  const activeId = useLab((state) => state.run?.id ?? '');
  const records = useLab((state) => state.runs.records);
  const nameOf = useSourceName();
  const option = (source: ModelSource) => ({
    value: sourceOption(source),
    label: nameOf(source),
  });
  const runOption = (runId: string) => option({ kind: 'run', runId, step: null });
  const stored = records.filter(({ id, checkpoints }) => id !== activeId && checkpoints.length > 0);
  return [
    {
      group: t('inside.source.shipped'),
      items: shipped.map((name) => option({ kind: 'shipped', name })),
    },
    { group: t('inside.source.live'), items: activeId === '' ? [] : [runOption(activeId)] },
    { group: t('inside.source.stored'), items: stored.map(({ id }) => runOption(id)) },
  ].filter(({ items }) => items.length > 0);
}

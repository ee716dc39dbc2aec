/**
 * @file What a model is called: a shipped one by its language, a run by the name it was given.
 */
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { ModelSource } from '../../models/model-source';
import { useLab } from '../../state/lab';

export function useSourceName(): (source: ModelSource) => string {
  const { t } = useTranslation();
  const records = useLab((state) => state.runs.records);
  return useCallback(
    (source) =>
      source.kind === 'shipped'
        ? t(`inside.source.${source.name}`)
        : records.find(({ id }) => id === source.runId)?.name || t('runs.unnamed'),
    [records, t],
  );
}

/**
 * @file What the model of a column is called: a run with the step that was chosen of it.
 */
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { ModelSource } from '../../models/model-source';
import { useSourceName } from '../controls/use-source-name';

/** Nothing for the page's model, else its name and step, to be joined. */
export function useModelNames(): (model: ModelSource | undefined) => string[] {
  const { t } = useTranslation();
  const nameOf = useSourceName();
  return useCallback(
    (model) => {
      if (!model) return [];
      const step = model.kind === 'run' ? model.step : null;
      return [nameOf(model), ...(step === null ? [] : [t('inside.source.step', { step })])];
    },
    [nameOf, t],
  );
}

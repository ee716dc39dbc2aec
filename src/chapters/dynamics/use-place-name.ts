/**
 * @file Parts of a model, and places in it, in words.
 */
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { usePartName } from '../../pictures/use-flame-words';

/** Of a part (`layers.0.attention`) or a place behind it (`layers.0.attention.sum`). */
export function usePlaceName(): (place: string) => string {
  const { t } = useTranslation();
  const partName = usePartName();
  return useCallback(
    (place) => {
      const part = place.replace(/(\.shared)?\.(sum|hidden)$/, '');
      return part === 'encoder.embedding' ? t('dynamics.encoderEmbedding') : partName(part);
    },
    [t, partName],
  );
}

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
      const [, part = place, kind] =
        /^(.*?)(?:\.(shared|experts))?(?:\.(?:sum|hidden))?$/.exec(place) ?? [];
      if (part === 'encoder.embedding') return t('dynamics.encoderEmbedding');
      const name = partName(part);
      if (kind === 'experts') return t('dynamics.ofExperts', { part: name });
      return kind === 'shared' ? t('dynamics.ofSharedExpert', { part: name }) : name;
    },
    [t, partName],
  );
}

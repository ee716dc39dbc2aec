/**
 * @file The outcome of a search for near-copies in numbers.
 */
import { useTranslation } from 'react-i18next';
import type { CopySearch } from '../../experiment/deduplication';
import { useNumbers } from '../../language/use-numbers';
import { formatProbability } from '../../pictures/format';
import { Facts } from '../controls/facts';

export function CopyFacts({ copies }: { copies: CopySearch }) {
  const { t } = useTranslation();
  const { integer } = useNumbers();
  const { texts, clusterOf, comparisons, agreement, simHashAgreement, isCut } = copies;
  const removed = clusterOf.filter((cluster, text) => cluster !== text).length;
  const pairs = (texts.length * (texts.length - 1)) / 2;
  return (
    <Facts
      facts={[
        {
          name: t('deduplication.corpus.documents'),
          value: integer(texts.length),
          help: isCut ? t('deduplication.corpus.cut') : undefined,
        },
        {
          name: t('deduplication.corpus.removed'),
          value: integer(removed),
          help: t('deduplication.corpus.removedHelp', { left: integer(texts.length - removed) }),
        },
        {
          name: t('deduplication.corpus.comparisons'),
          value: integer(comparisons),
          help: t('deduplication.corpus.comparisonsHelp', { pairs: integer(pairs) }),
        },
        ...(agreement
          ? [
              {
                name: t('deduplication.corpus.precision'),
                value: formatProbability(agreement.precision),
                help: t('deduplication.corpus.precisionHelp'),
              },
              {
                name: t('deduplication.corpus.recall'),
                value: formatProbability(agreement.recall),
                help: t('deduplication.corpus.recallHelp'),
              },
            ]
          : []),
        ...(simHashAgreement
          ? [
              {
                name: t('deduplication.corpus.simhash'),
                value: `${formatProbability(simHashAgreement.precision)} · ${formatProbability(simHashAgreement.recall)}`,
                help: t('deduplication.corpus.simhashHelp'),
              },
            ]
          : []),
      ]}
    />
  );
}

/**
 * @file What two texts have in common in truth, and what signatures and SimHashes say of it.
 */
import { useTranslation } from 'react-i18next';
import { formatProbability } from '../../pictures/format';
import { candidateProbability, standardError } from '../../state/deduplication';
import type { PairComparison } from '../../text/cleaning/pair';
import { Facts } from '../controls/facts';

export function PairFacts({ pair }: { pair: PairComparison }) {
  const { t } = useTranslation();
  const { first, second, common, jaccard, estimate, collisions, hamming, settings } = pair;
  const k = first.signature.length;
  const union = first.shingles + second.shingles - common;
  const equal = Math.round(estimate * k);
  return (
    <Facts
      facts={[
        {
          name: t('deduplication.facts.jaccard'),
          value: jaccard.toFixed(3),
          help: t('deduplication.facts.jaccardHelp', { common, union }),
        },
        {
          name: t('deduplication.facts.estimate'),
          value: `${estimate.toFixed(3)} ± ${standardError(jaccard, k).toFixed(3)}`,
          help: t('deduplication.facts.estimateHelp', { equal, k }),
        },
        {
          name: t('deduplication.facts.collisions'),
          value: t('deduplication.facts.collisionsOf', {
            count: collisions.length,
            bands: settings.bands,
          }),
          help: t('deduplication.facts.collisionsHelp', {
            probability: formatProbability(candidateProbability(jaccard, settings)),
          }),
        },
        {
          name: t('deduplication.facts.simhash'),
          value: t('deduplication.facts.simhashBits', { count: hamming }),
          help: t('deduplication.facts.simhashHelp'),
        },
      ]}
    />
  );
}

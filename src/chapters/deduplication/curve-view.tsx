/**
 * @file The S-curve of the present bands and rows beside those of published pipelines, with the pair on it.
 */
import { useTranslation } from 'react-i18next';
import { toCsv } from '../../pictures/csv';
import { PictureFrame } from '../../pictures/PictureFrame';
import { SimilarityCurve } from '../../pictures/SimilarityCurve';
import {
  candidateProbability,
  knownBandings,
  similarityThreshold,
  standardError,
} from '../../state/deduplication';
import { useLab } from '../../state/lab';
import type { PairComparison } from '../../text/cleaning/pair';

const others = [
  { name: 'fineweb', color: 'var(--picture-series-2)' },
  { name: 'refinedweb', color: 'var(--picture-series-3)' },
  { name: 'misread', color: 'var(--picture-series-4)' },
] as const;

export function CurveView({ pair }: { pair: PairComparison }) {
  const { t } = useTranslation();
  // The knobs move the curve at once; the pair follows.
  const { bands, rows } = useLab((state) => state.deduplication.settings);
  const banding = { bands, rows };
  const threshold = similarityThreshold(banding);
  return (
    <PictureFrame
      title={t('deduplication.curve.title')}
      caption={t('deduplication.curve.caption', {
        bands,
        rows,
        threshold: threshold.toFixed(3),
      })}
      file="s-curve"
      drawn
      csv={() =>
        toCsv(
          ['similarity', 'probability'],
          Array.from({ length: 101 }, (_, at) => [
            at / 100,
            candidateProbability(at / 100, banding),
          ]),
        )
      }
    >
      <SimilarityCurve
        probability={(similarity) => candidateProbability(similarity, banding)}
        threshold={threshold}
        others={others.map(({ name, color }) => ({
          name: t(`deduplication.curve.${name}`),
          color,
          probability: (similarity) => candidateProbability(similarity, knownBandings[name]),
        }))}
        pair={{
          similarity: pair.jaccard,
          estimate: pair.estimate,
          error: standardError(pair.jaccard, pair.first.signature.length),
        }}
      />
    </PictureFrame>
  );
}

/**
 * @file The hypotheses that a beam search keeps alive, best first: where they differ.
 */
import { useTranslation } from 'react-i18next';
import { VisibleLabel, visibleText, withoutCommonBeginning } from './visible-text';

export interface BeamHypothesis {
  text: string;
  /** Σ log p of its tokens. */
  logProbability: number;
  /** What the hypotheses are ordered by: log-probabilities after the chain and the length penalty. */
  score: number;
}

export interface BeamListProps {
  beams: readonly BeamHypothesis[];
}

export function BeamList({ beams }: BeamListProps) {
  const { t } = useTranslation();
  const endings = withoutCommonBeginning(beams.map(({ text }) => text));
  const best = Math.max(...beams.map((beam) => beam.score));
  return (
    <div className="picture">
      <table className="picture-table">
        <caption className="picture-hidden">{t('pictures.beams.list')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('pictures.beams.hypothesis')}</th>
            <th scope="col" className="is-number">
              {t('pictures.beams.logProbability')}
            </th>
            <th scope="col" className="is-number">
              {t('pictures.beams.score')}
            </th>
          </tr>
        </thead>
        <tbody>
          {beams.map((beam, index) => (
            <tr key={index}>
              <td>
                <span className="picture-row-label picture-beam-text" title={beam.text}>
                  <VisibleLabel label={visibleText(endings[index])} />
                </span>
                <div className="picture-beam-bar" aria-hidden="true">
                  <div style={{ width: `${(Math.exp(beam.score - best) * 100).toFixed(1)}%` }} />
                </div>
              </td>
              <td className="is-number">{minus(beam.logProbability)}</td>
              <td className="is-number">{minus(beam.score)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function minus(value: number): string {
  return value.toFixed(2).replace('-', '−');
}

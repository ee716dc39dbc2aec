/**
 * @file The most probable tokens at one place, before and after a change, as bars beside each other.
 */
import { useTranslation } from 'react-i18next';
import type { Candidate } from '../experiment/intervention';
import { formatProbability } from './format';
import { VisibleLabel } from './visible-text';
import './picture-intervention.css';

export interface CandidatePairProps {
  before: readonly Candidate[];
  after: readonly Candidate[];
  /** What really stands there; null where the text ends. */
  expected: string | null;
}

export function CandidatePair({ before, after, expected }: CandidatePairProps) {
  const { t } = useTranslation();
  const sides = { before, after };
  return (
    <div className="picture picture-candidates">
      {(['before', 'after'] as const).map((side) => (
        <table key={side}>
          <caption>{t(`intervention.answers.${side}`)}</caption>
          <tbody>
            {sides[side].map(({ label, probability }, rank) => (
              <tr key={rank} className={label === expected ? 'is-right' : undefined}>
                <th scope="row">
                  <VisibleLabel label={label} />
                </th>
                <td className="picture-bar-column" aria-hidden="true">
                  <div className="picture-bar-track">
                    <div
                      className="picture-bar"
                      style={{ width: `${(probability * 100).toFixed(1)}%` }}
                    />
                  </div>
                </td>
                <td className="is-number">{formatProbability(probability)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ))}
    </div>
  );
}

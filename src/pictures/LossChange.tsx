/**
 * @file The loss of each token of a text before and after a change: a column for each token, whose head
 * is a button that chooses the place.
 */
import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import { signed } from './HeadSwitches';
import { VisibleLabel } from './visible-text';
import './picture-lens.css';
import './picture-intervention.css';

export interface LossChangeProps {
  tokens: readonly string[];
  /** What is expected at each place that has a loss. */
  expected: readonly string[];
  /** Nats. */
  before: readonly number[];
  after: readonly number[];
  chosen: number;
  onChoose: (place: number) => void;
}

/** Of a loss, in nats; from it on a difference has its full colour. */
const large = 2;

export function LossChange(props: LossChangeProps) {
  const { tokens, expected, before, after, chosen, onChoose } = props;
  const { t } = useTranslation();
  return (
    <div
      className="picture picture-scroll"
      tabIndex={0}
      role="group"
      aria-label={t('intervention.answers.table')}
    >
      <table className="picture-lens picture-losses">
        <thead>
          <tr>
            <th scope="row">{t('intervention.answers.token')}</th>
            {tokens.map((token, place) => (
              <th key={place} scope="col">
                <button
                  type="button"
                  className="picture-button"
                  aria-pressed={place === chosen}
                  onClick={() => onChoose(place)}
                >
                  <VisibleLabel label={token} />
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">{t('intervention.answers.expected')}</th>
            {tokens.map((_, place) => (
              <td key={place}>{expected[place] ?? '·'}</td>
            ))}
          </tr>
          {[before, after].map((losses, row) => (
            <tr key={row}>
              <th scope="row">{t(`intervention.answers.${row === 0 ? 'before' : 'after'}`)}</th>
              {tokens.map((_, place) => (
                <td key={place}>{losses[place]?.toFixed(2) ?? '·'}</td>
              ))}
            </tr>
          ))}
          <tr>
            <th scope="row">{t('intervention.answers.difference')}</th>
            {tokens.map((_, place) => {
              const difference = (after[place] ?? NaN) - (before[place] ?? NaN);
              return (
                <td key={place} style={shadeOf(difference)} data-worse={difference > 0}>
                  {Number.isNaN(difference) ? '·' : signed(Number(difference.toFixed(2)))}
                </td>
              );
            })}
          </tr>
        </tbody>
      </table>
    </div>
  );
}

function shadeOf(difference: number): CSSProperties & Record<'--shade', string> {
  const share = Number.isNaN(difference) ? 0 : Math.min(1, Math.abs(difference) / large);
  return { '--shade': `${Math.round(share * 40)}%` };
}

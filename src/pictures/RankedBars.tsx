/**
 * @file Named values as bars, in the order given; a line may cut those off that are dropped.
 */
import { useTranslation } from 'react-i18next';
import { formatNumber } from './format';
import { VisibleLabel } from './visible-text';

export interface RankedBar {
  label: string;
  /** ±Infinity has no bar. */
  value: number;
  isDropped?: boolean;
}

export interface RankedBarsProps {
  /** What is ranked, for screen readers. */
  label: string;
  columns: readonly [name: string, value: string];
  /** Those that are dropped first. */
  bars: readonly RankedBar[];
}

export function RankedBars({ label, columns, bars }: RankedBarsProps) {
  const { t } = useTranslation();
  const finite = bars.map(({ value }) => value).filter(Number.isFinite);
  const largest = Math.max(1e-12, ...finite);
  const kept = bars.findIndex(({ isDropped }) => isDropped !== true);
  return (
    <div className="picture">
      <table className="picture-table picture-pairs">
        <caption className="picture-hidden">{label}</caption>
        <thead>
          <tr>
            <th scope="col">{columns[0]}</th>
            <th aria-hidden="true" className="picture-bar-column" />
            <th scope="col" className="is-number">
              {columns[1]}
            </th>
          </tr>
        </thead>
        <tbody>
          {bars.flatMap(({ label: name, value, isDropped = false }, index) => [
            index === kept && index > 0 && (
              <tr key="cut" className="is-cut-line">
                <td colSpan={3}>{t('pictures.ranked.kept')}</td>
              </tr>
            ),
            <tr key={index} className={isDropped ? 'is-cut' : undefined}>
              <td>
                <span className="picture-row-label">
                  <VisibleLabel label={name} />
                </span>
              </td>
              <td className="picture-bar-column" aria-hidden="true">
                <div className="picture-bar-track">
                  <div
                    className={isDropped ? 'picture-bar is-cut' : 'picture-bar'}
                    style={{ width: barWidth(value, largest) }}
                  />
                </div>
              </td>
              <td className="is-number">{formatNumber(value)}</td>
            </tr>,
          ])}
        </tbody>
      </table>
    </div>
  );
}

function barWidth(value: number, largest: number): string {
  return Number.isFinite(value) ? `${((Math.max(0, value) / largest) * 100).toFixed(2)}%` : '0%';
}

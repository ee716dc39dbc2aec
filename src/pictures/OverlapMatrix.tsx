/**
 * @file How much each pair of vocabularies shares, as a matrix of shaded cells.
 */
import { useTranslation } from 'react-i18next';
import { formatProbability } from './format';

export interface OverlapMatrixProps {
  /** What the numbers are. */
  measure: string;
  names: readonly string[];
  /** `[row][column]`; `value` in [0, 1]. */
  cells: readonly (readonly { value: number; shared: number }[])[];
}

export function OverlapMatrix({ measure, names, cells }: OverlapMatrixProps) {
  const { t } = useTranslation();
  return (
    <div
      className="picture picture-scroll"
      role="region"
      aria-label={t('pictures.overlap.table', { measure })}
      tabIndex={0}
    >
      <table className="picture-table picture-overlap">
        <caption className="picture-hidden">{t('pictures.overlap.table', { measure })}</caption>
        <thead>
          <tr>
            <td />
            {names.map((name, index) => (
              <th key={index} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {cells.map((row, index) => (
            <tr key={index}>
              <th scope="row" className="picture-row-name">
                {names[index]}
              </th>
              {row.map(({ value, shared }, column) => (
                <td
                  key={column}
                  title={t('pictures.overlap.cell', {
                    row: names[index],
                    column: names[column],
                    value: formatProbability(value),
                    shared,
                  })}
                  style={{
                    background: `color-mix(in srgb, var(--picture-accent) ${Math.round(value * 45)}%, var(--picture-surface))`,
                  }}
                >
                  {formatProbability(value)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

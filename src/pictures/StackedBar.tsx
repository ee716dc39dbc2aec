/**
 * @file How a whole divides into parts: one bar and the numbers.
 */
import { useTranslation } from 'react-i18next';
import { seriesColor } from './color';
import { formatProbability } from './format';

export interface StackedBarPart {
  id: string;
  label: string;
  /** Not negative. */
  value: number;
}

export interface StackedBarProps {
  /** What is divided, with its total. */
  label: string;
  parts: readonly StackedBarPart[];
  format: (value: number) => string;
}

export function StackedBar({ label, parts, format }: StackedBarProps) {
  const { t } = useTranslation();
  const total = parts.reduce((sum, part) => sum + part.value, 0);
  const share = (value: number) => (total === 0 ? 0 : value / total);
  return (
    <div className="picture">
      <div className="picture-stack" aria-hidden="true">
        {parts.map((part, index) =>
          part.value === 0 ? null : (
            <div
              key={part.id}
              className="picture-stack-part"
              title={`${part.label}: ${format(part.value)}`}
              style={{
                width: `${(share(part.value) * 100).toFixed(3)}%`,
                background: partColor(index),
              }}
            />
          ),
        )}
      </div>
      <table className="picture-table">
        <caption className="picture-stack-caption">{label}</caption>
        <thead className="picture-hidden">
          <tr>
            <th scope="col">{t('pictures.parts.part')}</th>
            <th scope="col">{t('pictures.parts.value')}</th>
            <th scope="col">{t('pictures.parts.share')}</th>
          </tr>
        </thead>
        <tbody>
          {parts.map((part, index) => (
            <tr key={part.id}>
              <td>
                <span className="picture-square" style={{ background: partColor(index) }} />
                {part.label}
              </td>
              <td className="is-number">{format(part.value)}</td>
              <td className="is-number">{formatProbability(share(part.value))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Large areas are a little paler than lines. */
function partColor(index: number): string {
  return `color-mix(in srgb, ${seriesColor(index)} 78%, var(--picture-surface))`;
}

/**
 * @file What a model would say after each layer: a row for each layer, the last at the top, a column for
 * each token of the text; in a cell the token that is the most probable there, and how probable.
 */
import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import { formatNumber, formatProbability } from './format';
import './picture-lens.css';

export interface LensTableProps {
  /** Labels of the text. */
  tokens: readonly string[];
  /** Numbers of rows but one: the first is before the first layer. */
  layers: number;
  /** `[layers + 1, time]`, and so the others. */
  said: readonly string[];
  probabilities: ArrayLike<number>;
  sizes: ArrayLike<number>;
  /** Tokens are guessed where they stand, not one place before. */
  isEncoder: boolean;
}

export function LensTable(props: LensTableProps) {
  const { tokens, layers, said, probabilities, sizes, isEncoder } = props;
  const { t } = useTranslation();
  const time = tokens.length;
  const rows = Array.from({ length: layers + 1 }, (_, index) => layers - index);
  const expected = (place: number) => tokens[isEncoder ? place : place + 1];

  return (
    <div className="picture picture-scroll" tabIndex={0} role="group" aria-label={t('lens.table')}>
      <table className="picture-lens">
        <thead>
          <tr>
            <th scope="col">{t('lens.read')}</th>
            {tokens.map((token, place) => (
              <th key={place} scope="col">
                {token}
              </th>
            ))}
            <th scope="col">{t('lens.size')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row}>
              <th scope="row">
                {row === 0 ? t('lens.embedding') : t('lens.layer', { layer: row })}
              </th>
              {tokens.map((_, place) => {
                const at = row * time + place;
                const shade: CSSProperties & Record<'--shade', string> = {
                  '--shade': `${Math.round(probabilities[at] * 36)}%`,
                };
                return (
                  <td
                    key={place}
                    style={shade}
                    className={said[at] === expected(place) ? 'is-right' : undefined}
                  >
                    {said[at]}
                    <small>{formatProbability(probabilities[at])}</small>
                  </td>
                );
              })}
              <td className="picture-number">{formatNumber(meanOf(sizes, row * time, time))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function meanOf(values: ArrayLike<number>, from: number, count: number): number {
  let sum = 0;
  for (let index = from; index < from + count; index++) sum += values[index];
  return Number((sum / count).toPrecision(3));
}

/**
 * @file Something of each token after each layer: a row for each layer, the last at the top, a column for each
 * token, and behind them the size of the residual stream, averaged over the tokens.
 */
import type { CSSProperties, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { meanOf } from '../base/mean';
import { formatNumber } from './format';
import './picture-lens.css';

export interface LayerCell {
  content: ReactNode;
  /** From 0 to 1: how dark it is. */
  share: number;
  isRight?: boolean;
}

export interface LayerTableProps {
  /** What it shows, for screen readers. */
  label: string;
  tokens: readonly string[];
  /** Numbers of rows but one: the first is before the first layer. */
  layers: number;
  /** `[layers + 1, tokens]` */
  sizes: ArrayLike<number>;
  /** @param at place in `[layers + 1, tokens]` */
  cell: (at: number, place: number) => LayerCell;
}

export function LayerTable({ label, tokens, layers, sizes, cell }: LayerTableProps) {
  const { t } = useTranslation();
  const time = tokens.length;
  const rows = Array.from({ length: layers + 1 }, (_, index) => layers - index);
  return (
    <div className="picture picture-scroll" tabIndex={0} role="group" aria-label={label}>
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
                const { content, share, isRight } = cell(row * time + place, place);
                const shade: CSSProperties & Record<'--shade', string> = {
                  '--shade': `${Math.round(share * 36)}%`,
                };
                return (
                  <td key={place} style={shade} className={isRight ? 'is-right' : undefined}>
                    {content}
                  </td>
                );
              })}
              <td className="picture-number">
                {formatNumber(
                  roundedSize(meanOf(tokens.map((_, place) => sizes[row * time + place]))),
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export const roundedSize = (size: number) => Number(size.toPrecision(3));

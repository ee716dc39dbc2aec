/**
 * @file Pairs of neighbouring tokens by how often they stand in a text: which will be joined next.
 */
import { useTranslation } from 'react-i18next';
import { formatNumber } from './format';
import { VisibleLabel } from './visible-text';

export interface PairBar {
  /** From `Tokenizer.label`. */
  left: string;
  right: string;
  count: number;
  score: number;
}

export interface PairBarsProps {
  /** Best first. */
  pairs: readonly PairBar[];
  /** Whether the first pair will be joined; otherwise learning has ended. */
  hasWinner: boolean;
  /** Whether the score is not the count, so that both are shown. */
  scored?: boolean;
  /** Rows that are kept free, so that nothing below moves. */
  rows?: number;
}

export function PairBars({ pairs, hasWinner, scored = false, rows = 10 }: PairBarsProps) {
  const { t } = useTranslation();
  const largest = Math.max(1e-12, ...pairs.map(({ score }) => score));
  const free = Array.from({ length: Math.max(0, rows - pairs.length) }, (_, index) => index);
  return (
    <div className="picture">
      <table className="picture-table picture-pairs">
        <caption className="picture-hidden">{t('pictures.pairs.table')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('pictures.pairs.pair')}</th>
            <th aria-hidden="true" className="picture-bar-column" />
            <th scope="col" className="is-number">
              {t('pictures.pairs.count')}
            </th>
            {scored && (
              <th scope="col" className="is-number">
                {t('pictures.pairs.score')}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {pairs.map(({ left, right, count, score }, index) => {
            const wins = hasWinner && index === 0;
            return (
              <tr key={index} className={wins ? 'is-chosen' : undefined}>
                <td>
                  <span className="picture-pair">
                    <span className="picture-pair-part">
                      <VisibleLabel label={left} />
                    </span>
                    {' + '}
                    <span className="picture-pair-part">
                      <VisibleLabel label={right} />
                    </span>
                  </span>
                  {wins && <span className="picture-hidden"> {t('pictures.pairs.winner')}</span>}
                </td>
                <td className="picture-bar-column" aria-hidden="true">
                  <div className="picture-bar-track">
                    <div
                      className={wins ? 'picture-bar' : 'picture-bar is-before'}
                      style={{ width: `${((score / largest) * 100).toFixed(2)}%` }}
                    />
                  </div>
                </td>
                <td className="is-number">{count}</td>
                {scored && <td className="is-number">{formatNumber(score)}</td>}
              </tr>
            );
          })}
          {free.map((index) => (
            <tr key={`free${index}`} aria-hidden="true">
              <td>&nbsp;</td>
              <td className="picture-bar-column" />
              <td />
              {scored && <td />}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

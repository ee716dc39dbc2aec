/**
 * @file What the same sentences take in English and in Chinese, for each tokenizer: two bars and
 * their ratio.
 */
import { useTranslation } from 'react-i18next';
import { seriesColor } from './color';

export interface FertilityBarsProps {
  rows: readonly {
    id: string;
    name: string;
    /** Tokens. */
    english: number;
    chinese: number;
  }[];
}

export function FertilityBars({ rows }: FertilityBarsProps) {
  const { t } = useTranslation();
  const largest = Math.max(1, ...rows.flatMap(({ english, chinese }) => [english, chinese]));
  return (
    <div className="picture">
      <table className="picture-table picture-fertility">
        <caption className="picture-hidden">{t('pictures.fertility.table')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('pictures.fertility.tokenizer')}</th>
            <th scope="col">
              <span className="picture-square" style={{ background: seriesColor(0) }} />
              {t('pictures.fertility.english')}
            </th>
            <th scope="col">
              <span className="picture-square" style={{ background: seriesColor(1) }} />
              {t('pictures.fertility.chinese')}
            </th>
            <th scope="col" className="is-number">
              {t('pictures.fertility.ratio')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, name, english, chinese }) => (
            <tr key={id}>
              <th scope="row" className="picture-row-name">
                {name}
              </th>
              {[english, chinese].map((tokens, index) => (
                <td key={index}>
                  <div className="picture-bar-track" aria-hidden="true">
                    <div
                      className="picture-bar"
                      style={{
                        width: `${((tokens / largest) * 100).toFixed(2)}%`,
                        background: seriesColor(index),
                      }}
                    />
                  </div>
                  <span className="picture-number">{tokens}</span>
                </td>
              ))}
              <td className="is-number">{ratio(english, chinese)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function ratio(english: number, chinese: number): string {
  return english === 0 ? '–' : `${(chinese / english).toFixed(2)} ×`;
}

/**
 * @file How one number was computed: what was added up, the largest first, what was done with the sum,
 * and the number that the model itself has.
 */
import { useTranslation } from 'react-i18next';
import type { CellStory } from '../models/follow-cell';
import { formatNumber } from './format';

export interface CellSumProps {
  story: CellStory;
  /** What the model has. */
  recorded: number;
  /** Of each term. */
  labels: (index: number) => string;
}

const most = 10;

export function CellSum({ story: { terms, steps, result }, recorded, labels }: CellSumProps) {
  const { t } = useTranslation();
  const ranked = terms
    .map((term, index) => ({ ...term, index }))
    .sort((a, b) => Math.abs(b.adds) - Math.abs(a.adds));
  const shown = ranked.slice(0, most);
  const rest = ranked.slice(most);
  const hasWeights = terms.some(({ weight }) => weight !== null);
  const sum = (some: readonly { adds: number }[]) =>
    formatNumber(some.reduce((total, { adds }) => total + adds, 0));
  return (
    <div className="picture picture-scroll">
      {terms.length > 0 && (
        <table className="picture-table">
          <caption className="picture-hidden">{t('diagram.cell.terms')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('diagram.cell.from')}</th>
              <th scope="col" className="is-number">
                {t('diagram.cell.number')}
              </th>
              {hasWeights && (
                <th scope="col" className="is-number">
                  {t('diagram.cell.times')}
                </th>
              )}
              <th scope="col" className="is-number">
                {t('diagram.cell.adds')}
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map(({ index, value, weight, adds }) => (
              <tr key={index}>
                <td className="picture-row-label">{labels(index)}</td>
                <td className="is-number">{formatNumber(value)}</td>
                {hasWeights && (
                  <td className="is-number">{weight === null ? '' : formatNumber(weight)}</td>
                )}
                <td className="is-number">{formatNumber(adds)}</td>
              </tr>
            ))}
            {rest.length > 0 && (
              <tr>
                <td colSpan={hasWeights ? 3 : 2}>
                  {t('diagram.cell.others', { number: rest.length })}
                </td>
                <td className="is-number">{sum(rest)}</td>
              </tr>
            )}
            <tr>
              <th scope="row" colSpan={hasWeights ? 3 : 2}>
                {t('diagram.cell.sum')}
              </th>
              <td className="is-number">{sum(ranked)}</td>
            </tr>
          </tbody>
        </table>
      )}
      <table className="picture-table">
        <caption className="picture-hidden">{t('diagram.cell.steps')}</caption>
        <tbody>
          {steps.map(({ name, value }) => (
            <tr key={name}>
              <td>{t(`diagram.cell.step.${name}`)}</td>
              <td className="is-number">{formatNumber(value)}</td>
            </tr>
          ))}
          <tr>
            <th scope="row">{t('diagram.cell.result')}</th>
            <td className="is-number">
              <strong>{formatNumber(result)}</strong>
            </td>
          </tr>
          <tr>
            <th scope="row">{t('diagram.cell.recorded')}</th>
            <td className="is-number">{formatNumber(recorded)}</td>
          </tr>
        </tbody>
      </table>
    </div>
  );
}

/**
 * @file The kinds of operations on which a step spends most of its time, and how near each comes to
 * its estimated limit.
 */
import { useTranslation } from 'react-i18next';
import type { StepMeasurement } from '../experiment/step-measurement';
import { costliestKinds } from './flame-layout';
import { formatNumber, formatProbability } from './format';
import { useFlameWords } from './use-flame-words';

const most = 10;

export function CostliestKinds({ measurement }: { measurement: StepMeasurement }) {
  const { t } = useTranslation();
  const { nameOf, rateOf, limitOf } = useFlameWords();
  const whole = measurement.milliseconds;
  return (
    <div className="picture picture-kinds">
      <table className="picture-table">
        <caption className="picture-stack-caption">{t('pictures.flame.costliest')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('pictures.flame.columns.kind')}</th>
            {(['milliseconds', 'share', 'rate', 'limit'] as const).map((column) => (
              <th key={column} scope="col" className="is-number">
                {t(`pictures.flame.columns.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {costliestKinds(measurement, most).map((sums) => (
            <tr key={sums.kind}>
              <td>
                {nameOf({ level: 'kind', kind: sums.kind })}{' '}
                <span className="picture-kind-count">×{sums.count}</span>
              </td>
              <td className="is-number">
                {formatNumber(Number(sums.milliseconds.toPrecision(3)))}
              </td>
              <td className="is-number">
                {formatProbability(whole > 0 ? sums.milliseconds / whole : 0)}
              </td>
              <td className="is-number">{rateOf(sums) ?? '–'}</td>
              <td className="is-number">{limitOf(sums) ?? '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

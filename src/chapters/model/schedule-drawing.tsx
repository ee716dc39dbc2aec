/**
 * @file The course of the learning rate, drawn small.
 */
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../../pictures/format';
import { schedulePath, type Schedule } from './schedule';

const size = { left: 44, top: 8, width: 420, height: 70 };

export function ScheduleDrawing({ training }: { training: Schedule }) {
  const { t } = useTranslation();
  const peak = formatNumber(training.learningRate);
  const minimum = formatNumber(training.minimumLearningRate);
  const { left, top, width, height } = size;
  return (
    <svg
      className="model-schedule"
      viewBox={`0 0 ${left + width + 8} ${top + height + 22}`}
      role="img"
      aria-label={t('model.schedule.label', { peak, minimum })}
    >
      <g transform={`translate(${left} ${top})`}>
        <path d={`M0 0H${width}`} stroke="var(--picture-line)" />
        <path d={`M0 ${height}H${width}`} stroke="var(--picture-line)" />
        <path
          d={schedulePath(training, width, height)}
          fill="none"
          stroke="var(--picture-accent)"
          strokeWidth={2}
          strokeLinejoin="round"
        />
        <text x={-8} dy="0.35em" textAnchor="end">
          {peak}
        </text>
        <text x={-8} y={height} dy="0.35em" textAnchor="end">
          0
        </text>
        <text x={width} y={height + 16} textAnchor="end">
          {t('model.schedule.steps', { steps: training.steps })}
        </text>
      </g>
    </svg>
  );
}

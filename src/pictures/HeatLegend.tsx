/**
 * @file Which colour means which attention probability. The ramp follows the square root.
 */
import { useTranslation } from 'react-i18next';
import { heatPosition } from './color';
import { HeatRamp } from './HeatRamp';

const width = 200;
const marks = [0, 0.05, 0.25, 0.5, 1];

export function HeatLegend() {
  const { t } = useTranslation();
  const name = t('pictures.attention.probability');
  return (
    <svg
      className="picture-heat-legend"
      width={width + 4}
      height={44}
      role="img"
      aria-label={`${name}: 0–1`}
    >
      <HeatRamp width={width} height={8} y={16} levels={25} />
      <text x={0} y={10} fontSize={11}>
        {name}
      </text>
      {marks.map((mark) => (
        <text
          key={mark}
          x={heatPosition(mark) * width}
          y={37}
          fontSize={10}
          textAnchor={mark === 0 ? 'start' : mark === 1 ? 'end' : 'middle'}
        >
          {mark}
        </text>
      ))}
    </svg>
  );
}

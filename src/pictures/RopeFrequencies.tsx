/**
 * @file How many tokens each pair needs for one full turn (2π/θ_i, logarithmic axis). Pairs under
 * the context line turn at least once within the context; the others hardly move.
 */
import { useTranslation } from 'react-i18next';
import { formatNumber } from './format';
import { linearScale, logScale, powersOfTen } from './scales';
import { useWidth } from './use-width';

export interface RopeFrequenciesProps {
  /** Radians per position of each pair that turns. */
  angles: readonly number[];
  contextLength: number;
}

const height = 240;
const box = { left: 48, right: 12, top: 26, bottom: 34 };

export function RopeFrequencies({ angles, contextLength }: RopeFrequenciesProps) {
  const { t } = useTranslation();
  const { ref, width } = useWidth();
  const wavelengths = angles.map((theta) => (2 * Math.PI) / theta);
  const highest = Math.max(...wavelengths, contextLength) * 1.5;
  const lowest = Math.min(...wavelengths, contextLength) / 1.5;
  const x = linearScale([-0.5, wavelengths.length - 0.5], [box.left, width - box.right]);
  const y = logScale([lowest, highest], [height - box.bottom, box.top]);
  const context = y(contextLength);
  const every = Math.ceil(wavelengths.length / Math.max(1, Math.floor(width / 40)));

  return (
    <div className="picture" ref={ref}>
      <svg
        width={width}
        height={height}
        role="img"
        aria-label={`${t('pictures.rope.frequencies')}: ${wavelengths.map((one) => formatNumber(one)).join(', ')}`}
      >
        <text x={4} y={12} fontSize={11}>
          {t('pictures.rope.wavelength')}
        </text>
        {powersOfTen(lowest, highest).map((tick) => (
          <g key={tick} transform={`translate(0 ${y(tick).toFixed(1)})`}>
            <path
              d={`M${box.left} 0H${width - box.right}`}
              style={{ stroke: 'var(--picture-line)' }}
            />
            <text x={box.left - 8} dy="0.35em" textAnchor="end" fontSize={11}>
              {tick >= 10_000 ? `10${superscript(Math.round(Math.log10(tick)))}` : tick}
            </text>
          </g>
        ))}
        {wavelengths.map((wavelength, pair) => {
          const turns = wavelength <= contextLength;
          const color = turns ? 'var(--picture-accent)' : 'var(--picture-faint)';
          return (
            <g key={pair} transform={`translate(${x(pair).toFixed(1)} 0)`}>
              <title>
                {t('pictures.rope.point', { pair, wavelength: formatNumber(wavelength) })}
              </title>
              <path
                d={`M0 ${height - box.bottom}V${y(wavelength).toFixed(1)}`}
                style={{ stroke: color }}
                strokeWidth={1.5}
              />
              <circle cy={y(wavelength).toFixed(1)} r={4} style={{ fill: color }} />
              {pair % every === 0 && (
                <text y={height - box.bottom + 14} textAnchor="middle" fontSize={10}>
                  {pair}
                </text>
              )}
            </g>
          );
        })}
        <path
          d={`M${box.left} ${context.toFixed(1)}H${width - box.right}`}
          style={{ stroke: 'var(--picture-second)' }}
          strokeWidth={1.5}
          strokeDasharray="5 4"
        />
        <text
          x={box.left + 4}
          y={context - 6}
          fontSize={11}
          style={{ fill: 'var(--picture-second)' }}
        >
          {t('pictures.rope.context', { length: contextLength })}
        </text>
        <text x={width - box.right} y={height - 4} textAnchor="end" fontSize={11}>
          {t('pictures.rope.pairs')}
        </text>
      </svg>
    </div>
  );
}

function superscript(exponent: number): string {
  return Array.from(String(exponent), (digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'.charAt(Number(digit))).join('');
}

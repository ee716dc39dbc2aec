/**
 * @file Each pair of a real query and key as two arrows on a wheel, turned by position · θ_i. The
 * score is the sum of the pairs' products. All wheels share one scale, so long arrows matter more.
 */
import { useTranslation } from 'react-i18next';
import { formatNumber } from './format';
import { pairProducts, rotate } from './rope';
import { Swatch } from './Swatch';

export interface RopeWheelsProps {
  /** `[headDim]` before rotation, as pairs (i, i + headDim/2). */
  queryVector: Float32Array;
  keyVector: Float32Array;
  queryPosition: number;
  keyPosition: number;
  /** Radians per position of each pair. */
  angles: readonly number[];
}

const size = 84;
const radius = 36;

export function RopeWheels(props: RopeWheelsProps) {
  const { queryVector: query, keyVector: key, queryPosition, keyPosition, angles } = props;
  const { t } = useTranslation();
  const pairs = query.length / 2;
  const turnedQuery = rotate(query, queryPosition, angles);
  const turnedKey = rotate(key, keyPosition, angles);
  const products = pairProducts(query, key, queryPosition, keyPosition, angles);
  const score = products.reduce((sum, product) => sum + product, 0) / Math.sqrt(query.length);
  const scale = radius / Math.max(longestPair(query), longestPair(key), 1e-12);
  const at = (vector: ArrayLike<number>, pair: number): Arrow => ({
    x: vector[pair] * scale,
    // Mathematics turns anticlockwise, the screen's y axis points down.
    y: -vector[pair + pairs] * scale,
  });

  return (
    <div className="picture">
      <ul className="picture-legend">
        <li>
          <Swatch color="var(--picture-accent)" />
          <span data-export-text="">{t('pictures.rope.query', { position: queryPosition })}</span>
        </li>
        <li>
          <Swatch color="var(--picture-second)" />
          <span data-export-text="">{t('pictures.rope.key', { position: keyPosition })}</span>
        </li>
        <li className="picture-number" data-export-text="">
          {t('pictures.rope.score', { headDim: query.length, score: formatNumber(score) })}
        </li>
      </ul>
      <div className="picture-wheels" role="group" aria-label={t('pictures.rope.wheels')}>
        {angles.map((theta, pair) => (
          <div key={pair} className="picture-wheel">
            <Wheel
              label={t('pictures.rope.wheel', {
                pair,
                queryAngle: degrees(queryPosition * theta),
                keyAngle: degrees(keyPosition * theta),
                product: formatNumber(products[pair]),
              })}
              before={[at(query, pair), at(key, pair)]}
              after={[at(turnedQuery, pair), at(turnedKey, pair)]}
            />
            <span data-export-text="">{t('pictures.rope.pair', { pair })}</span>
            <span className="picture-number" data-export-text="">
              {formatNumber(Number(products[pair].toPrecision(3)))}
            </span>
          </div>
        ))}
      </div>
    </div>
  );
}

interface Arrow {
  x: number;
  y: number;
}

const wheelColors = ['var(--picture-accent)', 'var(--picture-second)'];

function Wheel(props: { label: string; before: readonly Arrow[]; after: readonly Arrow[] }) {
  return (
    <svg width={size} height={size} role="img" aria-label={props.label}>
      <g transform={`translate(${size / 2} ${size / 2})`}>
        <circle r={radius} fill="none" style={{ stroke: 'var(--picture-line)' }} />
        <path
          d={`M${-radius} 0h${2 * radius}M0 ${-radius}v${2 * radius}`}
          style={{ stroke: 'var(--picture-line)' }}
          strokeWidth={0.5}
        />
        {props.before.map((arrow, index) => (
          <path
            key={`before ${index}`}
            d={`M0 0L${arrow.x.toFixed(1)} ${arrow.y.toFixed(1)}`}
            style={{ stroke: wheelColors[index] }}
            strokeWidth={1}
            strokeDasharray="2 2"
            strokeOpacity={0.55}
          />
        ))}
        {props.after.map((arrow, index) => (
          <g key={`after ${index}`}>
            <path
              d={`M0 0L${arrow.x.toFixed(1)} ${arrow.y.toFixed(1)}`}
              style={{ stroke: wheelColors[index] }}
              strokeWidth={2}
              strokeLinecap="round"
            />
            <circle
              cx={arrow.x.toFixed(1)}
              cy={arrow.y.toFixed(1)}
              r={2.5}
              style={{ fill: wheelColors[index] }}
            />
          </g>
        ))}
      </g>
    </svg>
  );
}

function longestPair(vector: ArrayLike<number>): number {
  const pairs = vector.length / 2;
  let longest = 0;
  for (let pair = 0; pair < pairs; pair++) {
    longest = Math.max(longest, Math.hypot(vector[pair], vector[pair + pairs]));
  }
  return longest;
}

function degrees(radians: number): number {
  return Math.round(((radians * 180) / Math.PI) % 360);
}

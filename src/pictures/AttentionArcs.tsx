/**
 * @file Attention on the line of text itself: arcs and shade from the chosen token to what it looks
 * at. Hover or focus chooses, a click holds.
 */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { queryRow, type AttentionMatrix } from './attention';
import { arcPath, boxHeight, layoutTokens } from './arcs-layout';
import { heatColor, heatPosition } from './color';
import { formatProbability } from './format';
import type { HoverLock } from './use-hover-lock';
import { indexOfTarget, useRovingIndex } from './use-roving-index';
import { useWidth } from './use-width';
import { roundPlace } from './scales';

export interface AttentionArcsProps {
  /** Of a text on itself. */
  matrix: AttentionMatrix;
  tokens: readonly string[];
  query: HoverLock<number>;
  /** Shown while nothing is pointed at; the last token by default. */
  initial?: number;
}

const fontSize = 14;
/** Arcs thinner than this would only be noise. */
const visible = 0.02;

export function AttentionArcs({ matrix, tokens, query, initial }: AttentionArcsProps) {
  const { t } = useTranslation();
  const { ref, width } = useWidth();
  const layout = useMemo(() => layoutTokens(tokens, width - 4, fontSize), [tokens, width]);
  const roving = useRovingIndex(tokens.length, 1, tokens.length - 1);
  const chosen = Math.min(query.active ?? initial ?? tokens.length - 1, tokens.length - 1);
  const row = queryRow(matrix, chosen);
  const origin = layout.boxes[chosen];

  return (
    <div className="picture" ref={ref}>
      <svg
        width={width}
        height={layout.height}
        role="group"
        aria-label={t('pictures.attention.arcs', { query: tokens[chosen] ?? '' })}
        onKeyDown={roving.container.onKeyDown}
        onFocus={(event) => {
          roving.container.onFocus(event);
          const index = indexOfTarget(event.target);
          if (index !== undefined) query.hover(index);
        }}
        onBlur={query.leave}
        onPointerLeave={query.leave}
      >
        <g transform="translate(2 0)">
          {origin !== undefined &&
            layout.boxes.map((box, key) => {
              const probability = row[key] ?? 0;
              return probability < visible ? null : (
                <path
                  key={key}
                  d={arcPath(origin, box)}
                  fill="none"
                  style={{ stroke: 'var(--picture-accent)' }}
                  strokeWidth={roundPlace(0.75 + 4 * probability)}
                  strokeOpacity={roundPlace(0.25 + 0.75 * heatPosition(probability))}
                  strokeLinecap="round"
                />
              );
            })}
          {layout.boxes.map((box, index) => {
            const probability = row[index] ?? 0;
            const shade = heatPosition(probability) * 0.9;
            return (
              <g
                key={index}
                className="picture-arc-token"
                role="button"
                data-index={index}
                tabIndex={roving.tabIndex(index)}
                aria-pressed={query.locked === index}
                aria-label={t('pictures.attention.arcsToken', {
                  label: tokens[index],
                  probability: formatProbability(probability),
                })}
                onPointerEnter={() => query.hover(index)}
                onClick={() => query.toggle(index)}
                onKeyDown={(event) => {
                  if (event.key !== 'Enter' && event.key !== ' ') return;
                  event.preventDefault();
                  query.toggle(index);
                }}
              >
                <rect
                  x={roundPlace(box.x)}
                  y={box.y}
                  width={roundPlace(box.width)}
                  height={boxHeight}
                  rx={4}
                  style={{
                    fill: index >= row.length ? 'transparent' : heatColor(shade),
                    stroke: index === chosen ? 'var(--picture-accent)' : undefined,
                  }}
                  strokeWidth={index === chosen ? 1.5 : undefined}
                />
                <text
                  x={roundPlace(box.x + box.width / 2)}
                  y={box.y + boxHeight / 2}
                  dy="0.35em"
                  textAnchor="middle"
                  fontSize={fontSize}
                  opacity={index >= row.length ? 0.55 : undefined}
                  className={index < row.length && shade > 0.5 ? 'is-dark' : undefined}
                >
                  {tokens[index]}
                </text>
              </g>
            );
          })}
        </g>
      </svg>
    </div>
  );
}

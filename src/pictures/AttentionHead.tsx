/**
 * @file One head, large: row = query, column = key. Point at a cell to read it; a click or Enter
 * holds the row. The upper triangle is hatched: a token cannot look ahead.
 */
import { useId, useMemo, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { heatPaths } from './attention';
import { heatColor } from './color';
import { HeatLegend } from './HeatLegend';
import { cellSize, KeyAxis, labelRoom, QueryAxis } from './TokenAxis';
import type { HoverLock } from './use-hover-lock';

export interface AttentionHeadProps {
  /** `[time, time]`, query then key. */
  matrix: Float32Array;
  /** Token labels, `[time]`. */
  tokens: readonly string[];
  /** Name of the head, such as `L1H2`. */
  name: string;
  /** The query row, shared with the other pictures of the same text. */
  query: HoverLock<number>;
}

const levels = 24;

export function AttentionHead({ matrix, tokens, name, query }: AttentionHeadProps) {
  const { t } = useTranslation();
  const hatch = useId();
  const [key, setKey] = useState<number>();
  const time = tokens.length;
  const cell = cellSize(time);
  const side = time * cell;
  const paths = useMemo(() => heatPaths(matrix, time, levels), [matrix, time]);
  const row = query.active;
  const column = row !== undefined && key !== undefined && key <= row ? key : undefined;

  const point = (event: PointerEvent<SVGRectElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const place = (distance: number, length: number) =>
      Math.min(time - 1, Math.max(0, Math.floor((distance / length) * time)));
    query.hover(place(event.clientY - box.top, box.height));
    setKey(place(event.clientX - box.left, box.width));
  };
  const leave = () => {
    query.leave();
    setKey(undefined);
  };
  const walk = (event: KeyboardEvent) => {
    const from = { row: row ?? time - 1, column: column ?? 0 };
    const move = (nextRow: number, nextColumn: number) => {
      event.preventDefault();
      const bounded = Math.min(time - 1, Math.max(0, nextRow));
      query.hover(bounded);
      setKey(Math.min(query.locked ?? bounded, Math.max(0, nextColumn)));
    };
    if (event.key === 'ArrowUp') move(from.row - 1, from.column);
    else if (event.key === 'ArrowDown') move(from.row + 1, from.column);
    else if (event.key === 'ArrowLeft') move(from.row, from.column - 1);
    else if (event.key === 'ArrowRight') move(from.row, from.column + 1);
    else if ((event.key === 'Enter' || event.key === ' ') && row !== undefined) {
      event.preventDefault();
      query.toggle(row);
    }
  };

  return (
    <div className="picture">
      <div
        className="picture-scroll"
        role="group"
        tabIndex={0}
        aria-label={t('pictures.attention.hint')}
        onKeyDown={walk}
      >
        <svg
          width={labelRoom + side + 16}
          height={labelRoom + side + 22}
          role="img"
          aria-label={t('pictures.attention.matrix', { name })}
        >
          <defs>
            <pattern id={hatch} width={5} height={5} patternUnits="userSpaceOnUse">
              <path d="M0 5L5 0" style={{ stroke: 'var(--picture-line)' }} strokeWidth={1} />
            </pattern>
          </defs>
          <text x={labelRoom} y={11} fontSize={11}>
            {t('pictures.attention.keys')} →
          </text>
          <text x={4} y={labelRoom + side + 16} fontSize={11}>
            ↑ {t('pictures.attention.queries')}
          </text>
          <KeyAxis tokens={tokens} cell={cell} active={column} limit={row} />
          <QueryAxis tokens={tokens} cell={cell} active={row} />
          <g transform={`translate(${labelRoom} ${labelRoom}) scale(${cell})`}>
            <path d={lowerTriangle(time)} style={{ fill: heatColor(0) }} />
            {paths.map((path, level) =>
              path === '' ? null : (
                <path key={level} d={path} style={{ fill: heatColor(level / levels) }} />
              ),
            )}
          </g>
          <g transform={`translate(${labelRoom} ${labelRoom})`}>
            <path d={upperTriangle(time, cell)} fill={`url(#${hatch})`} />
            {row !== undefined && (
              <Frame x={0} y={row * cell} width={(row + 1) * cell} height={cell} />
            )}
            {column !== undefined && (
              <Frame
                x={column * cell}
                y={column * cell}
                width={cell}
                height={side - column * cell}
              />
            )}
            <rect
              width={side}
              height={side}
              fill="transparent"
              style={{ cursor: 'crosshair' }}
              onPointerMove={point}
              onPointerLeave={leave}
              onClick={() => row !== undefined && query.toggle(query.locked ?? row)}
            />
          </g>
        </svg>
      </div>
      <output className="picture-readout" aria-live="polite">
        {row === undefined
          ? t('pictures.attention.hint')
          : column === undefined
            ? t('pictures.attention.query', { query: tokens[row] ?? '', count: row + 1 })
            : t('pictures.attention.cell', {
                query: tokens[row] ?? '',
                key: tokens[column] ?? '',
                probability: matrix[row * time + column].toFixed(4),
              })}
      </output>
      <HeatLegend />
    </div>
  );
}

function Frame(props: { x: number; y: number; width: number; height: number }) {
  return (
    <rect {...props} fill="none" style={{ stroke: 'var(--picture-accent)' }} strokeWidth={1.5} />
  );
}

/** The allowed cells as one staircase, in cells. */
function lowerTriangle(time: number): string {
  return `M0 0${'h1v1'.repeat(time)}H0z`;
}

/** The forbidden cells as one staircase, in pixels. */
function upperTriangle(time: number, cell: number): string {
  const steps = `v${cell}h${cell}`.repeat(Math.max(0, time - 1));
  return `M${cell} 0${steps}V0z`;
}

/**
 * @file One head, large: row = query, column = key. Point at a cell to read it; a click or Enter
 * holds the row. Where tokens cannot look ahead, the upper triangle is hatched.
 */
import { useId, useMemo, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { heatPaths, keysSeen, type AttentionMatrix } from './attention';
import { heatColor } from './color';
import { HeatLegend } from './HeatLegend';
import { cellSize, KeyAxis, labelRoom, QueryAxis } from './TokenAxis';
import type { HoverLock } from './use-hover-lock';

export interface AttentionHeadProps {
  matrix: AttentionMatrix;
  /** Labels of the queries. */
  tokens: readonly string[];
  /** Those of the keys, where they are of another text. */
  keyTokens?: readonly string[];
  /** Name of the head, such as `L1H2`. */
  name: string;
  /** The query row, shared with the other pictures of the same text. */
  query: HoverLock<number>;
}

const levels = 24;

export function AttentionHead(props: AttentionHeadProps) {
  const { matrix, tokens, keyTokens = tokens, name, query } = props;
  const { t } = useTranslation();
  const hatch = useId();
  const [key, setKey] = useState<number>();
  const { queries, keys, causal, values } = matrix;
  const cell = cellSize(Math.max(queries, keys));
  const [width, height] = [keys * cell, queries * cell];
  const paths = useMemo(() => heatPaths(matrix, levels), [matrix]);
  const row = query.active;
  const seen = row === undefined ? 0 : keysSeen(matrix, row);
  const column = key !== undefined && key < seen ? key : undefined;

  const point = (event: PointerEvent<SVGRectElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const place = (distance: number, length: number, count: number) =>
      Math.min(count - 1, Math.max(0, Math.floor((distance / length) * count)));
    query.hover(place(event.clientY - box.top, box.height, queries));
    setKey(place(event.clientX - box.left, box.width, keys));
  };
  const leave = () => {
    query.leave();
    setKey(undefined);
  };
  const walk = (event: KeyboardEvent) => {
    const from = { row: row ?? queries - 1, column: column ?? 0 };
    const move = (nextRow: number, nextColumn: number) => {
      event.preventDefault();
      const bounded = Math.min(queries - 1, Math.max(0, nextRow));
      query.hover(bounded);
      const last = keysSeen(matrix, query.locked ?? bounded) - 1;
      setKey(Math.min(last, Math.max(0, nextColumn)));
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
          width={labelRoom + width + 16}
          height={labelRoom + height + 22}
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
          <text x={4} y={labelRoom + height + 16} fontSize={11}>
            ↑ {t('pictures.attention.queries')}
          </text>
          <KeyAxis
            tokens={keyTokens}
            cell={cell}
            active={column}
            limit={row === undefined ? undefined : seen - 1}
          />
          <QueryAxis tokens={tokens} cell={cell} active={row} />
          <g transform={`translate(${labelRoom} ${labelRoom}) scale(${cell})`}>
            <path
              d={causal ? lowerTriangle(queries) : `M0 0h${keys}v${queries}H0z`}
              style={{ fill: heatColor(0) }}
            />
            {paths.map((path, level) =>
              path === '' ? null : (
                <path key={level} d={path} style={{ fill: heatColor(level / levels) }} />
              ),
            )}
          </g>
          <g transform={`translate(${labelRoom} ${labelRoom})`}>
            {causal && <path d={upperTriangle(queries, cell)} fill={`url(#${hatch})`} />}
            {row !== undefined && <Frame x={0} y={row * cell} width={seen * cell} height={cell} />}
            {column !== undefined && (
              <Frame
                x={column * cell}
                y={causal ? column * cell : 0}
                width={cell}
                height={causal ? height - column * cell : height}
              />
            )}
            <rect
              width={width}
              height={height}
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
            ? t('pictures.attention.query', { query: tokens[row] ?? '', count: seen })
            : t('pictures.attention.cell', {
                query: tokens[row] ?? '',
                key: keyTokens[column] ?? '',
                probability: values[row * keys + column].toFixed(4),
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

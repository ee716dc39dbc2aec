/**
 * @file Several rows of numbers over the steps of training as strips of colour, one above the other, with
 * one scale for all. Point at a strip, or walk with the arrow keys, to read it. Cells that are not finite
 * stay empty.
 */
import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type MouseEvent } from 'react';
import { heatTable, readHeatStops } from './color';
import { formatNumber } from './format';
import { HeatRamp } from './HeatRamp';
import { paintMatrix, rangeOf } from './MatrixHeat';
import './picture-strips.css';

export interface HeatStripsProps {
  /** What they show, for screen readers. */
  label: string;
  rows: readonly { id: string; name: string; values: readonly number[] }[];
  /** Rising; as many as each row has values. */
  steps: readonly number[];
  stepName: string;
  /** `log`: colours follow the logarithm, and what is not above 0 stays empty. */
  scale?: 'linear' | 'log';
  /** Of the first and the last colour; else the smallest and the largest value. */
  range?: readonly [number, number];
  format?: (value: number) => string;
  /** What stands below while nothing is pointed at. */
  hint: string;
}

interface Cell {
  row: number;
  column: number;
}

const walks: Partial<Record<string, Cell>> = {
  ArrowUp: { row: -1, column: 0 },
  ArrowDown: { row: 1, column: 0 },
  ArrowLeft: { row: 0, column: -1 },
  ArrowRight: { row: 0, column: 1 },
};
const levels = 20;

export function HeatStrips(props: HeatStripsProps) {
  const { label, rows, steps, stepName, scale = 'linear', range, hint } = props;
  const { format = formatNumber } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  const scheme = useComputedColorScheme('light');
  const [cell, setCell] = useState<Cell | null>(null);
  const columns = steps.length;
  const drawn = useMemo(
    () => rows.flatMap(({ values }) => values.map((value) => onScale(value, scale))),
    [rows, scale],
  );
  const [lowest, highest] = useMemo(() => {
    if (!range) return rangeOf(drawn);
    return [onScale(range[0], scale), onScale(range[1], scale)];
  }, [range, drawn, scale]);

  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context || drawn.length === 0) return;
    const image = context.createImageData(columns, rows.length);
    paintMatrix(image.data, drawn, [lowest, highest], heatTable(readHeatStops(element)));
    context.putImageData(image, 0, 0);
  }, [drawn, rows.length, columns, lowest, highest, scheme]);

  const point = (event: MouseEvent<HTMLCanvasElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    setCell({
      row: within(((event.clientY - box.top) / box.height) * rows.length, rows.length),
      column: within(((event.clientX - box.left) / box.width) * columns, columns),
    });
  };
  const walk = (event: KeyboardEvent) => {
    const step = walks[event.key];
    if (!step) return;
    event.preventDefault();
    const { row, column } = cell ?? { row: 0, column: columns - 1 };
    setCell({
      row: within(row + step.row, rows.length),
      column: within(column + step.column, columns),
    });
  };
  const row = cell && rows.at(cell.row);
  const value = cell && row?.values.at(cell.column);
  const worth = (position: number) => format(scale === 'log' ? 10 ** position : position);

  return (
    <div className="picture">
      <div
        role="group"
        tabIndex={0}
        aria-label={label}
        onKeyDown={walk}
        className="picture-strips"
        style={{ gridTemplateRows: `repeat(${rows.length}, 22px)` }}
      >
        {rows.map(({ id, name }, index) => (
          <span
            key={id}
            className="picture-strips-name"
            style={{ gridRow: index + 1 }}
            title={name}
          >
            {name}
          </span>
        ))}
        <div className="picture-strips-heat" style={{ gridRow: `1 / span ${rows.length}` }}>
          <canvas
            ref={canvas}
            width={columns}
            height={rows.length}
            aria-hidden="true"
            onPointerMove={point}
            onPointerLeave={() => setCell(null)}
          />
        </div>
        {rows.map(({ id, values }, index) => (
          <span key={id} className="picture-strips-value" style={{ gridRow: index + 1 }}>
            {shown(values.at(-1), format)}
          </span>
        ))}
      </div>
      <div className="picture-strips-legend">
        <span className="picture-number">{worth(lowest)}</span>
        <svg width={80} height={8} aria-hidden="true">
          <HeatRamp width={80} height={8} levels={levels} />
        </svg>
        <span className="picture-number">{worth(highest)}</span>
        <span className="picture-strips-steps">
          {stepName} {formatNumber(steps.at(0) ?? 0)} – {formatNumber(steps.at(-1) ?? 0)}
        </span>
      </div>
      <output className="picture-readout" aria-live="polite">
        {cell && row
          ? `${row.name}, ${stepName} ${steps.at(cell.column)}: ${shown(value, format)}`
          : hint}
      </output>
    </div>
  );
}

const onScale = (value: number, scale: 'linear' | 'log') =>
  scale === 'log' ? Math.log10(value) : value;

const within = (place: number, count: number) =>
  Math.min(count - 1, Math.max(0, Math.floor(place)));

function shown(value: number | null | undefined, format: (value: number) => string): string {
  return typeof value === 'number' && Number.isFinite(value) ? format(value) : '–';
}

/**
 * @file Any matrix as colours, one pixel for each cell, scaled up. Point at a cell, or walk with the
 * arrow keys, to read it. Cells that are not finite stay empty.
 */
import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { heatTable, readHeatStops } from './color';
import { formatNumber } from './format';
import { HeatRamp } from './HeatRamp';

export interface MatrixCell {
  row: number;
  column: number;
}

export interface MatrixHeatProps {
  /** `[rows, columns]` */
  values: ArrayLike<number>;
  rows: number;
  columns: number;
  /** What it shows, for screen readers. */
  label: string;
  rowName: string;
  columnName: string;
  /** Values of the first and the last colour; else the smallest and the largest. */
  range?: readonly [number, number];
  /** The cell that stands out; with `onChoose`, pressing one or Enter chooses it. */
  chosen?: MatrixCell | null;
  onChoose?: (cell: MatrixCell) => void;
  /** One of many: without a legend and a hint. */
  compact?: boolean;
}

export function MatrixHeat(props: MatrixHeatProps) {
  const { values, rows, columns, label, rowName, columnName, range, compact = false } = props;
  const { chosen, onChoose } = props;
  const { t } = useTranslation();
  const canvas = useRef<HTMLCanvasElement>(null);
  const scheme = useComputedColorScheme('light');
  const [cell, setCell] = useState<MatrixCell | null>(null);
  const [lowest, highest] = useMemo(() => range ?? rangeOf(values), [range, values]);

  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context || rows * columns === 0) return;
    const image = context.createImageData(columns, rows);
    paintMatrix(image.data, values, [lowest, highest], heatTable(readHeatStops(element)));
    context.putImageData(image, 0, 0);
  }, [values, rows, columns, lowest, highest, scheme]);

  const point = (event: MouseEvent<HTMLCanvasElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    return {
      row: placeOf(event.clientY - box.top, box.height, rows),
      column: placeOf(event.clientX - box.left, box.width, columns),
    };
  };
  const walk = (event: KeyboardEvent) => {
    if (onChoose && cell && (event.key === 'Enter' || event.key === ' ')) {
      event.preventDefault();
      onChoose(cell);
    }
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    const { row, column } = cell ?? { row: 0, column: 0 };
    setCell({
      row: Math.min(rows - 1, Math.max(0, row + step[0])),
      column: Math.min(columns - 1, Math.max(0, column + step[1])),
    });
  };
  // The matrix may have become smaller.
  const isInside = cell !== null && cell.row < rows && cell.column < columns;
  const value = isInside ? values[cell.row * columns + cell.column] : NaN;

  return (
    <div className="picture">
      <div role="group" tabIndex={0} aria-label={label} onKeyDown={walk} className="picture-matrix">
        <canvas
          ref={canvas}
          width={columns}
          height={rows}
          aria-hidden="true"
          // Cells of a wide matrix must be tall enough to be hit.
          style={onChoose && { minHeight: Math.min(240, rows * 8) }}
          onPointerMove={(event) => setCell(point(event))}
          onPointerLeave={() => setCell(null)}
          onClick={(event) => onChoose?.(point(event))}
        />
        {chosen && <ChosenCell cell={chosen} rows={rows} columns={columns} />}
      </div>
      {!compact && (
        <div className="picture-matrix-legend">
          <span className="picture-number">{formatNumber(lowest)}</span>
          <svg width={80} height={8} aria-hidden="true">
            <HeatRamp width={80} height={8} levels={levels} />
          </svg>
          <span className="picture-number">{formatNumber(highest)}</span>
        </div>
      )}
      <output className="picture-readout" aria-live="polite">
        {isInside
          ? t('pictures.matrix.cell', {
              row: rowName,
              rowNumber: cell.row,
              column: columnName,
              columnNumber: cell.column,
              value: Number.isFinite(value) ? formatNumber(value) : '–',
            })
          : !compact && t('pictures.matrix.hint', { rows: rowName, columns: columnName })}
      </output>
    </div>
  );
}

function ChosenCell({ cell, rows, columns }: { cell: MatrixCell; rows: number; columns: number }) {
  const place = {
    left: `${(100 * cell.column) / columns}%`,
    top: `${(100 * cell.row) / rows}%`,
    width: `${100 / columns}%`,
    height: `${100 / rows}%`,
  };
  return <span className="picture-matrix-chosen" style={place} />;
}

const levels = 20;

const steps: Partial<Record<string, readonly [rows: number, columns: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

const placeOf = (distance: number, length: number, count: number) =>
  Math.min(count - 1, Math.max(0, Math.floor((distance / length) * count)));

/** Smallest and largest of the finite values; 0 and 1 where there are none. */
export function rangeOf(values: ArrayLike<number>): [lowest: number, highest: number] {
  let [lowest, highest] = [Infinity, -Infinity];
  for (let index = 0; index < values.length; index++) {
    if (!Number.isFinite(values[index])) continue;
    lowest = Math.min(lowest, values[index]);
    highest = Math.max(highest, values[index]);
  }
  return lowest <= highest ? [lowest, highest] : [0, 1];
}

/** Fills RGBA bytes, four for each value. */
export function paintMatrix(
  pixels: Uint8ClampedArray,
  values: ArrayLike<number>,
  [lowest, highest]: readonly [number, number],
  table: Uint8ClampedArray,
): void {
  const last = table.length / 3 - 1;
  const span = highest > lowest ? highest - lowest : 1;
  for (let index = 0; index < values.length; index++) {
    if (!Number.isFinite(values[index])) continue;
    const share = Math.min(1, Math.max(0, (values[index] - lowest) / span));
    const entry = Math.round(share * last) * 3;
    pixels.set(table.subarray(entry, entry + 3), index * 4);
    pixels[index * 4 + 3] = 255;
  }
}

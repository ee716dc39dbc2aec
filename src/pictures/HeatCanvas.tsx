/**
 * @file One attention matrix as a small canvas, one pixel per cell, scaled up by CSS. Cells that
 * the causal mask forbids stay transparent.
 */
import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { heatPosition, heatTable, readHeatStops } from './color';

export interface HeatCanvasProps {
  /** `[time, time]`, query then key. */
  matrix: Float32Array;
  time: number;
}

export function HeatCanvas({ matrix, time }: HeatCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const scheme = useComputedColorScheme('light');

  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context || time === 0) return;
    const image = context.createImageData(time, time);
    paintHeat(image.data, matrix, time, heatTable(readHeatStops(element)));
    context.putImageData(image, 0, 0);
  }, [matrix, time, scheme]);

  return <canvas ref={canvas} width={time} height={time} aria-hidden="true" />;
}

/** Fills RGBA bytes `[time, time, 4]`. */
export function paintHeat(
  pixels: Uint8ClampedArray,
  matrix: Float32Array,
  time: number,
  table: Uint8ClampedArray,
): void {
  const last = table.length / 3 - 1;
  for (let query = 0; query < time; query++) {
    for (let key = 0; key <= query; key++) {
      const cell = query * time + key;
      const entry = Math.round(heatPosition(matrix[cell]) * last) * 3;
      pixels.set(table.subarray(entry, entry + 3), cell * 4);
      pixels[cell * 4 + 3] = 255;
    }
  }
}

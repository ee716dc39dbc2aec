/**
 * @file One attention matrix as a small canvas, one pixel per cell, scaled up by CSS. Cells that
 * the causal mask forbids stay transparent.
 */
import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { keysSeen, type AttentionMatrix } from './attention';
import { heatPosition, heatTable, readHeatStops } from './color';

export function HeatCanvas({ matrix }: { matrix: AttentionMatrix }) {
  const { queries, keys } = matrix;
  const canvas = useRef<HTMLCanvasElement>(null);
  const scheme = useComputedColorScheme('light');

  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context || queries * keys === 0) return;
    const image = context.createImageData(keys, queries);
    paintHeat(image.data, matrix, heatTable(readHeatStops(element)));
    context.putImageData(image, 0, 0);
  }, [matrix, queries, keys, scheme]);

  return <canvas ref={canvas} width={keys} height={queries} aria-hidden="true" />;
}

/** Fills RGBA bytes `[queries, keys, 4]`. */
export function paintHeat(
  pixels: Uint8ClampedArray,
  matrix: AttentionMatrix,
  table: Uint8ClampedArray,
): void {
  const last = table.length / 3 - 1;
  const { values, queries, keys } = matrix;
  for (let query = 0; query < queries; query++) {
    const seen = keysSeen(matrix, query);
    for (let key = 0; key < seen; key++) {
      const cell = query * keys + key;
      const entry = Math.round(heatPosition(values[cell]) * last) * 3;
      pixels.set(table.subarray(entry, entry + 3), cell * 4);
      pixels[cell * 4 + 3] = 255;
    }
  }
}

/**
 * @file The colours of the pictures, by name of their CSS variables (`pictures.css`), so that one
 * picture serves both themes. Attention uses one ramp of five stops whose lightness only rises or
 * falls, so it reads the same with any colour vision.
 */

const heatStops = 5;
const tokenColors = 8;
const seriesColors = 8;

type Rgb = readonly [red: number, green: number, blue: number];

/**
 * Place of a probability on the colour ramp: its square root, because most attention is small and
 * would look empty on a linear ramp. Values outside of [0, 1] are clamped.
 */
export function heatPosition(probability: number): number {
  return Math.sqrt(Math.min(1, Math.max(0, probability)));
}

/** CSS colour at `position` ∈ [0, 1] of the heat ramp. */
export function heatColor(position: number): string {
  const scaled = Math.min(1, Math.max(0, position)) * (heatStops - 1);
  const lower = Math.min(heatStops - 2, Math.floor(scaled));
  const percent = Math.round((scaled - lower) * 100);
  return `color-mix(in srgb, var(--picture-heat-${lower + 1}) ${percent}%, var(--picture-heat-${lower}))`;
}

/** Colours of the heat ramp as bytes for a canvas: `size` × 3, from the stops' `#rrggbb`. */
export function heatTable(stops: readonly string[], size = 256): Uint8ClampedArray {
  const colors = stops.map(parseColor);
  const table = new Uint8ClampedArray(size * 3);
  for (let entry = 0; entry < size; entry++) {
    const scaled = (entry / (size - 1)) * (colors.length - 1);
    const lower = Math.max(0, Math.min(colors.length - 2, Math.floor(scaled)));
    const from = colors[lower] ?? [0, 0, 0];
    const to = colors[lower + 1] ?? from;
    for (const channel of [0, 1, 2] as const) {
      table[entry * 3 + channel] = from[channel] + (to[channel] - from[channel]) * (scaled - lower);
    }
  }
  return table;
}

/** The stops of the heat ramp as they are in the theme of `element`. */
export function readHeatStops(element: Element): string[] {
  const style = getComputedStyle(element);
  return Array.from({ length: heatStops }, (_, stop) =>
    style.getPropertyValue(`--picture-heat-${stop}`).trim(),
  );
}

/** `#rrggbb` as bytes; black for anything else. */
export function parseColor(color: string): Rgb {
  const digits = /^#([0-9a-f]{6})$/i.exec(color)?.[1];
  if (digits === undefined) return [0, 0, 0];
  const value = Number.parseInt(digits, 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

/** Colour of the run or line number `index`; eight, then again from the first. */
export function seriesColor(index: number): string {
  return `var(--picture-series-${index % seriesColors})`;
}

/**
 * A colour number from 0 to 7 for each token: the same id mostly has the same colour, neighbours
 * never do.
 */
export function tokenColorIndices(ids: readonly number[]): number[] {
  const indices: number[] = [];
  for (const id of ids) {
    const own = id % tokenColors;
    indices.push(own === indices.at(-1) ? (own + 1) % tokenColors : own);
  }
  return indices;
}

/** Colours of groups that have no order; few enough that some share one. */
export function groupColor(group: number): string {
  return `var(--picture-token-${group % tokenColors})`;
}

/**
 * @file Where the bands of two signatures stand: side by side, in as many lines as the width asks for.
 */

export const signatureCell = 10;
/** Between the signatures of one line of bands, and between lines. */
const gaps = { band: 10, line: 16, row: 2 };

export interface BandPlace {
  readonly x: number;
  readonly y: number;
}

export interface SignatureLayout {
  readonly bands: readonly BandPlace[];
  readonly bandWidth: number;
  readonly bandHeight: number;
  readonly height: number;
}

export function layoutSignatures(bands: number, rows: number, width: number): SignatureLayout {
  const bandWidth = rows * signatureCell;
  const bandHeight = 2 * signatureCell + gaps.row;
  const perLine = Math.max(1, Math.floor((width + gaps.band) / (bandWidth + gaps.band)));
  const places = Array.from({ length: bands }, (_, band) => ({
    x: (band % perLine) * (bandWidth + gaps.band),
    y: Math.floor(band / perLine) * (bandHeight + gaps.line),
  }));
  const lines = Math.ceil(bands / perLine);
  const height = lines * bandHeight + Math.max(0, lines - 1) * gaps.line;
  return { bands: places, bandWidth, bandHeight, height };
}

/**
 * @file Rows for the pieces of a lattice: the best segmentation in the first, the others below, the
 * likelier the higher, none over another.
 */
export interface LatticePiece {
  piece: string;
  /** UTF-16 offsets into the word. */
  start: number;
  end: number;
  /** Log probability, in nats. */
  score: number;
  /** Share of all segmentations, weighted by their probability, that use it. */
  posterior: number;
  /** Whether the best segmentation uses it. */
  best: boolean;
}

export interface PlacedPiece<Piece> {
  piece: Piece;
  row: number;
}

export function layoutLattice<Piece extends LatticePiece>(
  pieces: readonly Piece[],
): PlacedPiece<Piece>[] {
  /** For each row, what stands in it. */
  const rows: Piece[][] = [pieces.filter(({ best }) => best)];
  const others = pieces
    .filter(({ best }) => !best)
    .sort((first, second) => second.posterior - first.posterior || first.start - second.start);
  for (const piece of others) {
    const fits = (row: readonly Piece[]) =>
      row.every(({ start, end }) => end <= piece.start || start >= piece.end);
    const free = rows.slice(1).find(fits);
    if (free) free.push(piece);
    else rows.push([piece]);
  }
  return rows.flatMap((row, index) => row.map((piece) => ({ piece, row: index })));
}

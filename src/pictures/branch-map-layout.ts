/**
 * @file Where the lines of a family of texts stand: one row each, along the tokens from left to right. A
 * text begins below its parent, at the token where it leaves it.
 */
import { linearScale, roundPlace } from './scales';

export interface BranchLine {
  id: string;
  name: string;
  /** Row of the text that it was made of, above its own; null for a trunk. */
  parent: number | null;
  /** Tokens that it has from its parent. */
  given: number;
  /** Tokens in all. */
  tokens: number;
}

export interface BranchPath {
  /** Of the text's own line. */
  from: number;
  to: number;
  y: number;
  /** SVG path from the parent's line to the own one; empty for a trunk. */
  joint: string;
}

export const rowHeight = 34;
const top = 26;
/** Of the corner where a line leaves its parent. */
const corner = 8;

/** The text whose own line the first `given` tokens end on: the parent, or an ancestor of it. */
function ownerOf(lines: readonly BranchLine[], parent: number, given: number): number {
  const { parent: before, given: own } = lines[parent];
  return before !== null && given < own ? ownerOf(lines, before, given) : parent;
}

/** @param range pixels between which the tokens lie */
export function layoutBranches(
  lines: readonly BranchLine[],
  range: readonly [number, number],
): { paths: BranchPath[]; height: number; longest: number } {
  const longest = Math.max(1, ...lines.map(({ tokens }) => tokens));
  const x = linearScale([0, longest], range);
  const yOf = (row: number) => top + (row + 0.5) * rowHeight;
  const paths = lines.map(({ parent, given, tokens }, row): BranchPath => {
    const y = yOf(row);
    const from = roundPlace(x(given));
    // What has no token of its own is a short stub.
    const to = roundPlace(Math.max(x(tokens), x(given) + corner));
    const joint =
      parent === null
        ? ''
        : `M${from} ${yOf(ownerOf(lines, parent, given))}V${y - corner}Q${from} ${y} ${roundPlace(from + corner)} ${y}`;
    return { from: parent === null ? from : roundPlace(from + corner), to, y, joint };
  });
  return { paths, height: top + lines.length * rowHeight + 6, longest };
}

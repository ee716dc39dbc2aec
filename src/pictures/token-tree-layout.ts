/**
 * @file Where the tokens of a tree stand: a column for each place in the text, from left to right. A first
 * child stands level with its parent and its siblings below; where they would meet, they move as little
 * as they must (least squares, by pooling neighbours). What comes later moves nothing that stands, so
 * that a growing tree does not jump.
 */
import { shorten, textWidth } from './visible-text';

export interface TokenTreeNode {
  /** Index of the node before it, −1 for a first token. Parents come before their children. */
  parent: number;
  label: string;
}

export interface PlacedToken {
  /** Left edge. */
  x: number;
  /** Middle of the box. */
  y: number;
  width: number;
  /** From 1; the root is 0. */
  level: number;
  label: string;
}

export interface TokenTreeLayout {
  root: PlacedToken;
  nodes: readonly PlacedToken[];
  width: number;
  height: number;
}

export const boxHeight = 22;
const rowHeight = 28;
const columnGap = 30;
const margin = 4;
const fontSize = 12;
const longestLabel = 12;

const widthOf = (label: string) => Math.max(24, textWidth(label) * fontSize + 12);

export function layoutTokenTree(
  rootLabel: string,
  nodes: readonly TokenTreeNode[],
): TokenTreeLayout {
  const labels = nodes.map(({ label }) => shorten(label, longestLabel));
  const levels: number[] = [];
  const rows: number[] = [];
  nodes.forEach(({ parent }) => levels.push(parent < 0 ? 1 : levels[parent] + 1));
  const depth = levels.reduce((most, level) => Math.max(most, level), 0);
  let left = margin + widthOf(rootLabel) + columnGap;
  const lefts = [margin, left];
  for (let level = 1; level <= depth; level++) {
    const column = [...levels.keys()].filter((index) => levels[index] === level);
    // Families in the order of their parents, so that no lines cross.
    const rowOf = (index: number) => (index < 0 ? 0 : rows[index]);
    column.sort(
      (first, second) => rowOf(nodes[first].parent) - rowOf(nodes[second].parent) || first - second,
    );
    const wished = column.map((index, at) => {
      const { parent } = nodes[index];
      const eldest = column.findIndex((other) => nodes[other].parent === parent);
      return rowOf(parent) + at - eldest;
    });
    spread(wished).forEach((row, at) => (rows[column[at]] = row));
    left += Math.max(...column.map((index) => widthOf(labels[index]))) + columnGap;
    lefts.push(left);
  }
  const top = Math.min(0, ...rows);
  const bottom = Math.max(0, ...rows);
  const yOf = (row: number) => margin + boxHeight / 2 + (row - top) * rowHeight;
  return {
    root: { x: margin, y: yOf(0), width: widthOf(rootLabel), level: 0, label: rootLabel },
    nodes: labels.map((label, index) => ({
      x: lefts[levels[index]],
      y: yOf(rows[index]),
      width: widthOf(label),
      level: levels[index],
      label,
    })),
    width: left - columnGap + margin,
    height: yOf(bottom) + boxHeight / 2 + margin,
  };
}

/**
 * Places at least 1 apart, in the order and as near as can be to where they are wished: what would be
 * out of order is pooled into blocks that stand at their mean (pool adjacent violators).
 */
export function spread(wished: readonly number[]): number[] {
  const blocks: { sum: number; size: number }[] = [];
  wished.forEach((wish, at) => {
    let block = { sum: wish - at, size: 1 };
    for (let before = blocks.at(-1); before; before = blocks.at(-1)) {
      if (before.sum / before.size <= block.sum / block.size) break;
      block = { sum: before.sum + block.sum, size: before.size + block.size };
      blocks.pop();
    }
    blocks.push(block);
  });
  return blocks
    .flatMap(({ sum, size }) => Array.from({ length: size }, () => sum / size))
    .map((place, at) => place + at);
}

/** Indices of a node and of all before it, back to the first token. */
export function pathTo(nodes: readonly Pick<TokenTreeNode, 'parent'>[], index: number): number[] {
  const path: number[] = [];
  for (let at = index; at >= 0; at = nodes[at].parent) path.push(at);
  return path;
}

/** Where an arrow key leads in the tree: right to the first child, left to the parent, up and down. */
export function nodeAfterKey(
  key: string,
  index: number,
  nodes: readonly TokenTreeNode[],
  { nodes: placed }: TokenTreeLayout,
): number | undefined {
  const column = [...placed.keys()]
    .filter((other) => placed[other].level === placed[index].level)
    .sort((first, second) => placed[first].y - placed[second].y);
  const stay = (found: number | undefined) => (found === undefined || found < 0 ? index : found);
  switch (key) {
    case 'ArrowLeft':
      return stay(nodes[index].parent);
    case 'ArrowRight':
      return stay(nodes.findIndex(({ parent }) => parent === index));
    case 'ArrowUp':
      return stay(column[column.indexOf(index) - 1]);
    case 'ArrowDown':
      return stay(column[column.indexOf(index) + 1]);
    case 'Home':
      return stay(pathTo(nodes, index).at(-1));
    default:
      return undefined;
  }
}

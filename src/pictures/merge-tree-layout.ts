/**
 * @file Where the nodes of a merge tree stand: leaves side by side in one line at the bottom, every
 * merge in the middle above its two parts.
 */
import { textWidth } from './visible-text';

/** A token and the two that it was made of. */
export interface MergeTreeNode {
  id: number;
  label: string;
  /** The merge that made it, from 1; 0 for a leaf. */
  merge: number;
  parts: readonly [MergeTreeNode, MergeTreeNode] | null;
}

export interface PlacedNode {
  node: MergeTreeNode;
  /** Middle of the box. */
  x: number;
  y: number;
  width: number;
  /** Indices of the parts in the list of nodes. */
  parts: readonly number[];
}

export interface TreeLayout {
  nodes: readonly PlacedNode[];
  width: number;
  height: number;
}

const fontSize = 13;
const gap = 10;
const rowHeight = 52;
export const boxHeight = 26;

/** Nodes come parts first, so the root is the last. */
export function layoutMergeTree(root: MergeTreeNode): TreeLayout {
  const nodes: (PlacedNode & { level: number })[] = [];
  let right = 0;
  const place = (node: MergeTreeNode): number => {
    const width = Math.max(26, textWidth(node.label) * fontSize + 14);
    if (node.parts === null) {
      const x = right + width / 2;
      right += width + gap;
      nodes.push({ node, x, y: 0, width, level: 0, parts: [] });
      return nodes.length - 1;
    }
    const parts = node.parts.map(place);
    const [first, second] = parts.map((index) => nodes[index]);
    // A wide label may stand out over its parts: then what follows moves to the right.
    const x = Math.max((first.x + second.x) / 2, width / 2);
    right = Math.max(right, x + width / 2 + gap);
    nodes.push({ node, x, y: 0, width, level: Math.max(first.level, second.level) + 1, parts });
    return nodes.length - 1;
  };
  place(root);
  const height = (nodes.at(-1)?.level ?? 0) * rowHeight + boxHeight + 2;
  return {
    nodes: nodes.map(({ level, ...node }) => ({
      ...node,
      y: height - boxHeight / 2 - 1 - level * rowHeight,
    })),
    width: Math.max(0, right - gap),
    height,
  };
}

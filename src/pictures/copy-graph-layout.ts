/**
 * @file Where the documents of clusters stand: a cluster is a spiral like that of a sunflower's seeds with the
 * kept document in its middle, which is compact for any number; clusters fill lines, the largest first.
 */

export interface GraphNode {
  /** Index of the document. */
  readonly document: number;
  /** Least index in its cluster. */
  readonly cluster: number;
  readonly x: number;
  readonly y: number;
}

export interface GraphLayout {
  readonly nodes: readonly GraphNode[];
  readonly height: number;
}

export const nodeRadius = 9;
const spacing = 24;
const margin = 14;
/** 2π (1 − 1/φ): each node as far around from the one before as keeps all apart. */
const goldenAngle = Math.PI * (3 - Math.sqrt(5));

/** @param documents which are drawn, ascending; each with the least index of its cluster */
export function layoutCopies(
  documents: readonly { document: number; cluster: number }[],
  width: number,
): GraphLayout {
  const clusters = new Map<number, number[]>();
  for (const { document, cluster } of documents) {
    const members = clusters.get(cluster);
    if (members) members.push(document);
    else clusters.set(cluster, [document]);
  }
  const ordered = [...clusters].sort(
    ([firstId, first], [secondId, second]) => second.length - first.length || firstId - secondId,
  );
  const nodes: GraphNode[] = [];
  let [left, top, lineHeight] = [0, 0, 0];
  for (const [cluster, members] of ordered) {
    const places = members.map((document, at) => ({
      document,
      x: spacing * Math.sqrt(at) * Math.cos(at * goldenAngle),
      y: spacing * Math.sqrt(at) * Math.sin(at * goldenAngle),
    }));
    const [lowX, highX] = extent(places.map(({ x }) => x));
    const [lowY, highY] = extent(places.map(({ y }) => y));
    const boxWidth = highX - lowX + 2 * margin;
    const boxHeight = highY - lowY + 2 * margin;
    if (left > 0 && left + boxWidth > width) {
      left = 0;
      top += lineHeight;
      lineHeight = 0;
    }
    for (const { document, x, y } of places) {
      nodes.push({ document, cluster, x: left + margin + x - lowX, y: top + margin + y - lowY });
    }
    left += boxWidth;
    lineHeight = Math.max(lineHeight, boxHeight);
  }
  return { nodes, height: top + lineHeight };
}

function extent(values: readonly number[]): [number, number] {
  return [Math.min(...values), Math.max(...values)];
}

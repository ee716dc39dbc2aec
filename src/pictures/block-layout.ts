/**
 * @file Where the boxes of one level of a block diagram stand. Rows follow the data from top to bottom;
 * what does not depend on each other stands side by side. An edge to a later row than the next runs down
 * a lane at the right.
 */
import type { Box } from '../models/diagram';
import { roundPlace } from './scales';

export interface PlacedBox {
  box: Box;
  x: number;
  y: number;
  width: number;
}

/** What comes from outside of the level. */
export interface PlacedSource {
  name: string;
  x: number;
  y: number;
  width: number;
}

export interface PlacedEdge {
  from: string;
  to: string;
  path: string;
}

/** A shape stands once below where it comes from, however many edges carry it. */
export interface PlacedShape {
  from: string;
  shape: Box['shape'];
  x: number;
  y: number;
  room: number;
}

export interface BlockLayout {
  boxes: PlacedBox[];
  sources: PlacedSource[];
  edges: PlacedEdge[];
  shapes: PlacedShape[];
  height: number;
}

export const boxHeight = 42;
export const sourceHeight = 22;
const gap = 32;
const spacing = 10;
const laneWidth = 14;
const widest = 280;

export function layoutBlocks(boxes: readonly Box[], width: number): BlockLayout {
  const names = new Set(boxes.map(({ name }) => name));
  const outside = [
    ...new Set(boxes.flatMap(({ inputs }) => inputs.map(({ from }) => from))),
  ].filter((name) => !names.has(name));
  const ranks = ranksOf(boxes, outside);
  const lanes = lanesOf(boxes, ranks);
  const laneCount = Math.max(0, ...[...lanes.values()].map((lane) => lane + 1));
  const right = width - laneCount * laneWidth - (laneCount > 0 ? 6 : 0);

  const rows: string[][] = [];
  for (const [name, rank] of ranks) (rows[rank] ??= []).push(name);
  const places = new Map<string, { x: number; y: number; width: number; height: number }>();
  let y = 2;
  for (const row of rows) {
    const room = (right - spacing * (row.length - 1)) / row.length;
    const each = Math.min(widest, room);
    const start = (right - each * row.length - spacing * (row.length - 1)) / 2;
    const hasBox = row.some((name) => names.has(name));
    row.forEach((name, index) => {
      const height = names.has(name) ? boxHeight : sourceHeight;
      const top = y + ((hasBox ? boxHeight : sourceHeight) - height);
      places.set(name, { x: start + index * (each + spacing), y: top, width: each, height });
    });
    y += (hasBox ? boxHeight : sourceHeight) + gap;
  }

  const placeOf = (name: string) => places.get(name) ?? { x: 0, y: 0, width: 0, height: 0 };
  const rankOf = (name: string) => ranks.get(name) ?? 0;
  const edges: PlacedEdge[] = [];
  for (const box of boxes) {
    const adjacent = box.inputs.filter(({ from }) => rankOf(box.name) - rankOf(from) === 1);
    for (const { from } of box.inputs) {
      const [start, end] = [placeOf(from), placeOf(box.name)];
      const [x, bottom] = [start.x + start.width / 2, start.y + start.height];
      const index = adjacent.findIndex((input) => input.from === from);
      if (index >= 0) {
        const port = end.x + (end.width * (index + 1)) / (adjacent.length + 1);
        edges.push({ from, to: box.name, path: straight(x, bottom, port, end.y) });
      } else {
        const lane = width - (laneCount - (lanes.get(from) ?? 0)) * laneWidth + laneWidth / 2;
        const target = { x: end.x + end.width, y: end.y + end.height / 2 };
        edges.push({ from, to: box.name, path: around(x, bottom, lane, target) });
      }
    }
  }
  const shapeOf = new Map(boxes.map((box) => [box.name, box.shape]));
  for (const { from, shape } of boxes.flatMap(({ inputs }) => inputs)) shapeOf.set(from, shape);
  return {
    boxes: boxes.map((box) => ({ box, ...rounded(placeOf(box.name)) })),
    sources: outside.map((name) => ({ name, ...rounded(placeOf(name)) })),
    edges,
    shapes: [...shapeOf].map(([from, shape]) => {
      const place = placeOf(from);
      const x = roundPlace(place.x + place.width / 2 + 6);
      const y = roundPlace(place.y + place.height + 14);
      const row = rows[rankOf(from)];
      const isLast = row[row.length - 1] === from;
      return { from, shape, x, y, room: isLast ? width - x : place.width + spacing - 12 };
    }),
    height: y - gap + 22,
  };
}

/** Rows of all names, counted from 0, sources first. */
function ranksOf(boxes: readonly Box[], outside: readonly string[]): Map<string, number> {
  const ranks = new Map(outside.map((name) => [name, 0]));
  const isLoose = new Map<string, boolean>();
  for (const { name, inputs } of boxes) {
    const after = inputs.map(({ from }) => (ranks.get(from) ?? 0) + 1);
    ranks.set(name, Math.max(0, ...after));
    isLoose.set(
      name,
      inputs.every(({ from }) => isLoose.get(from) === true),
    );
  }
  // What depends on nothing outside stands right above where it is needed.
  for (const { name } of [...boxes].reverse()) {
    if (isLoose.get(name) !== true) continue;
    const needed = boxes.filter(({ inputs }) => inputs.some(({ from }) => from === name));
    if (needed.length === 0) continue;
    ranks.set(name, Math.min(...needed.map((box) => ranks.get(box.name) ?? 0)) - 1);
  }
  return ranks;
}

/** The lane of each name with an edge to a later row than the next. */
function lanesOf(boxes: readonly Box[], ranks: ReadonlyMap<string, number>): Map<string, number> {
  const ends = new Map<string, number>();
  for (const box of boxes) {
    const rank = ranks.get(box.name) ?? 0;
    for (const { from } of box.inputs) {
      if (rank - (ranks.get(from) ?? 0) > 1) ends.set(from, Math.max(rank, ends.get(from) ?? 0));
    }
  }
  const taken: number[] = [];
  const lanes = new Map<string, number>();
  const ordered = [...ends].sort(([a], [b]) => (ranks.get(a) ?? 0) - (ranks.get(b) ?? 0));
  for (const [name, end] of ordered) {
    const start = ranks.get(name) ?? 0;
    const free = taken.findIndex((until) => until <= start);
    const lane = free >= 0 ? free : taken.length;
    taken[lane] = end;
    lanes.set(name, lane);
  }
  return lanes;
}

function straight(fromX: number, fromY: number, toX: number, toY: number): string {
  const [x, y, port, end] = [fromX, fromY, toX, toY].map(roundPlace);
  const turn = roundPlace(end - 12);
  const bend = Math.abs(x - port) < 0.5 ? '' : `V${turn}H${port}`;
  return `M${x} ${y}${bend}V${end}m-3.5 -6l3.5 6l3.5 -6`;
}

function around(
  fromX: number,
  fromY: number,
  lane: number,
  target: { x: number; y: number },
): string {
  const turn = roundPlace(fromY + gap - 10);
  const way = `V${turn}H${roundPlace(lane)}V${roundPlace(target.y)}H${roundPlace(target.x)}`;
  return `M${roundPlace(fromX)} ${roundPlace(fromY)}${way}m6 -3.5l-6 3.5l6 3.5`;
}

const rounded = ({ x, y, width }: { x: number; y: number; width: number }) => ({
  x: roundPlace(x),
  y: roundPlace(y),
  width: roundPlace(width),
});

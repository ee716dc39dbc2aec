/**
 * @file Where the way of tokens through layers of experts is drawn: each token has a line of its own, the
 * residual stream, that it leaves to an expert and comes back to; layers follow from left to right. An
 * expert is as tall as it has choices, as in a Sankey diagram.
 */
import { roundPlace } from './scales';
import { textWidth } from './visible-text';

export interface RoutingFlow {
  tokens: readonly string[];
  layers: number;
  /** Of each layer. */
  experts: number;
  perToken: number;
  /** `[layers, tokens, perToken]` */
  chosen: ArrayLike<number>;
  /** What the experts' answers are multiplied by. */
  gates: ArrayLike<number>;
  /** Of each choice: its expert was full. */
  dropped: readonly boolean[];
}

export interface FlowExpert {
  layer: number;
  expert: number;
  /** Choices that went to it, dropped ones too. */
  count: number;
  x: number;
  y: number;
  height: number;
}

/** The way of one choice. */
export interface FlowStrand {
  layer: number;
  token: number;
  expert: number;
  gate: number;
  isDropped: boolean;
  /** To the expert, and back to the token's line. */
  there: string;
  back: string;
  /** Where it meets the expert. */
  end: { x: number; y: number };
  width: number;
}

export interface FlowLayout {
  width: number;
  height: number;
  /** Right edge of the labels. */
  labels: number;
  /** The line of each token. */
  lines: number[];
  experts: FlowExpert[];
  strands: FlowStrand[];
  /** The middle of each layer's experts. */
  layers: number[];
}

export const flowTop = 26;
export const expertWidth = 40;
export const longestLabel = 12;
const rowHeight = 17;
/** Room for the curves at each side of an expert. */
const bend = 84;
const smallestExpert = 15;
const gap = 6;

export function layoutFlow(flow: RoutingFlow): FlowLayout {
  const { tokens, layers, experts, perToken, chosen, gates, dropped } = flow;
  const choices = tokens.length * perToken;
  const inner = Math.max(
    tokens.length * rowHeight,
    experts * (smallestExpert + gap) + choices * 2,
    120,
  );
  const lines = tokens.map((_, token) =>
    roundPlace(flowTop + ((token + 0.5) * inner) / tokens.length),
  );
  const widest = tokens.reduce(
    (most, token) => Math.max(most, Math.min(longestLabel * 0.6, textWidth(token))),
    2,
  );
  const labels = Math.ceil(widest * 12) + 10;
  const step = 2 * bend + expertWidth;
  const layout: FlowLayout = {
    width: labels + 8 + layers * step + 12,
    height: flowTop + inner + 6,
    labels,
    lines,
    experts: [],
    strands: [],
    layers: [],
  };
  for (let layer = 0; layer < layers; layer++) {
    const left = labels + 8 + layer * step;
    const x = left + bend;
    layout.layers.push(x + expertWidth / 2);
    const counts = new Array<number>(experts).fill(0);
    for (let choice = 0; choice < choices; choice++) counts[chosen[layer * choices + choice]]++;
    const boxes = stackExperts(counts, inner);
    boxes.forEach(({ y, height }, expert) => {
      layout.experts.push({ layer, expert, count: counts[expert], x, y: flowTop + y, height });
    });
    const taken = new Array<number>(experts).fill(0);
    for (let choice = 0; choice < choices; choice++) {
      const at = layer * choices + choice;
      const token = Math.floor(choice / perToken);
      const expert = chosen[at];
      const { y, height } = boxes[expert];
      const slot = roundPlace(flowTop + y + ((taken[expert]++ + 0.5) * height) / counts[expert]);
      layout.strands.push({
        ...{ layer, token, expert, gate: gates[at], isDropped: dropped[at] ?? false },
        there: curve(left, lines[token], x, slot),
        back: curve(x + expertWidth, slot, left + step, lines[token]),
        end: { x, y: slot },
        width: roundPlace(0.75 + 4.25 * gates[at]),
      });
    }
  }
  return layout;
}

/** Experts one under the other, as tall as they have choices, with the same room between them. */
function stackExperts(counts: readonly number[], room: number): { y: number; height: number }[] {
  const sum = Math.max(
    1,
    counts.reduce((total, count) => total + count, 0),
  );
  const free = room - counts.length * (smallestExpert + gap);
  const heights = counts.map((count) => roundPlace(smallestExpert + (0.7 * free * count) / sum));
  const used = heights.reduce((total, height) => total + height, 0);
  const between = (room - used) / counts.length;
  let y = between / 2;
  return heights.map((height) => {
    const box = { y: roundPlace(y), height };
    y += height + between;
    return box;
  });
}

function curve(fromX: number, fromY: number, toX: number, toY: number): string {
  const middle = roundPlace((fromX + toX) / 2);
  return `M${fromX} ${fromY}C${middle} ${fromY} ${middle} ${toY} ${toX} ${toY}`;
}

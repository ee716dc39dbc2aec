/**
 * @file Token and position embeddings with their gradients.
 */
import type { OperationOf } from '../../program/operation';
import { elementKernel, input, lineKernel, output, type Kernel } from '../kernel';
import type { LaneExchange } from './lanes';

export function embeddingKernel(
  { rows, width, vocabulary, time }: OperationOf<'embedding'>,
  present: { positions: number; places: boolean },
): Kernel {
  const operands = [input('table', vocabulary * width), input('ids', rows, 'i32')];
  if (present.positions) operands.push(input('positions', present.positions));
  if (present.places) operands.push(input('places', rows, 'i32'));
  const place = present.places ? 'u32(places[row])' : `row % ${time}u`;
  return elementKernel({
    operands: [...operands, output('y', rows * width)],
    count: rows * width,
    body: `let row = index / ${width}u;
  let column = index % ${width}u;
  var value = table[u32(ids[row]) * ${width}u + column];
  ${present.positions ? `value += positions[(${place}) * ${width}u + column];` : ''}
  outY[index] = value;`,
  });
}

/**
 * A few lanes look through all ids for one entry of the vocabulary and add up the rows that they
 * meet: no atomics, and always the same order.
 */
export function embeddingGradientKernel(
  { rows, width, vocabulary }: OperationOf<'embeddingGradient'>,
  exchange: LaneExchange,
): Kernel {
  const lanes = exchange === 'quads' ? 4 : 32;
  const size = 64;
  return lineKernel({
    operands: [
      input('gradient', rows * width),
      input('ids', rows, 'i32'),
      output('table', vocabulary * width),
    ],
    size,
    workgroups: Math.ceil((vocabulary * lanes) / size),
    body: `let id = (group * ${size}u + local) / ${lanes}u;
  let lane = local % ${lanes}u;
  if (id >= ${vocabulary}u) { return; }
  for (var column = lane; column < ${width}u; column += ${lanes}u) {
    outTable[id * ${width}u + column] = 0.0;
  }
  for (var row = 0u; row < ${rows}u; row++) {
    if (u32(ids[row]) == id) {
      for (var column = lane; column < ${width}u; column += ${lanes}u) {
        outTable[id * ${width}u + column] += gradient[row * ${width}u + column];
      }
    }
  }`,
  });
}

export function positionGradientKernel({
  rows,
  width,
  time,
  positions,
}: OperationOf<'positionGradient'>): Kernel {
  return elementKernel({
    operands: [input('gradient', rows * width), output('positions', positions * width)],
    count: positions * width,
    body: `var sum = 0.0;
  if (index < ${time * width}u) {
    for (var at = index; at < ${rows * width}u; at += ${time * width}u) { sum += gradient[at]; }
  }
  outPositions[index] = sum;`,
  });
}

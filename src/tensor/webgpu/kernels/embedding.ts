/**
 * @file Token and position embeddings with their gradients.
 */
import type { OperationOf } from '../../program/operation';
import { elementKernel, input, lineKernel, output, type Kernel } from '../kernel';
import { count } from './count';
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

/** Ids that are looked at before the first branch, one for each bit of `found`. */
const idsAtOnce = 16;

/**
 * A few lanes look through all ids for one entry of the vocabulary and add up the rows that they
 * meet: no atomics, and always the same order. The loop over the bits is not even entered where
 * nothing was found, while the body of an `if` costs time on a processor that plays a GPU.
 */
export function embeddingGradientKernel(
  { rows, width, vocabulary }: OperationOf<'embeddingGradient'>,
  exchange: LaneExchange,
): Kernel {
  const isQuad = exchange === 'quads';
  const lanes = isQuad ? 4 : 32;
  const size = 64;
  const look = (place: string) => {
    const isSure = rows % idsAtOnce === 0;
    const id = `u32(ids[${isSure ? `row + ${place}` : `min(row + ${place}, ${rows - 1}u)`}]) == id`;
    const isFound = isSure ? id : `${id} && row + ${place} < ${rows}u`;
    return `found |= select(0u, 1u << (${place}), ${isFound});`;
  };
  const looks = isQuad
    ? count(idsAtOnce / lanes).map((at) => look(`${at * lanes}u + lane`))
    : count(idsAtOnce).map((at) => look(`${at}u`));
  return lineKernel({
    operands: [
      input('gradient', rows * width),
      input('ids', rows, 'i32'),
      output('table', vocabulary * width),
    ],
    features: isQuad ? ['subgroups'] : [],
    size,
    workgroups: Math.ceil((vocabulary * lanes) / size),
    body: `let id = (group * ${size}u + local) / ${lanes}u;
  let lane = local % ${lanes}u;
  if (id >= ${vocabulary}u) { return; }
  for (var column = lane; column < ${width}u; column += ${lanes}u) {
    outTable[id * ${width}u + column] = 0.0;
  }
  for (var row = 0u; row < ${rows}u; row += ${idsAtOnce}u) {
    var found = 0u;
    ${looks.join('\n    ')}
    ${isQuad ? 'found |= quadSwapX(found); found |= quadSwapY(found);' : ''}
    while (found != 0u) {
      let at = (row + firstTrailingBit(found)) * ${width}u;
      found &= found - 1u;
      for (var column = lane; column < ${width}u; column += ${lanes}u) {
        outTable[id * ${width}u + column] += gradient[at + column];
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

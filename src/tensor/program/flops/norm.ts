/**
 * @file Arithmetic of norms.
 */
import type { NormOperation, NormShape } from '../operations/norm';
import type { Presence } from './presence';

export function normFlops(operation: NormOperation, has: Presence, gives: Presence): number {
  switch (operation.kind) {
    case 'norm': {
      const { width } = operation;
      const rows = normedRows(operation);
      // Square, sum, scale, gain; with a mean its sum and its removal. In each row: both means, ε, root
      // and reciprocal.
      const each = (isLayer(operation) ? 6 : 4) + has('bias');
      return rows * (each * width + (isLayer(operation) ? 5 : 4));
    }
    case 'normGradient': {
      const { rows, width } = operation;
      // Normalised x; gradient · gain; its parts along the row (product, sum) and, with a mean, along 1;
      // then both are taken away and the rest is scaled.
      const each = isLayer(operation) ? 2 + 1 + 2 + 1 + 4 : 1 + 1 + 2 + 3;
      const normed = normedRows(operation) * (each * width + (isLayer(operation) ? 2 : 1));
      return normed + has('addend') * rows * width;
    }
    case 'normParameterGradient': {
      const normalised = isLayer(operation) ? 2 : 1;
      return normedRows(operation) * operation.width * (normalised + 2 + gives('bias'));
    }
    default:
      throw new TypeError(`no such operation: ${JSON.stringify(operation satisfies never)}`);
  }
}

/** Values of heads stay as they are. */
function normedRows({ rows, heads }: NormShape): number {
  if (!heads) return rows;
  const { queries, keys, values } = heads;
  return (rows * (queries + keys)) / (queries + keys + values);
}

const isLayer = ({ norm }: NormShape) => norm === 'layer';

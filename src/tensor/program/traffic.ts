/**
 * @file What a program's operations read and write, counted from their operands: what a run moves if
 * nothing stays in a processor's own caches and no operation looks at a number twice.
 */
import { placeOf, type Program, type ProgramNode } from './program';

const bytesPerNumber = 4;

export interface BytesMoved {
  /** Of the named stores. */
  inStores: number;
  others: number;
}

export function bytesMoved({ nodes }: Program, stores: readonly string[]): BytesMoved {
  const bytes: BytesMoved = { inStores: 0, others: 0 };
  for (const node of nodes) {
    for (const [name, value] of [...Object.entries(node.inputs), ...Object.entries(node.outputs)]) {
      const { origin } = placeOf(value).root;
      const isNamed = origin.kind === 'store' && stores.includes(origin.name);
      bytes[isNamed ? 'inStores' : 'others'] +=
        bytesPerNumber * numbersMoved(node, name, value.size);
    }
  }
  return bytes;
}

/** Of tables and caches, only some rows are touched. */
function numbersMoved({ operation }: ProgramNode, name: string, size: number): number {
  switch (operation.kind) {
    case 'embedding':
      return name === 'table' || name === 'positions' ? operation.rows * operation.width : size;
    case 'cacheWrite': {
      const { rows, keyValueHeads, headDim } = operation;
      return name === 'cache' ? rows * 2 * keyValueHeads * headDim : size;
    }
    case 'cachedAttention': {
      // A full context, although most queries see less.
      const { rows, context, keyValueHeads, headDim } = operation;
      return name === 'cache' ? rows * context * 2 * keyValueHeads * headDim : size;
    }
    default:
      return size;
  }
}

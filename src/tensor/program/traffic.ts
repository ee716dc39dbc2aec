/**
 * @file What a program's operations read and write, with the named stores apart: `cost.ts` for a whole
 * program.
 */
import { operandNumbers } from './operand-numbers';
import { bytesPerElement, placeOf, type Program } from './program';

export interface BytesMoved {
  /** Of the named stores. */
  inStores: number;
  others: number;
}

export function bytesMoved({ nodes }: Program, stores: readonly string[]): BytesMoved {
  const bytes: BytesMoved = { inStores: 0, others: 0 };
  for (const node of nodes) {
    const numbers = operandNumbers(node);
    for (const side of ['inputs', 'outputs'] as const) {
      for (const [name, value] of Object.entries(node[side])) {
        const { origin } = placeOf(value).root;
        const isNamed = origin.kind === 'store' && stores.includes(origin.name);
        bytes[isNamed ? 'inStores' : 'others'] += bytesPerElement(value) * numbers[side][name];
      }
    }
  }
  return bytes;
}

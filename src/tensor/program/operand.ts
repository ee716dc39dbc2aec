/**
 * @file How large an operation's inputs and outputs are, and of what type.
 */
import type { NumberType } from './program';

export interface OperandShape {
  /** Number of elements. */
  size: number;
  type: NumberType;
  /** May be absent from a node. */
  optional: boolean;
  /** A table that may be longer than this. */
  extensible: boolean;
}

export interface OperationShapes {
  inputs: Record<string, OperandShape>;
  outputs: Record<string, OperandShape>;
}

export const floats = (size: number): OperandShape => ({
  size,
  type: 'float32',
  optional: false,
  extensible: false,
});
export const integers = (size: number): OperandShape => ({ ...floats(size), type: 'int32' });
export const optional = (shape: OperandShape): OperandShape => ({ ...shape, optional: true });
export const extensible = (shape: OperandShape): OperandShape => ({ ...shape, extensible: true });

/** @file The memory that the plain definitions work on. */

/** Real numbers in double precision, or integers. */
export type Cells = Float64Array | Int32Array;

/** A node's inputs or outputs by name. Those that `shapesOf` calls optional may be missing. */
export type Operands = Record<string, Cells>;

/**
 * @file Which of its operands a node has.
 */

/** 1 where the node has an operand of this name, else 0. */
export type Presence = (name: string) => number;

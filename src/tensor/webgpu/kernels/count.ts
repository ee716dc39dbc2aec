/** @file 0, 1, … for texts that repeat themselves. */
export const count = (length: number) => Array.from({ length }, (_, index) => index);

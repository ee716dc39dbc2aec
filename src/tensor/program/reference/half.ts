/** @file Rounding to float16 (IEEE 754 binary16), of which the reference stores what a program says. */
import type { Cells } from './operands';

const fractionBits = 10;
const leastExponent = -14;
/** From the middle between the largest number and the next one that there is not. */
const overflow = 65_520;

/** The nearest number that float16 has, of two equally near ones the even one; infinity beyond. */
export function toHalf(number: number): number {
  const size = Math.abs(number);
  if (!(size < overflow)) return Number.isNaN(number) ? NaN : Math.sign(number) * Infinity;
  const exponent = Math.max(leastExponent, Math.floor(Math.log2(size)));
  const unit = 2 ** (exponent - fractionBits);
  const units = size / unit;
  const below = Math.floor(units);
  const rest = units - below;
  const isUp = rest > 0.5 || (rest === 0.5 && below % 2 === 1);
  return Math.sign(number) * (below + Number(isUp)) * unit;
}

/** In place. */
export function roundToHalf(cells: Cells): void {
  for (let at = 0; at < cells.length; at++) cells[at] = toHalf(cells[at]);
}

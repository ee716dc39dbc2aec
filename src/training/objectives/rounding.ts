/**
 * @file Rounding as Python and NumPy do it, where counts are to be those of reference code.
 */

/** To the nearest whole number, halves to the even one: 2.5 → 2, 3.5 → 4. */
export function roundHalfEven(value: number): number {
  const below = Math.floor(value);
  if (value - below !== 0.5) return Math.round(value);
  return below % 2 === 0 ? below : below + 1;
}

/**
 * @file The standard normal distribution. Here Φ(x) to the last digits of a double, by Marsaglia's series
 * (Evaluating the normal distribution, Journal of Statistical Software 11(4), 2004); kernels, which need
 * a float's, have Abramowitz & Stegun's approximation of erf (Handbook of mathematical functions, 7.1.26;
 * off by at most 1.5e-7): with t = 1/(1 + p·|x|/√2), Φ(−|x|) = ½(a₁t + … + a₅t⁵)·e^(−x²/2). The power of e
 * is that of the density too, so value and slope cost one.
 */

/** p/√2 of the approximation. */
export const tailPole = 0.3275911 / Math.SQRT2;
/** ½a₁ to ½a₅. */
export const tailSeries = [0.254829592, -0.284496736, 1.421413741, -1.453152027, 1.061405429].map(
  (factor) => factor / 2,
);
/** The density at 0. */
export const highestDensity = 1 / Math.sqrt(2 * Math.PI);

export function normalDensity(x: number): number {
  return highestDensity * Math.exp(-0.5 * x * x);
}

/** Φ(x), the share below x. */
export function normalDistribution(x: number): number {
  // Beyond, a double of a share near 1 or 0 does not change any more.
  if (Math.abs(x) > 9) return x > 0 ? 1 : 0;
  let [sum, term] = [x, x];
  for (let odd = 3; Math.abs(term) > Number.EPSILON * Math.abs(sum); odd += 2) {
    term *= (x * x) / odd;
    sum += term;
  }
  return Math.min(1, Math.max(0, 0.5 + sum * normalDensity(x)));
}

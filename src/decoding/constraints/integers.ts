/**
 * @file The integers between two bounds as an expression of their decimal digits, without leading zeros:
 * numbers of one length are compared digit by digit from the front.
 */
import { characters, choice, literal, repeat, sequence, type Expression } from './expression';

/** Of 15 digits, so that a double tells each from its neighbours. */
export const largestInteger = 1e15 - 1;

export const digit = characters([0x30, 0x39]);

/** @param low an integer, as `high` is; both of at most 15 digits. Above `high`, and nothing matches */
export function integersBetween(low: number, high: number): Expression {
  return choice(
    sequence(literal('-'), naturalsBetween(Math.max(1, -high), -low)),
    naturalsBetween(Math.max(0, low), high),
  );
}

function naturalsBetween(low: number, high: number): Expression {
  const options: Expression[] = [];
  for (let digits = 1; digits <= 15; digits++) {
    const least = Math.max(low, digits === 1 ? 0 : 10 ** (digits - 1));
    const most = Math.min(high, 10 ** digits - 1);
    if (least <= most) options.push(digitsBetween(String(least), String(most)));
  }
  return choice(...options);
}

/** Digits from `low` to `high`, which are as many. */
function digitsBetween(low: string, high: string): Expression {
  const count = low.length;
  if (/^0*$/.test(low) && /^9*$/.test(high)) return repeat(digit, count, count);
  const [least, most] = [Number(low[0]), Number(high[0])];
  const [lowRest, highRest] = [low.slice(1), high.slice(1)];
  if (least === most) return sequence(literal(low[0]), digitsBetween(lowRest, highRest));
  const between = characters([0x30 + least + 1, 0x30 + most - 1]);
  return choice(
    sequence(literal(low[0]), digitsBetween(lowRest, '9'.repeat(count - 1))),
    ...(least + 1 < most ? [sequence(between, repeat(digit, count - 1, count - 1))] : []),
    sequence(literal(high[0]), digitsBetween('0'.repeat(count - 1), highRest)),
  );
}

/**
 * @file Stop sequences: a text ends where one of them stands in it, whatever tokens it is made of.
 */

/** Of a comparison at most, and UTF-16 units of each. */
export const mostStops = 4;
export const longestStop = 40;

/** Where a text came to a stop sequence. */
export interface StopMatch {
  stop: string;
  /** Tokens up to and with the one that completes it. */
  tokens: number;
  /** Index of the token in which it begins. */
  from: number;
  /** The text before it. */
  before: string;
  /** What stands after it in the last token. */
  cut: string;
}

export class StopSequences {
  /** @param decode gives the text of a column's tokens */
  constructor(
    private readonly stops: readonly string[],
    private readonly decode: (ids: readonly number[]) => string,
  ) {}

  /**
   * The first stop sequence in a text, by where it is completed, then the one that begins first; null
   * if there is none.
   * @param given how many of the ids were given, and may hold any
   */
  find(ids: readonly number[], given = 0): StopMatch | null {
    if (this.stops.length === 0 || ids.length <= given) return null;
    const before = this.decode(ids.slice(0, given)).length;
    if (!this.firstIn(this.decode(ids), before)) return null;
    let tokens = given + 1;
    while (!this.firstIn(this.decode(ids.slice(0, tokens)), before)) tokens += 1;
    const text = this.decode(ids.slice(0, tokens));
    const first = this.firstIn(text, before);
    if (!first) return null;
    const { stop, at } = first;
    let from = 0;
    while (this.decode(ids.slice(0, from + 1)).length <= at) from += 1;
    return { stop, tokens, from, before: text.slice(0, at), cut: text.slice(at + stop.length) };
  }

  /** @param given length of the text within which one may end */
  private firstIn(text: string, given: number): { stop: string; at: number } | null {
    const found = this.stops
      .map((stop) => ({ stop, at: text.indexOf(stop, Math.max(0, given - stop.length + 1)) }))
      .filter(({ at }) => at >= 0)
      .toSorted((one, other) => one.at - other.at || other.stop.length - one.stop.length);
    return found.length > 0 ? found[0] : null;
  }
}

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
   */
  find(ids: readonly number[]): StopMatch | null {
    if (this.stops.length === 0 || !this.isIn(this.decode(ids))) return null;
    let tokens = 1;
    while (!this.isIn(this.decode(ids.slice(0, tokens)))) tokens += 1;
    const text = this.decode(ids.slice(0, tokens));
    const [first] = this.stops
      .map((stop) => ({ stop, at: text.indexOf(stop) }))
      .filter(({ at }) => at >= 0)
      .toSorted((one, other) => one.at - other.at || other.stop.length - one.stop.length);
    let from = 0;
    while (this.decode(ids.slice(0, from + 1)).length <= first.at) from += 1;
    return {
      stop: first.stop,
      tokens,
      from,
      before: text.slice(0, first.at),
      cut: text.slice(first.at + first.stop.length),
    };
  }

  private isIn(text: string): boolean {
    return this.stops.some((stop) => text.includes(stop));
  }
}

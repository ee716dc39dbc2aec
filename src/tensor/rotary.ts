/**
 * @file Rotary position embedding in plain numbers (Su et al. 2021, arXiv 2104.09864): which numbers of
 * a head's vector turn together, and how fast. Attention turns queries and keys itself.
 */

export const pairOrders = ['half', 'interleaved'] as const;
export type PairOrder = (typeof pairOrders)[number];

/**
 * The pairs that turn. `half`: x[i] with x[i + channels/2], as in GPT-NeoX and Llama; `interleaved`:
 * x[2i] with x[2i + 1], as in the paper and GPT-J. Only the first `channels` numbers of a head's vector
 * turn, an even number; the others stay as they are.
 */
export interface RotaryPairs {
  order: PairOrder;
  channels: number;
}

/** What an attention has that says nothing else. */
export const usualPairs = (headDim: number): RotaryPairs => ({ order: 'half', channels: headDim });

/**
 * The two elements of pair `pair` < headDim/2. Those from channels/2 on do not turn and hold the rest of
 * the vector.
 */
export function elementsOfPair(
  { order, channels }: RotaryPairs,
  headDim: number,
  pair: number,
): [first: number, second: number] {
  if (order === 'interleaved') return [2 * pair, 2 * pair + 1];
  const turned = channels / 2;
  return pair < turned ? [pair, pair + turned] : [pair + turned, pair + headDim / 2];
}

/** Radians per position of each pair: base^(−2i/channels), i < channels/2. */
export function rotationFrequencies(channels: number, base: number): number[] {
  return Array.from({ length: channels / 2 }, (_, pair) => base ** ((-2 * pair) / channels));
}

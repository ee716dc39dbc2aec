/**
 * @file How the queries and keys of a model with RoPE turn: base, share of the head that turns, order
 * of the pairs, and the slowing down by which positions beyond those of training look like known ones.
 */
import { elementsOfPair, rotationFrequencies, type RotaryPairs } from '../tensor/rotary';
import type { ModelConfig, RopeOptions } from './config';

/** As Llama does it: halves of the whole head, at the speeds of training. */
export const usualRope: RopeOptions = { order: 'half', share: 1, scaling: 'none', factor: 4 };

export interface Rotation {
  pairs: RotaryPairs;
  /** Radians per position of each pair that turns. */
  frequencies: number[];
  /** What turned pairs are multiplied by, of queries and of keys. */
  gain: number;
}

/** Turns within the original context from which YaRN slows a pair down in part, and not at all. */
const yarnRamp = { slow: 1, fast: 32 };

/** How many numbers of each head turn: a share of them, in pairs, one pair at least. */
export function turnedChannels({ width, heads, rope = usualRope }: ModelConfig): number {
  return Math.max(2, 2 * Math.round((rope.share * width) / heads / 2));
}

export function rotationOf(config: ModelConfig): Rotation {
  const { rope = usualRope, ropeBase, contextLength } = config;
  const channels = turnedChannels(config);
  const plain = rotationFrequencies(channels, ropeBase);
  return {
    pairs: { order: rope.order, channels },
    ...scaled(plain, { ...rope, channels, base: ropeBase, trained: contextLength / rope.factor }),
  };
}

interface Scaling extends Pick<RopeOptions, 'scaling' | 'factor'> {
  channels: number;
  base: number;
  /** Positions that the model was trained with, before they became `factor` times as many. */
  trained: number;
}

function scaled(frequencies: number[], { scaling, factor, channels, base, trained }: Scaling) {
  switch (scaling) {
    case 'none':
      return { frequencies, gain: 1 };
    case 'linear':
      return { frequencies: frequencies.map((frequency) => frequency / factor), gain: 1 };
    case 'ntk': {
      // The slowest pair is slowed down by the factor, the fastest not at all.
      const larger = base * factor ** (channels / Math.max(1, channels - 2));
      return { frequencies: rotationFrequencies(channels, larger), gain: 1 };
    }
    case 'yarn':
      return {
        frequencies: frequencies.map((frequency) => {
          const turns = (trained * frequency) / (2 * Math.PI);
          const kept = (turns - yarnRamp.slow) / (yarnRamp.fast - yarnRamp.slow);
          const share = Math.min(1, Math.max(0, kept));
          return (1 - share) * (frequency / factor) + share * frequency;
        }),
        // √(1/t): attention over more positions is made as sharp as it was.
        gain: 1 + 0.1 * Math.log(factor),
      };
  }
}

/**
 * A query or a key as pairs (i, i + headDim/2), as long as turning makes them: how pictures take it.
 * @param vector `[headDim]`
 */
export function inHalves(vector: Float32Array, { pairs, gain }: Rotation): Float32Array {
  const half = vector.length / 2;
  const ordered = new Float32Array(vector.length);
  for (let pair = 0; pair < half; pair++) {
    const [first, second] = elementsOfPair(pairs, vector.length, pair);
    const factor = pair < pairs.channels / 2 ? gain : 1;
    ordered[pair] = factor * vector[first];
    ordered[pair + half] = factor * vector[second];
  }
  return ordered;
}

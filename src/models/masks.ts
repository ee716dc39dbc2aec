/**
 * @file What the tokens of each architecture see: those of the same stack, by its mask, and in a decoder
 * with an encoder all that the encoder has read.
 */
import { sees } from '../tensor/attention-mask';
import type { AttentionMask } from '../tensor/program/operations/attention';
import type { Architecture } from './config';

/**
 * The mask of a stack.
 * @param prefix `encoder.` of an encoder with a decoder
 * @param window so many last tokens are seen at most; 0: all
 */
export function maskOf(
  architecture: Architecture,
  prefix: '' | 'encoder.',
  window: number,
): AttentionMask {
  return { causal: prefix === '' && architecture !== 'encoder-only', window };
}

/** `cross`: a token of the decoder sees one that the encoder has read. */
export type Sight = 'self' | 'cross' | 'none';
export type SightOf = (query: number, key: number) => Sight;

/**
 * What each token sees of each when a source and then a target are read.
 * @param sourceLength tokens that an encoder with a decoder reads
 * @param window of each stack
 */
export function sightOf(architecture: Architecture, sourceLength: number, window = 0): SightOf {
  const within = (prefix: '' | 'encoder.', query: number, key: number): Sight =>
    sees(maskOf(architecture, prefix, window), query, key) ? 'self' : 'none';
  switch (architecture) {
    case 'decoder-only':
    case 'encoder-only':
      return (query, key) => within('', query, key);
    case 'encoder-decoder':
      return (query, key) => {
        if (query < sourceLength)
          return key < sourceLength ? within('encoder.', query, key) : 'none';
        return key < sourceLength ? 'cross' : within('', query - sourceLength, key - sourceLength);
      };
  }
}

/**
 * A mask of which some cells were turned over.
 * @param flipped `query · length + key` of those cells
 * @param encoderLength so many first tokens are read by an encoder with a decoder
 */
export function editedSight(
  sight: SightOf,
  length: number,
  flipped: ReadonlySet<number>,
  encoderLength: number,
): SightOf {
  return (query, key) => {
    const original = sight(query, key);
    if (!flipped.has(query * length + key)) return original;
    if (original !== 'none') return 'none';
    return key < encoderLength && query >= encoderLength ? 'cross' : 'self';
  };
}

/** An encoder is done before its decoder begins: there is nothing for it to see. */
export const canSee = (query: number, key: number, encoderLength: number) =>
  query >= encoderLength || key < encoderLength;

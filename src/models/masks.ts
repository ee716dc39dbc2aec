/**
 * @file What the tokens of each architecture see: those of the same stack, by its mask, and in a decoder
 * with an encoder all that the encoder has read.
 */
import { sees } from '../tensor/attention-mask';
import type { AttentionMask } from '../tensor/program/operation';
import { architectureOf, type Architecture, type ModelConfig } from './config';

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

/** Which keys a query sees in the stack that a model writes with. */
export function seesIn(config: ModelConfig): (query: number, key: number) => boolean {
  const mask = maskOf(architectureOf(config), '', config.window);
  return (query, key) => sees(mask, query, key);
}

/** `cross`: a token of the decoder sees one that the encoder has read. */
export type Sight = 'self' | 'cross' | 'none';

/**
 * What each token sees of each when a source and then a target are read.
 * @param sourceLength tokens that an encoder with a decoder reads
 */
export function sightOf(
  architecture: Architecture,
  sourceLength: number,
): (query: number, key: number) => Sight {
  const within = (prefix: '' | 'encoder.', query: number, key: number): Sight =>
    sees(maskOf(architecture, prefix, 0), query, key) ? 'self' : 'none';
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

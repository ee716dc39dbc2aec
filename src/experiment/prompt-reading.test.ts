import { describe, expect, it } from 'vitest';
import type { DecodingModel } from '../decoding/types';
import { usualBlock } from '../models/block';
import type { ModelConfig } from '../models/config';
import { promptIdsOf, promptReader } from './prompt-reading';

const config: ModelConfig = {
  ...usualBlock,
  vocabularySize: 9,
  layers: 1,
  heads: 1,
  width: 4,
  contextLength: 8,
  positions: 'none',
  ropeBase: 100,
  norm: 'rms',
  dropout: 0,
  tiedHead: true,
};
const tokenizer = { encode: (text: string) => [...text].map(Number), endOfText: 0 };

/** Keeps what it is asked. */
function listener() {
  const asked: number[][] = [];
  const model: DecodingModel = {
    nextLogits: async (sequences) => {
      asked.push(...sequences.map((ids) => [...ids]));
      return sequences.map(() => new Float32Array(9));
    },
  };
  return { asked, model };
}

describe('prompts', () => {
  it('are continued by a decoder-only model', () => {
    const { model } = listener();
    const read = promptReader({ model, tokenizer, config });
    expect(read('34')).toEqual({ model, promptIds: [3, 4] });
    expect(read('').promptIds).toEqual([0]);
    expect(promptIdsOf({ tokenizer, config }, '34')).toEqual([3, 4]);
  });

  it('are the source of an encoder-decoder, which writes after the end of text', async () => {
    const both: ModelConfig = { ...config, architecture: 'encoder-decoder' };
    const { asked, model } = listener();
    const read = promptReader({ model, tokenizer, config: both });
    const { model: about, promptIds } = read('34');
    expect(promptIds).toEqual([0]);
    await about.nextLogits([promptIds, [...promptIds, 5, 6]]);
    expect(asked).toEqual([
      [3, 4, 0],
      [3, 4, 0, 5, 6],
    ]);
    expect(about.nextStates).toBeUndefined();
    // Columns on one prompt are asked about together.
    expect(read('34').model).toBe(about);
    expect(read('5').model).not.toBe(about);
    expect(promptIdsOf({ tokenizer, config: both }, '34')).toEqual([3, 4, 0]);
  });
});

import { describe, expect, it } from 'vitest';
import { LabError } from '../base/errors';
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
    const reader = { model, tokenizer, config, objective: 'next-token' } as const;
    const read = promptReader(reader);
    expect(read('34')).toEqual({ model, promptIds: [3, 4] });
    expect(read('').promptIds).toEqual([0]);
    expect(promptIdsOf(reader, '34')).toEqual([3, 4]);
    // One that learned what follows from a text.
    const pairs = { ...reader, objective: 'pairs' } as const;
    expect(promptReader(pairs)('34').promptIds).toEqual([3, 4, 0]);
    expect(promptReader(pairs)('').promptIds).toEqual([0]);
  });

  it('are read whole by a prefix LM, which reads what it writes one by one', async () => {
    const prefixes: (number | undefined)[] = [];
    const answer = async (sequences: readonly (readonly number[])[], prefix?: number) => {
      prefixes.push(prefix);
      return sequences.map(() => new Float32Array(9));
    };
    const reader = { model: { nextLogits: answer }, tokenizer, config } as const;
    const { model, promptIds } = promptReader({ ...reader, objective: 'prefix' })('345');
    await model.nextLogits([promptIds, [...promptIds, 6]]);
    await promptReader({ ...reader, objective: 'next-token' })('345').model.nextLogits([[3, 4, 5]]);
    expect(prefixes).toEqual([3, undefined]);
    // An encoder-decoder has its source for it.
    const both: ModelConfig = { ...config, architecture: 'encoder-decoder' };
    const other = promptReader({ ...reader, config: both, objective: 'prefix' })('345');
    expect(other.promptIds).toEqual([0]);
  });

  it('are the source of an encoder-decoder, which writes after the end of text', async () => {
    const both: ModelConfig = { ...config, architecture: 'encoder-decoder' };
    const { asked, model } = listener();
    const reader = { model, tokenizer, config: both, objective: 'span-corruption' } as const;
    const read = promptReader(reader);
    const { model: about, promptIds } = read('34');
    expect(promptIds).toEqual([0]);
    await about.nextLogits([promptIds, [...promptIds, 5, 6]]);
    expect(asked).toEqual([
      [3, 4, 0],
      [3, 4, 0, 5, 6],
    ]);
    expect('nextStates' in about).toBe(false);
    // Columns on one prompt are asked about together.
    expect(read('34').model).toBe(about);
    expect(read('5').model).not.toBe(about);
    expect(promptIdsOf(reader, '34')).toEqual([3, 4, 0]);
  });

  it('are not for an encoder', () => {
    const { model } = listener();
    const encoder: ModelConfig = { ...config, architecture: 'encoder-only' };
    const read = promptReader({ model, tokenizer, config: encoder, objective: 'masked' });
    expect(() => read('34')).toThrow(LabError);
  });
});

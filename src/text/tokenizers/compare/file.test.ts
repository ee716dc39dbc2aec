/**
 * @file Files of tokenizers: which kind they are, and SentencePiece's `.vocab` under its own ids.
 */
import { describe, expect, it } from 'vitest';
import { pastedSource } from '../../reading';
import { tokenizerToVocab, trainTokenizer } from '../index';
import { longestVocab } from '../sentencepiece-vocab';
import { loadTokenizerFile } from './file';
import { overlapOf, tokenSet } from './overlap';
import { sampleTexts } from './samples';

const vocab = '<unk>\t0\n<s>\t0\n</s>\t0\n▁a\t-1.5\nb\t-2.5\n▁\t-3.25\n';

describe('a file of a tokenizer', () => {
  it('that is a .vocab keeps the ids of its lines', async () => {
    const tokenizer = await loadTokenizerFile(new File([vocab], 'm.vocab'));
    expect(tokenizer.vocabularySize).toBe(6);
    const spans = tokenizer.encodeSpans('b a猫');
    expect(spans).toEqual([
      { id: 4, start: 0, end: 1 },
      { id: 3, start: 1, end: 3 },
      { id: 0, start: 3, end: 4 },
    ]);
    expect([0, 1, 3].map((id) => tokenizer.label(id))).toEqual(['<unk>', '<s>', '▁a']);
    expect([0, 1, 2].flatMap((id) => [...tokenizer.bytes(id)])).toEqual([]);
    expect([...tokenizer.bytes(3)]).toEqual([0x20, 0x61]);
  });

  it('that has no unknown piece gets one after the others', async () => {
    const tokenizer = await loadTokenizerFile(new File(['a\t-1.5\n'], 'm.vocab'));
    expect(tokenizer.vocabularySize).toBe(2);
    expect(tokenizer.encodeSpans('ab').map(({ id }) => id)).toEqual([0, 1]);
  });

  it('that we wrote is our tokenizer again, bytes included', async () => {
    const config = {
      kind: 'unigram',
      vocabularySize: 400,
      preTokenizer: 'whitespace',
      byteFallback: true,
      specialTokens: ['<|user|>'],
    } as const;
    const own = await trainTokenizer(config, pastedSource(sampleTexts.english, 'test'));
    const read = await loadTokenizerFile(new File([tokenizerToVocab(own) ?? ''], 'own.vocab'));
    expect(read.vocabularySize).toBe(own.vocabularySize);
    for (const text of [...Object.values(sampleTexts), 'a<|user|>b ▁']) {
      expect(read.encodeSpans(text)).toEqual(own.encodeSpans(text));
    }
    expect(overlapOf(tokenSet(own), tokenSet(read)).jaccard).toBe(1);
  });

  it.each([
    ['a .vocab', 'm.vocab', '{"model": 1}', 'tokenizer.vocab'],
    ['a .json', 'm.json', 'a\t-1\n', 'tokenizer.json'],
    ['neither, by its tab', 'm.txt', 'a\t-1\n', 'tokenizer.vocab'],
    ['neither, by its brace', 'm.txt', '{\t"model": 1}', 'tokenizer.json'],
    ['empty', 'm.vocab', '', 'tokenizer.vocab'],
    ['of too many lines', 'm.vocab', 'a\n'.repeat(2 ** 20 + 1), 'tokenizer.vocab'],
  ])('that is %s is refused as such', async (_what, name, content, code) => {
    await expect(loadTokenizerFile(new File([content], name))).rejects.toMatchObject({ code });
  });

  it('that is too large is not read', async () => {
    const file = new File([vocab], 'm.vocab');
    Object.defineProperty(file, 'size', { value: longestVocab + 1 });
    file.text = () => Promise.reject(new Error('read'));
    await expect(loadTokenizerFile(file)).rejects.toMatchObject({ code: 'tokenizer.vocab' });
  });
});

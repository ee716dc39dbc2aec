/** @file What tokens add to a text, byte by byte, is what decoding gives, for every kind. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tokenizerKinds, type TextSource } from '../types';
import { trainTokenizer } from './index';

const source: TextSource = {
  name: 'test',
  async *chunks() {
    yield { text: 'The cat, the café. 小明和小红说：好吧！ A cat sat.', endOfDocument: true };
  },
};

describe.each(tokenizerKinds)('%s', (kind) => {
  it('the bytes that tokens add are those of the decoded text', async () => {
    const tokenizer = await trainTokenizer({ kind, vocabularySize: 300 }, source);
    const unknown = Array.from({ length: tokenizer.vocabularySize }, (_, id) => id).filter(
      (id) => tokenizer.bytes(id).length === 0,
    );
    const ids = fc.array(fc.nat({ max: tokenizer.vocabularySize - 1 }), { maxLength: 12 });
    fc.assert(
      fc.property(ids, (all) => {
        const written = all.filter((id) => !unknown.includes(id));
        const bytes = written.flatMap((id, at) => [...tokenizer.addedBytes(id, at === 0)]);
        const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(Uint8Array.from(bytes));
        expect(text).toBe(tokenizer.decode(written));
      }),
    );
  });
});

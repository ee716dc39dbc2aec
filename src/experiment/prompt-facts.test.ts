/** @file What a model does not see of a prompt. */
import { expect, it } from 'vitest';
import { trainTokenizer } from '../text/tokenizers';
import { promptFacts } from './prompt-facts';

const source = {
  name: 'test',
  async *chunks() {
    yield { text: 'a cat sat on a mat', endOfDocument: true };
  },
};

it('counts what the context has no room for, and where it ends', async () => {
  const tokenizer = await trainTokenizer({ kind: 'characters', vocabularySize: 0 }, source);
  const facts = promptFacts(tokenizer, 4, 'a cat sat');
  expect(facts).toMatchObject({ tokens: 9, unseen: 5, unseenEnd: 5, lost: [], spelled: [] });
  expect(promptFacts(tokenizer, 9, 'a cat sat').unseen).toBe(0);
  expect(promptFacts(tokenizer, 4, '')).toMatchObject({ tokens: 0, unseen: 0, unseenEnd: 0 });
});

it('tells which characters are lost, or spelled byte by byte', async () => {
  const characters = await trainTokenizer({ kind: 'characters', vocabularySize: 0 }, source);
  const lost = promptFacts(characters, 64, 'a 狐 cat 狐 é');
  expect(lost).toMatchObject({ lost: ['狐', 'é'], unknown: '<|unknown|>', spelled: [] });
  const bytes = await trainTokenizer({ kind: 'bpe', vocabularySize: 260 }, source);
  expect(promptFacts(bytes, 64, 'a 狐 cat é')).toMatchObject({ lost: [], spelled: ['狐', 'é'] });
});

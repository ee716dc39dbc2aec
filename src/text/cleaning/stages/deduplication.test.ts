/**
 * @file The stages of deduplication and decontamination: verdicts and reasons.
 */
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { heldOutTexts } from '../held-out-texts';
import { inventTexts } from '../testing';
import type { CleaningDocument, StageDefinition } from '../types';
import { decontamination } from './decontamination';
import { exactDuplicates } from './exact-duplicates';
import { exactSubstring } from './exact-substring';
import { nearDuplicates } from './near-duplicates';
import { simHashDuplicates } from './simhash-duplicates';

/** Ids are not the places in the list, as after other stages. */
const documentsOf = (texts: readonly string[]): CleaningDocument[] =>
  texts.map((text, at) => ({ id: 100 + at, url: '', isHtml: false, text, language: null }));

const kept = { kind: 'kept' };
const removed = (code: string, values: Record<string, unknown>) => ({
  kind: 'removed',
  reason: { code, values },
});

const [original, other] = inventTexts(1, 2, 3000);
const near = original.replace(/^\w+/, 'something');

describe('exact deduplication', () => {
  it('keeps the first of documents with the same words', async () => {
    const documents = documentsOf(['Good day.', 'Good night.', ' GOOD   day!', '…', '…']);
    expect(await exactDuplicates.judge(documents, exactDuplicates.settings.parse({}), {})).toEqual([
      kept,
      kept,
      removed('duplicate.exact', { kept: 100 }),
      kept,
      kept,
    ]);
  });

  it('strikes repeated paragraphs, but for short ones', async () => {
    const documents = documentsOf([
      'Read more\n\nA long one here.\nEnd.',
      'Read more\nA long one here',
    ]);
    const chosen = exactDuplicates.settings.parse({ unit: 'paragraph', shortestParagraph: 3 });
    const verdicts = await exactDuplicates.judge(
      [...documents, ...documentsOf(['a long one HERE'])],
      chosen,
      {},
    );
    expect(verdicts).toMatchObject([
      kept,
      { kind: 'changed', document: { id: 101, text: 'Read more\n' } },
      removed('duplicate.paragraphs', { count: 1, kept: 100 }),
    ]);
  });
});

describe('fuzzy deduplication', () => {
  it('keeps one of near-copies and tells how alike they were', async () => {
    const documents = documentsOf([original, other, near]);
    const verdicts = await nearDuplicates.judge(documents, nearDuplicates.settings.parse({}), {});
    expect(verdicts.slice(0, 2)).toEqual([kept, kept]);
    expect(verdicts[2]).toEqual(
      removed('duplicate.near', { kept: 100, similarity: expect.closeTo(0.99, 1) }),
    );
  });

  it('can keep the longest', async () => {
    const documents = documentsOf([original, `${original} and more`]);
    const verdicts = await nearDuplicates.judge(
      documents,
      nearDuplicates.settings.parse({ keep: 'longest' }),
      {},
    );
    expect(verdicts).toMatchObject([{ kind: 'removed', reason: { values: { kept: 101 } } }, kept]);
  });

  it('by SimHash tells how many bits differ', async () => {
    const documents = documentsOf([original, other, near]);
    const verdicts = await simHashDuplicates.judge(
      documents,
      simHashDuplicates.settings.parse({}),
      {},
    );
    expect(verdicts).toMatchObject([kept, kept, { reason: { values: { kept: 100 } } }]);
  });
});

describe('exact-substring deduplication', () => {
  it('cuts what stood elsewhere and removes what is then empty', async () => {
    const notice = inventTexts(2, 1, 600)[0];
    const documents = documentsOf([
      `${notice}The first one.`,
      `A quite different page. ${notice}`,
      notice,
    ]);
    expect(await exactSubstring.judge(documents, exactSubstring.settings.parse({}), {})).toEqual([
      kept,
      {
        kind: 'changed',
        document: { ...documents[1], text: 'A quite different page. ' },
        reason: {
          code: 'duplicate.substring',
          values: { count: 1, characters: notice.length, kept: 100 },
        },
      },
      removed('duplicate.substring', { count: 1, characters: notice.length, kept: 100 }),
    ]);
  });
});

describe('decontamination', () => {
  it('removes documents with a long run of a built-in test', async () => {
    const quotes = heldOutTexts.map((text) => `Seen today: ${text.slice(5)}`);
    const verdicts = await decontamination.judge(
      documentsOf([...quotes, original]),
      decontamination.settings.parse({}),
      {},
    );
    for (const verdict of verdicts.slice(0, -1)) expect(verdict.kind).toBe('removed');
    expect(verdicts.at(-1)).toEqual(kept);
  });

  it('looks for given texts, by characters where there are no spaces', async () => {
    const testTexts = 'one two three four five six\n\n一二三四五六七八九十百千';
    const chosen = decontamination.settings.parse({
      testTexts,
      words: 5,
      characters: 10,
      builtIn: false,
    });
    const documents = documentsOf([
      'Now: one, two, three, four, FIVE',
      'one two three four',
      '有一二三四五六七八九十个',
      '有一二三四五六七八九',
      heldOutTexts[0],
    ]);
    expect(await decontamination.judge(documents, chosen, {})).toEqual([
      removed('contaminated', { shared: 'one two three four five' }),
      kept,
      removed('contaminated', { shared: '一二三四五六七八九十' }),
      kept,
      kept,
    ]);
  });
});

/** What can be asked of any stage. */
function withoutDocuments<Name extends string, Settings extends z.ZodObject>(
  stage: StageDefinition<Name, Settings>,
) {
  return {
    name: stage.name,
    settings: stage.settings,
    judgeNothing: () => stage.judge([], stage.settings.parse({}), {}),
  };
}

describe('every stage', () => {
  it.each([
    withoutDocuments(exactDuplicates),
    withoutDocuments(nearDuplicates),
    withoutDocuments(simHashDuplicates),
    withoutDocuments(exactSubstring),
    withoutDocuments(decontamination),
  ])('$name takes no documents and refuses what it does not know', async (stage) => {
    expect(await stage.judgeNothing()).toEqual([]);
    expect(stage.settings.safeParse({ unknown: 1 }).success).toBe(false);
  });
});

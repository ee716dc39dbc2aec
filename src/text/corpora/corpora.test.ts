/** @file The corpora: distinct, repeatable, and right about who has what. */
import { describe, expect, it } from 'vitest';
import type { TextChunk } from '../types';
import { tellChineseStory } from './chinese-stories';
import { tellEnglishStory } from './english-stories';
import { corpusSource } from './index';
import { arithmeticDocument } from './arithmetic';
import type { StoryRecord } from './world';

const languages = [
  {
    name: 'english-stories',
    tell: tellEnglishStory,
    sentence: /[^.!?]+[.!?]+"?/g,
    plots: 10,
    words: (text: string) => text.toLowerCase().match(/[a-z]+/g) ?? [],
  },
  {
    name: 'chinese-stories',
    tell: tellChineseStory,
    sentence: /[^。！？]+[。！？]+”?/g,
    plots: 9,
    words: (text: string) => [...text],
  },
] as const;

/** Replays a record with rules of its own. */
function replay({ events }: StoryRecord): Map<string, string> {
  const owners = new Map<string, string>();
  for (const event of events) {
    const owner = owners.get(event.thing);
    switch (event.kind) {
      case 'has':
      case 'finds':
        expect(owner).toBeUndefined();
        owners.set(event.thing, event.who);
        break;
      case 'gives':
        expect(owner).toBe(event.who);
        expect(event.to).not.toBe(event.who);
        owners.set(event.thing, event.to);
        break;
      case 'loses':
      case 'uses up':
        expect(owner).toBe(event.who);
        owners.delete(event.thing);
        break;
    }
  }
  return owners;
}

describe.each(languages)('$name', ({ tell, sentence, plots, words }) => {
  const stories = Array.from({ length: 2000 }, (_, index) => tell(7, index));

  it('has at least 99% distinct documents, of all plots, with varied sentences', () => {
    expect(new Set(stories.map(({ text }) => text)).size).toBeGreaterThanOrEqual(1980);
    expect(new Set(stories.map(({ record }) => record.plot)).size).toBe(plots);
    const sentences = stories.flatMap(({ text }) => text.match(sentence) ?? []);
    expect(new Set(sentences).size / sentences.length).toBeGreaterThan(0.25);
    expect(sentences.length / stories.length).toBeGreaterThan(7);
    expect(new Set(stories.flatMap(({ text }) => words(text))).size).toBeGreaterThan(400);
  });

  it('leaves no slot unfilled', () => {
    for (const { text } of stories) expect(text).not.toMatch(/[{}]|undefined| {2}/);
  });

  it('keeps an account of ownership that adds up', () => {
    for (const { record } of stories) expect(replay(record)).toEqual(record.owners);
  });

  it('is a function of seed and index', () => {
    expect(tell(7, 1234).text).toBe(stories[1234].text);
    expect(tell(8, 1234).text).not.toBe(stories[1234].text);
  });
});

describe('what the English text says', () => {
  const stories = Array.from({ length: 2000 }, (_, index) => tellEnglishStory(11, index));

  it('names the owners that the record has at the end of a trade', () => {
    const trades = stories.filter(({ record }) => record.plot === 'trading');
    let checked = 0;
    for (const { text, record } of trades) {
      const said = [
        ...text.matchAll(/(\w+) (?:still had|kept) the \w+ (\w+)/g),
        ...text.matchAll(/the \w+ (?<thing>\w+) belonged to (?<who>\w+)/g),
      ];
      for (const [, first, second] of said) {
        const [who, thing] = record.owners.has(first) ? [second, first] : [first, second];
        expect(record.owners.get(thing)).toBe(who);
        checked++;
      }
    }
    expect(checked).toBeGreaterThan(100);
  });

  it('lets a giver give only what the record says is given', () => {
    let checked = 0;
    for (const { text, record } of stories) {
      const names = new Set(record.characters.map(({ name }) => name));
      for (const [, who, thing, to] of text.matchAll(
        /(\w+) (?:gave|carried) the (\w+) (?:back )?to (\w+)\b/g,
      )) {
        if (!names.has(who) || !names.has(to)) continue;
        expect(record.events).toContainEqual({ kind: 'gives', who, thing, to });
        checked++;
      }
    }
    expect(checked).toBeGreaterThan(100);
  });

  it('uses only the pronouns of its characters', () => {
    for (const { text, record } of stories) {
      const pronouns = new Set(record.characters.map(({ pronoun }) => pronoun));
      if (!pronouns.has('she')) expect(text).not.toMatch(/\b([Ss]he|[Hh]er|herself)\b/);
      if (!pronouns.has('he')) expect(text).not.toMatch(/\b([Hh]e|[Hh]is|[Hh]im|himself)\b/);
    }
  });
});

describe('arithmetic', () => {
  /** Left to right with `*` first; all operators that the corpus has. */
  function evaluate(expression: string): number {
    return expression
      .replaceAll('- ', '+ -')
      .split(' + ')
      .map((term) =>
        term
          .split(' * ')
          .map(Number)
          .reduce((a, b) => a * b),
      )
      .reduce((a, b) => a + b);
  }

  it('has only true equations and comparisons', () => {
    let equations = 0;
    for (let index = 0; index < 500; index++) {
      for (const line of arithmeticDocument(3, index).split('\n')) {
        const [left, sign, right] = line.split(/ ([=<>]) /);
        if (sign === '=') expect(evaluate(left)).toBe(Number(right));
        if (sign === '<') expect(Number(left)).toBeLessThan(Number(right));
        if (sign === '>') expect(Number(left)).toBeGreaterThan(Number(right));
        if (sign !== undefined) equations++;
      }
    }
    expect(equations).toBeGreaterThan(1500);
  });

  it('has word problems that come out', () => {
    const text = Array.from({ length: 500 }, (_, index) => arithmeticDocument(3, index)).join('\n');
    const more = [
      ...text.matchAll(/has (\d+) \w+\. \w+ gives \w+ (\d+) more\. Now \w+ has (\d+)/g),
    ];
    const less = [
      ...text.matchAll(/has (\d+) \w+ and gives (\d+) of them to \w+\. Now \w+ has (\d+)/g),
    ];
    expect(Math.min(more.length, less.length)).toBeGreaterThan(10);
    for (const [, a, b, sum] of more) expect(Number(a) + Number(b)).toBe(Number(sum));
    for (const [, a, b, rest] of less) expect(Number(a) - Number(b)).toBe(Number(rest));
  });
});

describe('corpusSource', () => {
  it('yields one chunk per document, with progress up to 1', async () => {
    const chunks: TextChunk[] = [];
    const shares: number[] = [];
    const source = corpusSource('chinese-stories', { documents: 20, seed: 5 });
    for await (const chunk of source.chunks({ onProgress: (share) => shares.push(share) })) {
      chunks.push(chunk);
    }
    expect(source.name).toBe('chinese-stories');
    expect(chunks.map(({ text }) => text)).toEqual(
      Array.from({ length: 20 }, (_, index) => tellChineseStory(5, index).text),
    );
    expect(chunks.every(({ endOfDocument }) => endOfDocument)).toBe(true);
    expect(shares.at(-1)).toBe(1);
  });

  it('can be cancelled', async () => {
    const controller = new AbortController();
    const source = corpusSource('english-stories', { documents: 1e9, seed: 5 });
    const read = async () => {
      for await (const chunk of source.chunks({ signal: controller.signal })) {
        if (chunk.endOfDocument) controller.abort();
      }
    };
    await expect(read()).rejects.toMatchObject({ code: 'cancelled' });
  });
});

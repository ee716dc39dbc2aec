/** @file The tasks: every target follows from its source, nothing comes twice, lengths hold. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { taskNames, type TaskName } from '../../types';
import { trainTokenizer } from '../../tokenizers';
import { corpusSource } from '../index';
import { separatorToken } from '../../separator-token';
import { pairCount, taskDocument, taskPair, tasks } from './index';
import type { TaskPair } from './task';

const anyPair = (name: TaskName) =>
  fc
    .tuple(fc.nat(), fc.nat({ max: pairCount(name) * 2 }))
    .map(([seed, index]) => taskPair(name, seed, index));

function holds(name: TaskName, rule: (pair: TaskPair) => void) {
  fc.assert(fc.property(anyPair(name), rule), { numRuns: 500 });
}

describe.each(taskNames)('%s', (name) => {
  it('has documents that all differ in their sources, as many as a corpus can have', () => {
    const sources = new Set<string>();
    for (let index = 0; index < 6000; index++) sources.add(taskPair(name, 3, index).source);
    expect(sources.size).toBe(6000);
    expect(pairCount(name)).toBeGreaterThan(200_000);
  });

  it('is a function of seed and index, another one for another seed', () => {
    expect(taskDocument(name, 7, 123)).toBe(taskDocument(name, 7, 123));
    const [first, second] = [7, 8].map((seed) =>
      Array.from({ length: 50 }, (_, index) => taskDocument(name, seed, index)),
    );
    expect(first.filter((document) => second.includes(document)).length).toBeLessThan(5);
    expect(taskPair(name, 7, pairCount(name) + 4)).toEqual(taskPair(name, 7, 4));
  });

  it('is cut into as many tokens as it says at most, none unknown', async () => {
    const { tokenizer, longest } = tasks[name];
    const config = { kind: tokenizer, vocabularySize: 512, specialTokens: [separatorToken] };
    const trained = await trainTokenizer(
      config,
      corpusSource(name, { documents: 2000, seed: 1 }),
      {},
    );
    const separator = trained.encode(separatorToken)[0];
    const lengths = Array.from({ length: 2000 }, (_, index) => {
      const ids = trained.encode(taskDocument(name, 2, index));
      expect(ids.filter((id) => id === separator)).toHaveLength(1);
      expect(ids).not.toContain(1);
      const source = ids.indexOf(separator);
      return { source, target: ids.length - source - 1 };
    });
    expect(Math.max(...lengths.map(({ source }) => source))).toBe(longest.source);
    expect(Math.max(...lengths.map(({ target }) => target))).toBe(longest.target);
    expect(Math.min(...lengths.map(({ target }) => target))).toBeGreaterThan(0);
  });
});

it('reversal reads backwards, with all lengths from three to eight', () => {
  holds('reversal', ({ source, target }) => {
    expect(source).toMatch(/^[a-j]{3,8}$/);
    expect(target).toBe(source.split('').reverse().join(''));
  });
  const lengths = Array.from({ length: 60 }, (_, index) => taskPair('reversal', 1, index).source);
  for (const length of [3, 4, 5, 6, 7, 8]) {
    expect(lengths.filter((source) => source.length === length)).toHaveLength(10);
  }
});

it('sorting keeps the digits, and none is larger than the next', () => {
  holds('sorting', ({ source, target }) => {
    expect(source).toMatch(/^\d{3,8}$/);
    for (const digit of '0123456789') {
      expect(target.split(digit)).toHaveLength(source.split(digit).length);
    }
    for (let at = 1; at < target.length; at++) expect(target[at - 1] <= target[at]).toBe(true);
  });
});

it('addition is right, read from the right', () => {
  holds('addition', ({ source, target }) => {
    const [, first, second] = /^(\d{3})\+(\d{3})$/.exec(source) ?? [];
    const sum = target.split('').reduceRight((value, digit) => 10 * value + Number(digit), 0);
    expect(target).toHaveLength(4);
    expect(sum).toBe(Number(first) + Number(second));
  });
});

describe('translation', () => {
  const documents = Array.from({ length: 1000 }, (_, index) => taskPair('translation', 5, index));

  it('moves what it must, and agrees', () => {
    for (const { source, target } of documents) {
      const words = source.split(' ');
      const verbAt = words.findIndex((word) => /^(gat|hol|wim|reb|tuk|yas|nod|pef)/.test(word));
      const verb = words[verbAt];
      const translated = target.split(' ');
      const ke = translated.indexOf('ke');
      expect(translated[0]).toBe(/an?$/.test(verb) ? 'ora' : 'ishi');
      // One token for one: the tense and `ke` come on top.
      expect(translated).toHaveLength(words.length + 2);
      const object = translated.slice(1, ke);
      const subject = translated.slice(ke + 1, -1);
      expect(object).toHaveLength(words.length - verbAt - 1);
      expect(subject).toHaveLength(verbAt);
      for (const [first, second] of [
        [words.slice(0, verbAt), subject],
        [words.slice(verbAt + 1), object],
      ]) {
        const ending = (/(a|o)(i?)$/.exec(second[0]) ?? [''])[0];
        expect(first.at(-1)?.endsWith('n')).toBe(ending.endsWith('i'));
        for (const word of second) expect(word.endsWith(ending)).toBe(true);
      }
      expect(verb.endsWith('n')).toBe(subject[0].endsWith('i'));
      expect(translated.at(-1)?.slice(-2)).toBe(`n${subject[0].replace(/i$/, '').slice(-1)}`);
    }
  });

  it('has the same word for the same meaning, and no two for one', () => {
    const stem = (word: string) => word.replace(/[aou]?i?$/, '');
    const nounsOf = new Map<string, Set<string>>();
    for (const { source, target } of documents) {
      const noun = source.split(' ').at(-1)?.replace(/n$/, '') ?? '';
      const known = nounsOf.get(noun) ?? new Set();
      nounsOf.set(noun, known.add(stem(target.split(' ')[1])));
    }
    expect(nounsOf.size).toBe(12);
    const translations = [...nounsOf.values()].map((words) => [...words]);
    expect(new Set(translations.flat()).size).toBe(12);
    for (const words of translations) expect(words).toHaveLength(1);
  });
});

it('classification follows the majority, which no single word tells', () => {
  let right = 0;
  let seen = 0;
  const votesOf = (source: string) =>
    [...source.matchAll(/(not )?(good|tasty|fresh|lovely|bad|stale|bland|burnt) /g)].map(
      ([, not, word]) => /good|tasty|fresh|lovely/.test(word) === (not === undefined),
    );
  for (let index = 0; index < 1000; index++) {
    const { source, target } = taskPair('classification', 5, index);
    const votes = votesOf(source);
    expect(votes).toHaveLength(3);
    const positive = votes.filter(Boolean).length >= 2;
    expect(target).toBe(positive ? 'positive' : 'negative');
    right += votes.filter((vote) => vote === positive).length;
    seen += votes.length;
  }
  expect(right / seen).toBeGreaterThan(0.7);
  expect(right / seen).toBeLessThan(0.8);
});

it('cloze: neither what comes before nor what comes after the gap tells the word', () => {
  const documents = Array.from({ length: 3000 }, (_, index) => taskPair('cloze', 5, index));
  const wordsBy = (keyOf: (words: string[]) => string) => {
    const met = new Map<string, Set<string>>();
    for (const { source, target } of documents) {
      const key = keyOf(source.split(' '));
      met.set(key, (met.get(key) ?? new Set()).add(target));
    }
    return [...met.values()].map(({ size }) => size);
  };
  // What matters: the subject, and the object.
  expect(wordsBy((words) => words[2])).toSatisfy((sizes: number[]) =>
    sizes.every((size) => size === 10),
  );
  expect(wordsBy((words) => words[8])).toSatisfy((sizes: number[]) =>
    sizes.every((size) => size === 2),
  );
  expect(wordsBy((words) => `${words[2]} ${words[8]}`)).toSatisfy((sizes: number[]) =>
    sizes.every((size) => size === 1),
  );
  for (const { source } of documents) expect(source.split(' ').indexOf('_')).toBe(6);
});

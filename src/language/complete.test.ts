/**
 * @file Every language says everything: same keys, same placeholders, nothing empty.
 */
import i18next from 'i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import { errorMessages } from '../base/errors';
import { problemMessages } from '../experiment/problems';
import { english } from './en';
import { bestLanguage, initializeLanguage, loadLaterTexts } from './index';
import { chinese } from './zh-CN';

function flatten(value: unknown, prefix = ''): [string, string][] {
  if (typeof value === 'string') return [[prefix, value]];
  if (typeof value !== 'object' || value === null) throw new Error(`${prefix} is not a text`);
  return Object.entries(value).flatMap(([key, inner]) =>
    flatten(inner, prefix === '' ? key : `${prefix}/${key}`),
  );
}

const placeholders = (text: string) =>
  [...new Set(Array.from(text.matchAll(/\{\{(\w+)\}\}/g), ([, name]) => name))].sort();

const englishTexts = flatten(english);
const chineseTexts = new Map(flatten(chinese));

/** Texts that are the same in every language: names, formulas, units. */
const languageFree = /^[\p{Script=Latin}\p{N}\p{P}\p{S}\p{Script=Greek}\s]{0,40}$/u;

describe('the two languages', () => {
  it('have the same keys', () => {
    expect([...chineseTexts.keys()].sort()).toEqual(englishTexts.map(([key]) => key).sort());
  });

  it.each(englishTexts)('%s is complete', (key, text) => {
    const translated = chineseTexts.get(key) ?? '';
    expect(text.trim()).not.toBe('');
    expect(translated.trim()).not.toBe('');
    expect(placeholders(translated)).toEqual(placeholders(text));
    // Texts for the English and the Chinese model to work on are the same in every language.
    if (/\/(english|chinese)(-draft)?$/.test(key)) return;
    expect(text).not.toMatch(/\p{Script=Han}/u);
    const isSame = translated.toLowerCase() === text.toLowerCase() && languageFree.test(text);
    const isSymbol = /^\p{Script=Greek}/u.test(translated);
    if (!isSame && !isSymbol) expect(translated).toMatch(/\p{Script=Han}|^[^\p{L}]*\{\{/u);
  });
});

describe('problems', () => {
  it('have the codes and placeholders of experiment/problems.ts', () => {
    const own = Object.entries(english.problems).map(([code, text]) => [code, placeholders(text)]);
    const theirs = Object.entries(problemMessages).map(([code, text]) => [
      code,
      placeholders(text),
    ]);
    expect(own).toEqual(theirs);
  });
});

describe('errors', () => {
  beforeAll(async () => {
    initializeLanguage();
    await loadLaterTexts();
  });

  it.each(Object.keys(errorMessages))('%s is found by its dotted code', (code) => {
    expect(i18next.exists(`errors.${code}`)).toBe(true);
    expect(i18next.exists(`errors.${code}x`)).toBe(false);
  });
});

describe('bestLanguage', () => {
  it('takes the first wish that can be met', () => {
    expect(bestLanguage([null, 'zh-TW', 'en'])).toBe('zh-CN');
    expect(bestLanguage(['fr', 'en-GB', 'zh'])).toBe('en');
    expect(bestLanguage(['en', 'zh-CN'])).toBe('en');
    expect(bestLanguage(['fr'])).toBe('en');
    expect(bestLanguage([])).toBe('en');
  });
});

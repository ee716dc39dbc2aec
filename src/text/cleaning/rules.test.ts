/**
 * @file The rules of the filter stages, against recorded values and by small cases. The vectors part
 * words by whitespace.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import vectors from './fixtures/rules.json';
import { measureQuality } from './quality';
import { paretoKeepChance, precisionAndRecall } from './quality-classifier';
import { measureRepetition } from './repetition';
import { CharacterModel } from './ngram-model';
import { usualSettings, ownSettings } from './settings';
import { stageNamed, type StageName } from './stages';
import { correctLines, lineCorrections } from './stages/line-corrections';
import { maskPersonalData, passesLuhn, personalData } from './stages/personal-data';
import { repetitionRules } from './stages/repetition';
import type { CleaningDocument } from './types';
import { isSpaceless, sentencesOf, wordsOf } from './text-units';

const names = ['gopher.prose', 'gopher.menu', 'gopher.spam'] as const;

const page = (change: Partial<CleaningDocument>): CleaningDocument => ({
  id: 0,
  url: '',
  isHtml: false,
  text: '',
  language: null,
  ...change,
});

async function judge(name: StageName, document: Partial<CleaningDocument>, settings = {}) {
  const { stage } = stageNamed(name);
  const own = { ...ownSettings(usualSettings(name)), ...settings };
  const [verdict] = await stage.judge([page(document)], stage.settings.parse(own), {});
  return verdict;
}

describe('Gopher’s measures', () => {
  it.each(names)('of quality: %s', (name) => {
    const { text, quality } = vectors[name];
    const found = measureQuality(text, 'en');
    expect(found.words).toBe(quality.n_nonsymbol_words);
    expect(found.meanWordLength).toBeCloseTo(quality.mean_word_len, 6);
    expect(found.hashes).toBeCloseTo(quality.hash_ratio, 6);
    expect(found.ellipses).toBeCloseTo(quality.ellipsis_ratio, 6);
    expect(found.bulletLines).toBeCloseTo(quality.bullet_line_frac, 6);
    expect(found.ellipsisLines).toBeCloseTo(quality.ellipsis_line_frac, 6);
    expect(found.lettered).toBeCloseTo(quality.alpha_word_frac, 6);
    expect(found.stopWords).toBe(quality.stop_words);
  });

  it.each(names)('of repetition: %s', (name) => {
    const { text, repetition: expected } = vectors[name];
    const found = measureRepetition(text);
    const values = [
      found.duplicateLines,
      found.duplicateLineCharacters,
      found.duplicateParagraphs,
      found.duplicateParagraphCharacters,
      ...Object.values(found.topNgram),
      ...Object.values(found.duplicateNgram),
    ];
    for (const [place, value] of Object.values(expected).entries()) {
      expect(values[place]).toBeCloseTo(value, 6);
    }
  });

  it('fail the same rules', () => {
    const { stage } = stageNamed('repetition');
    const limits = stage.settings.parse({});
    for (const name of names) {
      const { text, repetition_fail: failed } = vectors[name];
      const broken = repetitionRules(text).filter(([rule, value]) => value > Number(limits[rule]));
      expect(broken).toHaveLength(failed.length);
    }
  });

  it('are shares', () => {
    const text = fc.array(fc.constantFrom('a', 'bb', '水', '\n', '\n\n', '. ', '…'), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(text, (parts) => {
        for (const [rule, value] of repetitionRules(parts.join(' '))) {
          expect(value).toBeGreaterThanOrEqual(0);
          // The commonest n-gram is counted wherever it stands, also where it overlaps itself.
          if (!rule.startsWith('top')) expect(value).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});

describe('C4’s line rules', () => {
  const { lines, kept_min3words: min3, kept_min5words: min5 } = vectors.c4;
  it.each([
    [3, min3],
    [5, min5],
  ])('with at least %i words', (fewestWords, expected) => {
    const settings = lineCorrections.settings.parse({ endMarks: true, fewestWords });
    expect(correctLines(lines.join('\n'), settings).split('\n')).toEqual(expected);
  });
});

describe('line corrections', () => {
  const text = ['A sentence about the river, which is long.', 'The bridge was mended in spring.'];
  it.each([
    '3 likes',
    '17 条评论',
    'READ MORE',
    'Share',
    '2024-03-11',
    '阅读全文',
    'Posted by admin',
  ])('take “%s” out', async (junk) => {
    const verdict = await judge(
      'line-corrections',
      { text: [text[0], junk, text[1]].join('\n') },
      { mostLost: 0.5 },
    );
    expect(verdict).toMatchObject({ kind: 'changed', document: { text: text.join('\n') } });
  });

  it('leave good lines alone, and drop what is mostly junk', async () => {
    expect(await judge('line-corrections', { text: text.join('\n') })).toEqual({ kind: 'kept' });
    const junk = `${text[0]}\n${'READ MORE\n'.repeat(5)}`;
    expect(await judge('line-corrections', { text: junk })).toMatchObject({
      kind: 'removed',
      reason: { code: 'tooMuch' },
    });
  });
});

describe('personal data', () => {
  const mask = (text: string) => maskPersonalData(text, personalData.settings.parse({})).text;
  it.each([
    ['write to ida.marsh7@post.example now', 'write to <EMAIL> now'],
    ['call (212) 555-0147 today', 'call <PHONE> today'],
    ['call +1 212 555 0147 today', 'call <PHONE> today'],
    ['电话13812345678。', '电话<PHONE>。'],
    ['the number 912-34-5678 is', 'the number <ID> is'],
    ['身份证11010518850315002X。', '身份证11010518850315002X。'],
    ['card 4111 1111 1111 1111.', 'card <CARD>.'],
    ['card 4111 1111 1111 1112.', 'card 4111 1111 1111 1112.'],
    ['at 192.168.0.1 and 999.1.1.1', 'at <IP> and 999.1.1.1'],
    ['In 1905 there were 12345678901234 of them.', 'In 1905 there were 12345678901234 of them.'],
  ])('%s', (text, expected) => expect(mask(text)).toBe(expected));

  it('masks only what is switched on, and nothing twice', () => {
    const off = personalData.settings.parse({ emails: false });
    expect(maskPersonalData('a@b.example', off)).toEqual({ text: 'a@b.example', count: 0 });
    fc.assert(fc.property(fc.string(), (text) => mask(mask(text)) === mask(text)));
  });

  it('knows Luhn’s check', () => {
    expect(passesLuhn('79927398713')).toBe(true);
    expect(passesLuhn('79927398710')).toBe(false);
  });
});

describe('the URL filter', () => {
  it.each([
    ['https://www.hot-smooch.example/a', 'host'],
    ['https://x.example/SmoochCam/1', 'hardWord'],
    ['https://x.example/hot-casino/1', 'softWords'],
    ['https://x.example/hot/1', null],
    ['https://x.example/hotel-photo/1', null],
    ['', null],
  ])('%s → %s', async (url, code) => {
    const verdict = await judge('url-filter', { url });
    expect(verdict).toMatchObject(code ? { kind: 'removed', reason: { code } } : { kind: 'kept' });
  });
});

describe('text extraction', () => {
  const sentence = 'The river rises in the hills, and it runs to the sea past three small towns. ';
  const html = `<html><head><title>T</title><script>alert(1)</script></head><body><nav><a href="/">Home</a></nav>
    <article><h2>A river</h2><p>${sentence.repeat(3)}</p><p>${sentence.repeat(2)} See https://a.example/x now.</p></article>
    <footer>All rights reserved</footer></body></html>`;

  it('keeps the article and leaves menu, script and footer', async () => {
    const verdict = await judge('text-extraction', { isHtml: true, text: html });
    if (verdict.kind !== 'changed') throw new Error(verdict.kind);
    const { text, isHtml } = verdict.document;
    expect(isHtml).toBe(false);
    expect(text).toContain(`${sentence.repeat(3).trim()}\n\n${sentence.trim()}`);
    expect(text).not.toMatch(/Home|alert|rights|https|</);
  });

  it('takes what there is of a page without an article, and drops empty ones', async () => {
    const short = await judge('text-extraction', { isHtml: true, text: '<b>Hello &amp; bye</b>' });
    expect(short).toMatchObject({ document: { text: 'Hello & bye' } });
    const empty = await judge('text-extraction', { isHtml: true, text: '<div></div>' });
    expect(empty).toMatchObject({ kind: 'removed', reason: { code: 'empty' } });
    expect(await judge('text-extraction', { text: '<b>text</b>' })).toEqual({ kind: 'kept' });
  });

  it('reads a page that is nested deeper than the stack', async () => {
    const deep = `<!doctype html><html><body>${'<div>'.repeat(20_000)}deep`;
    expect(await judge('text-extraction', { isHtml: true, text: deep })).toMatchObject({
      document: { text: 'deep' },
    });
  });
});

describe('language identification', () => {
  it.each([
    ['The river rises in the hills and runs to the sea past three small towns.', 'changed', 'en'],
    ['小明有一只红色的风筝，走到哪儿都带着。今天他们一起去公园玩。', 'changed', 'zh'],
    ['In der Stadt wurde die alte Brücke nach langer Zeit wieder geöffnet.', 'removed', 'de'],
    ['', 'removed', undefined],
  ])('%s', async (text, kind, language) => {
    const verdict = await judge('language-identification', { text });
    if (verdict.kind === 'kept') throw new Error('kept');
    expect([verdict.kind, verdict.reason.values.language]).toEqual([kind, language]);
  });
});

describe('document quality', () => {
  const good = `${'The people of the town have worked with wood and clay, and that is all. '.repeat(4)}`;
  it.each([
    [good, null],
    ['Too short.', 'fewWords'],
    [`${good} {`, 'curlyBracket'],
    [`${good} Lorem ipsum.`, 'placeholder'],
    [`${good} A gronkhead came.`, 'offensive'],
    [good.replaceAll(' ', ' # '), 'hashes'],
    [good.replaceAll('. ', ', '), 'fewSentences'],
  ])('%s → %s', async (text, code) => {
    const verdict = await judge('document-quality', { text });
    expect(verdict).toMatchObject(code ? { kind: 'removed', reason: { code } } : { kind: 'kept' });
  });
});

describe('the classifier’s parts', () => {
  it('keeps as GPT-3 did', () => {
    const { s, p } = vectors.classifier_pareto_keep;
    s.forEach((score, place) => expect(paretoKeepChance(score)).toBeCloseTo(p[place], 9));
  });

  it('counts precision and recall at each threshold', () => {
    const curve = precisionAndRecall([
      { score: 0.9, good: true },
      { score: 0.6, good: false },
      { score: 0.4, good: true },
    ]);
    expect(curve[0]).toEqual({ threshold: 0, precision: 2 / 3, recall: 1 });
    expect(curve[50]).toEqual({ threshold: 0.5, precision: 0.5, recall: 0.5 });
    expect(curve[95]).toEqual({ threshold: 0.95, precision: 1, recall: 0 });
  });
});

describe('the character model', () => {
  it('gives probabilities that sum to 1', () => {
    const model = new CharacterModel(3);
    model.add('abab');
    // a, b and all code points that were never seen.
    const seen = model.probability('ab', 'a') + model.probability('ab', 'b');
    const unseen = model.probability('ab', 'z');
    expect(seen + (0x110000 - 2) * unseen).toBeCloseTo(1, 9);
    expect(model.probability('ab', 'a')).toBeGreaterThan(model.probability('ab', 'b'));
  });

  it('is less surprised by what it has read', () => {
    const model = new CharacterModel(4);
    model.add('the river runs to the sea');
    expect(model.bitsPerCharacter('the sea')).toBeLessThan(model.bitsPerCharacter('xq zzv'));
    expect(model.bitsPerCharacter('')).toBe(0);
  });
});

describe('units of text', () => {
  it('parts words by spaces and Chinese by characters', () => {
    expect(wordsOf('The red ball，小明 7')).toEqual(['The', 'red', 'ball，', '小', '明', '7']);
    expect([isSpaceless('小明有一只猫。'), isSpaceless('A word 猫 in English')]).toEqual([
      true,
      false,
    ]);
    expect(sentencesOf('One. “Two?” 三。四')).toHaveLength(4);
  });
});

/** @file Reading files: encodings, refusals with their places, chunks, JSON Lines, facts. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { corpusSource } from '../corpora';
import type { TextSource } from '../types';
import { isWhitespace } from '../whitespace';
import { ChunkSplitter } from './chunk-splitter';
import { fileSource, inspectText, pastedSource, readDocuments } from './index';
import { blobInBlocks, endlessFile, joined, readAll, utf8 } from './testing';

/** Recorded from Python's codec: 小狐狸不知道下雨了。\r\n小明说：“我们等一等吧。”𠀀\n */
const gb18030 =
  'd0a1bafcc0eab2bbd6aab5c0cfc2d3eac1cba1a30d0ad0a1c3f7cbb5a3baa1b0ced2c3c7b5c8d2bbb5c8b0c9a1a3a1b1953282360a';
const chinese = '小狐狸不知道下雨了。\r\n小明说：“我们等一等吧。”𠀀\n';
const english = 'The quick brown fox.\nIt jumps — really — over the dog.\n';

function utf16(text: string, littleEndian: boolean): Uint8Array {
  const bytes = new Uint8Array(2 * text.length);
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < text.length; at++)
    view.setUint16(2 * at, text.charCodeAt(at), littleEndian);
  return bytes;
}
const fromHex = (hex: string) =>
  Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16));
const readFile = async (bytes: Uint8Array, name = 'a.txt', block?: number) =>
  readAll(fileSource(blobInBlocks(bytes, block), name));

describe('encodings', () => {
  it.each([
    ['UTF-8', utf8(chinese), chinese],
    ['UTF-8', joined([0xef, 0xbb, 0xbf], utf8(chinese)), chinese],
    ['UTF-8', utf8(english), english],
    ['UTF-16LE', joined([0xff, 0xfe], utf16(chinese, true)), chinese],
    ['UTF-16BE', joined([0xfe, 0xff], utf16(chinese, false)), chinese],
    ['UTF-16LE', utf16(chinese, true), chinese],
    ['UTF-16BE', utf16(chinese, false), chinese],
    ['UTF-16LE', utf16(english, true), english],
    ['UTF-16BE', utf16(english, false), english],
    ['GB18030', fromHex(gb18030), chinese],
  ])('reads %s', async (encoding, bytes, text) => {
    for (const block of [1, 7, 1000]) {
      expect(await readFile(bytes, 'a.txt', block)).toEqual([text.replaceAll('\r\n', '\n')]);
    }
    expect((await fileSource(blobInBlocks(bytes), 'a.md').detect()).encoding).toBe(encoding);
  });

  it('keeps a lone carriage return, also at the end', async () => {
    expect(await readFile(utf8('a\rb\r\n\r'), 'a.txt', 1)).toEqual(['a\rb\n\r']);
  });
});

describe('refusals', () => {
  const png = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
  const long = utf8('小狐狸 '.repeat(40_000));
  it.each([
    ['text.kind', utf8('text'), 'a.pdf', {}],
    ['text.empty', utf8(''), 'a.txt', {}],
    ['text.empty', utf8(' \n\t\u3000'), 'a.txt', {}],
    ['text.binary', Uint8Array.from(png), 'a.txt', { offset: 0 }],
    ['text.binary', utf8('PK\u0003\u0004rest'), 'a.md', { offset: 0 }],
    ['text.binary', utf8('some text\0more text'), 'a.txt', { offset: 9 }],
    ['text.binary', utf8('ab\u0001cd\u0002'), 'a.txt', { offset: 2 }],
    ['text.binary', joined(long, [0]), 'a.txt', { offset: long.length }],
    // An é in Latin-1 is neither UTF-8 nor GB18030.
    ['text.encoding', Uint8Array.of(0x63, 0x61, 0x66, 0xe9, 0x20), 'a.txt', { offset: 4 }],
    [
      'text.encoding',
      joined(long, [0xff, 0x41]),
      'a.txt',
      { encoding: 'UTF-8', offset: long.length },
    ],
    [
      'text.encoding',
      joined(long, [0xe4, 0xb8]),
      'a.txt',
      { encoding: 'UTF-8', offset: long.length + 2 },
    ],
  ])('%s', async (code, bytes, name, values) => {
    const sizes = bytes.length > 1000 ? [65_536] : [1, 1000];
    for (const block of sizes) {
      await expect(readFile(bytes, name, block)).rejects.toMatchObject({
        code,
        values: { name, ...values },
      });
    }
  });

  it('a NUL in UTF-16 after the part that was looked at', async () => {
    const text = utf16(english.repeat(4000), true);
    const bytes = joined([0xff, 0xfe], text, [0, 0]);
    await expect(readFile(bytes, 'a.txt', 65_535)).rejects.toMatchObject({
      code: 'text.binary',
      values: { offset: text.length + 2 },
    });
  });

  it('text.tooLarge, before anything is read', async () => {
    const file = new Blob(['text']);
    Object.defineProperty(file, 'size', { value: 201 * 1024 * 1024 });
    await expect(readAll(fileSource(file, 'a.txt'))).rejects.toMatchObject({
      code: 'text.tooLarge',
      values: { name: 'a.txt', size: '201.0 MB', limit: '200.0 MB' },
    });
  });

  it('cancelled', async () => {
    const controller = new AbortController();
    const source = fileSource(blobInBlocks(long, 1000), 'a.txt');
    const onProgress = () => controller.abort();
    const options = { signal: controller.signal, onProgress };
    await expect(inspectText(source, options)).rejects.toMatchObject({ code: 'cancelled' });
  });
});

describe('JSON Lines', () => {
  it('reads strings and objects, passing over blank lines', async () => {
    const lines = '"one\\ntwo"\r\n{"text":"three","id":3}\n\n""\n"\\ud800\\r\\nx"';
    expect(await readFile(utf8(lines), 'a.jsonl')).toEqual(['one\ntwo', 'three', '\uFFFD\nx']);
  });

  it('knows where a document came from, and goes on with one over several lines', async () => {
    const lines = [
      { text: 'One, ', url: 'https://a.example', html: '<p>One, two', continues: true },
      { text: 'two' },
      { text: 'three', url: 'https://b.example' },
      { text: '', html: '<p></p>' },
      { text: 'four', continues: true },
    ];
    const source = fileSource(
      blobInBlocks(utf8(lines.map((line) => JSON.stringify(line)).join('\n'))),
      'a.jsonl',
    );
    expect(await readAll(source)).toEqual(['One, two', 'three', 'four']);
    const documents = [];
    for await (const document of readDocuments(source)) documents.push(document);
    expect(documents).toEqual([
      { text: '<p>One, two', isHtml: true, url: 'https://a.example' },
      { text: 'three', isHtml: false, url: 'https://b.example' },
      { text: 'four', isHtml: false, url: '' },
    ]);
  });

  it.each([
    [2, '"ok"\n{"text":5}\n'],
    [3, '"ok"\n\nnot json\n'],
    [1, '[1]'],
  ])('names line %i of %j', async (line, lines) => {
    await expect(readFile(utf8(lines), 'a.jsonl', 65_536)).rejects.toMatchObject({
      code: 'text.jsonl',
      values: { name: 'a.jsonl', line },
    });
  });

  it('an endless line ends early', async () => {
    const endless = endlessFile(utf8('"ok"\n"'), utf8('x'.repeat(1024 * 1024)));
    await expect(readAll(fileSource(endless.file, 'a.jsonl'))).rejects.toMatchObject({
      code: 'text.lineTooLong',
      values: { line: 2 },
    });
    expect(endless.pulled).toBeLessThan(40);
  });
});

describe('chunks', () => {
  function split(pieces: string[]): string[] {
    const splitter = new ChunkSplitter();
    const chunks = pieces.flatMap((piece) => [...splitter.push(piece)]);
    chunks.push(...splitter.end());
    expect(chunks.map(({ endOfDocument }) => endOfDocument)).toEqual(
      chunks.map((_, index) => index === chunks.length - 1),
    );
    return chunks.map(({ text }) => text);
  }

  it('start with whitespace after something else', () => {
    const unit = fc.constantFrom('word ', '中文', '\n\n', '𠀀', ' \u3000', 'x'.repeat(3000));
    fc.assert(
      fc.property(fc.array(fc.string({ unit, maxLength: 200 }), { maxLength: 8 }), (pieces) => {
        const chunks = split(pieces);
        expect(chunks.join('')).toBe(pieces.join(''));
        for (const [index, chunk] of chunks.entries()) {
          if (index === 0) continue;
          expect(isWhitespace(chunk.charCodeAt(0))).toBe(true);
          expect(isWhitespace(chunks[index - 1].charCodeAt(chunks[index - 1].length - 1))).toBe(
            false,
          );
        }
      }),
      { numRuns: 50 },
    );
    expect(split(['some words '.repeat(40_000)]).length).toBeGreaterThan(5);
  });

  it('without whitespace stay bounded and cut no surrogate pair', () => {
    const text = `a${'𠀀'.repeat(1_500_000)}`;
    const chunks = split([text]);
    expect(chunks.join('')).toBe(text);
    expect(chunks.length).toBeGreaterThan(2);
    for (const chunk of chunks) {
      expect(chunk.length).toBeLessThanOrEqual(1024 * 1024 + 1);
      expect(chunk).not.toMatch(/^[\uDC00-\uDFFF]/);
    }
  });
});

describe('inspectText', () => {
  it('counts, shows the beginning and names the encoding', async () => {
    const facts = await inspectText(fileSource(blobInBlocks(fromHex(gb18030)), 'a.txt'));
    const text = chinese.replaceAll('\r\n', '\n');
    expect(facts.fingerprint).toMatch(/^[0-9a-f]{16}$/);
    expect(facts).toMatchObject({
      name: 'a.txt',
      encoding: 'GB18030',
      bytes: utf8(text).length,
      characters: [...text].length,
      documents: 1,
      preview: text.trimEnd(),
    });
    const corpus = await inspectText(corpusSource('english-stories', { documents: 50, seed: 1 }));
    expect(corpus.documents).toBe(50);
    expect(corpus.preview.length).toBeLessThanOrEqual(2000);
    expect(corpus.encoding).toBeUndefined();
  });

  it('has a fingerprint of the content alone', async () => {
    const print = async (source: TextSource) => (await inspectText(source)).fingerprint;
    const text = 'Some words and more. '.repeat(9000);
    const whole = await print(pastedSource(text, 'a'));
    expect(await print(fileSource(blobInBlocks(utf8(text), 1000), 'b.txt'))).toBe(whole);
    expect(await print(fileSource(blobInBlocks(utf16(text, true), 999), 'b.txt'))).toBe(whole);
    expect(await print(fileSource(blobInBlocks(utf8(JSON.stringify(text)), 5000), 'b.jsonl'))).toBe(
      whole,
    );
    const others = [
      `${text}.`,
      `.${text}`,
      text.replace('more', 'mere'),
      text.replace('Some', 'oSme'),
    ];
    const prints = await Promise.all(others.map((other) => print(pastedSource(other, 'a'))));
    const twice = utf8('"ab"\n"c"');
    prints.push(
      await print(fileSource(blobInBlocks(twice), 'b.jsonl')),
      await print(pastedSource('abc', 'a')),
    );
    expect(new Set([whole, ...prints]).size).toBe(7);
  });
});

it('pasted text is cleaned, and must not be empty', async () => {
  expect(await readAll(pastedSource('a\r\nb\ud800c', 'pasted'))).toEqual(['a\nb\uFFFDc']);
  await expect(readAll(pastedSource(' \n', 'pasted'))).rejects.toMatchObject({
    code: 'text.empty',
  });
});

/** @file Many files as one text: order, names, what is left out, limits, cancel, reading again. */
import { zipSync } from 'fflate';
import { describe, expect, it, vi } from 'vitest';
import { inspectText } from './inspect';
import * as limits from './limits';
import { fileSource } from './file-source';
import { openFiles, type NamedFile } from './open-files';
import { openAll, readAll, utf8 } from './testing';

const named = (...names: string[]): NamedFile[] =>
  names.map((name) => ({ name, file: new Blob([`Text of ${name}.`]) }));

describe('one text of many files', () => {
  it('in the order of their names, whatever order they come in', async () => {
    const files = { 'f/b.txt': 'two', 'f/a.md': 'one', 'f/c.jsonl': '"three"\n"four"' };
    const { documents } = await openAll(files);
    expect(documents).toEqual(['one', 'two', 'three', 'four']);
    const reversed = Object.fromEntries(Object.entries(files).reverse());
    expect((await openAll(reversed)).documents).toEqual(documents);
  });

  it.each([
    ['a.txt', ['a.txt']],
    ['books', ['books/b.txt', 'books/c/a.txt', 'books/.DS_Store']],
    ['a.txt + 2', ['c.txt', 'a.txt', 'b.txt']],
    ['x/a.txt + 1', ['x/a.txt', 'y/b.txt']],
    ['b.txt + 1', ['a.pdf', 'b.txt', 'c.txt']],
    ['b.txt', ['a.pdf', 'b.txt']],
  ])('is called %s', async (name, names) => {
    expect((await openFiles(named(...names))).name).toBe(name);
  });

  it('without those that cannot be read, which are reported', async () => {
    const found = await openAll({
      'a.txt': 'good',
      'b.pdf': 'no',
      'c.txt': 'some text\0more',
      'd.jsonl': '"begins well"\n{',
      'e.txt': ' \n',
      'f.zip': 'no zip',
      'g.txt': 'good too',
      'h.txt': '',
    });
    expect(found.documents).toEqual(['good', 'good too']);
    expect(found.leftOut).toEqual([
      'b.pdf: text.kind',
      'c.txt: text.binary',
      'd.jsonl: text.jsonl',
      'e.txt: text.empty',
      'f.zip: text.zip',
      'h.txt: text.empty',
    ]);
  });

  it('is an error if none can be read: that of the first', async () => {
    await expect(openAll({ 'b.txt': '', 'a.pdf': 'x' })).rejects.toMatchObject({
      code: 'text.kind',
      values: { name: 'a.pdf' },
    });
    const gone = new Blob(['text']);
    gone.stream = () => {
      throw new DOMException('gone', 'NotReadableError');
    };
    await expect(
      openFiles([...named('a.pdf'), { name: '0.txt', file: gone }]),
    ).rejects.toMatchObject({ code: 'text.unreadable' });
  });

  it('keeps long documents, of which a line of its own never has much', async () => {
    const long = 'words and 词 '.repeat(150_000);
    const source = await openFiles([
      { name: 'a.txt', file: new Blob([long]) },
      { name: 'b.txt', file: new Blob(['short']) },
    ]);
    expect(await readAll(source)).toEqual([long, 'short']);
    const lines = (await source.file.text()).trimEnd().split('\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(100_000);
    // What is kept in the browser is the same text.
    const kept = await inspectText(fileSource(source.file, 'kept', source.kind));
    expect(kept.fingerprint).toBe((await inspectText(source)).fingerprint);
  });

  it('says in which encodings they are', async () => {
    const gb18030 = Uint8Array.of(0xd0, 0xa1, 0xba, 0xfc);
    const source = await openFiles([
      ...named('b.txt', 'c.txt'),
      { name: 'a.txt', file: new Blob([gb18030]) },
    ]);
    expect((await inspectText(source)).encoding).toBe('GB18030, UTF-8');
  });
});

describe('limits', () => {
  it('too many files', async () => {
    const files = named(...Array.from({ length: limits.mostFiles + 1 }, (_, i) => `${i}.txt`));
    await expect(openFiles(files)).rejects.toMatchObject({ code: 'text.tooManyFiles' });
  });

  it('too much text: what fits stays, in whole documents', async () => {
    vi.resetModules();
    vi.doMock('./limits', () => ({ ...limits, largestText: 5000 }));
    const { openFiles: openLittle } = await import('./open-files');
    const file = (text: string) => new Blob([text]);
    const line = JSON.stringify('x'.repeat(900));
    const source = await openLittle([
      { name: 'a.txt', file: file('y'.repeat(2000)) },
      { name: 'b.jsonl', file: file(`${line}\n${line}\n${line}\n${line}`) },
      { name: 'c.zip', file: new Blob([Uint8Array.from(zipSync({ 'd.txt': utf8('d') }))]) },
      { name: 'e.txt', file: file('e') },
    ]);
    const { leftOut } = await source.detect();
    expect((await readAll(source)).map(({ length }) => length)).toEqual([2000, 900, 900, 900]);
    expect(leftOut.map(({ name, error }) => [name, error.code])).toEqual(
      ['b.jsonl', 'c.zip', 'e.txt'].map((name) => [name, 'text.full']),
    );
    vi.doUnmock('./limits');
  });
});

it('reports progress and can be cancelled', async () => {
  const shares: number[] = [];
  const files = named('a.txt', 'b.html', 'c.jsonl.gz', 'd.txt');
  await openFiles(files, { onProgress: (share) => shares.push(share) });
  expect(shares).toEqual([...shares].sort((one, other) => one - other));
  expect(shares.at(-1)).toBe(1);
  const controller = new AbortController();
  const opening = openFiles(files, {
    signal: controller.signal,
    onProgress: () => controller.abort(),
  });
  await expect(opening).rejects.toMatchObject({ code: 'cancelled' });
});

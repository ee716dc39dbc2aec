/** @file Tables: dialects, columns, quotation, rows that never end, any split of the bytes. */
import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { openFiles } from './open-files';
import { blobInBlocks, endlessFile, openAll, readAll, utf8 } from './testing';

describe('which column', () => {
  it.each([
    ['named', 'id,Text,note\n1,one,a much longer note\n2,two,another long note\n', 'Text'],
    ['the longest', 'id;title;story\n1;One;Once upon a time\n2;Two;There was a cat\n', 'story'],
    ['in Chinese', '编号,正文,备注\n1,小狐狸,很长很长的备注\n2,小猫,同样很长的备注\n', '正文'],
    ['with an index', ',text\n0,one\n1,two\n', 'text'],
  ])('%s', async (_, table, chosen) => {
    const found = await openAll({ 'a.csv': table });
    expect(found.chosen).toBe(chosen);
    expect(found.documents).toHaveLength(2);
  });

  it('the one asked for, where there is one', async () => {
    const files = { 'a.csv': 'text,title\none,ONE\ntwo,TWO\n', 'b.csv': 'id,text\n1,three\n' };
    const found = await openAll(files, 'title');
    expect(found).toMatchObject({ columns: ['text', 'title'], chosen: 'title' });
    expect(found.documents).toEqual(['ONE', 'TWO', 'three']);
  });

  it('has a number where there is no heading', async () => {
    const rows = '1,The cat sat.\n2,The dog ran.\n';
    const found = await openAll({ 'a.csv': rows });
    expect(found).toMatchObject({ columns: ['1', '2'], chosen: '2' });
    expect(found.documents).toEqual(['The cat sat.', 'The dog ran.']);
  });
});

it('understands quotation, line ends, tabs and addresses', async () => {
  const rows = '\uFEFFtext,url\r\n"a, ""b""\r\nc",https://x.example\r\nd,\r\n\r\n';
  const { documents } = await openAll({ 'a.csv': rows });
  expect(documents).toEqual(['a, "b"\nc', 'd']);
  expect((await openAll({ 'a.tsv': 'text\tn\na, b\t1\nc\t2' })).documents).toEqual(['a, b', 'c']);
  expect((await openAll({ 'a.csv': 'text,n\rone,1\rtwo,2' })).documents).toEqual(['one', 'two']);
  const gb18030 = Uint8Array.from([0xd0, 0xa1, 0xba, 0xfc, 0xc0, 0xea, 0x0a]);
  const table = Uint8Array.from([...utf8('text\n'), ...gb18030, ...gb18030]);
  expect((await openAll({ 'a.csv': table })).documents).toEqual(['小狐狸', '小狐狸']);
});

it('gives what was written, however the bytes are cut', async () => {
  const cell = fc.string({ unit: fc.constantFrom('a', ' ', ',', '"', '\n', '猫'), maxLength: 9 });
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 30 }),
      fc.integer({ min: 1, max: 50 }),
      async (rows, block) => {
        // A long row first, so that further ones come while the table is being read.
        const all = [['x'.repeat(70_000), 'n'], ...rows];
        const table = Papa.unparse({ fields: ['text', 'other'], data: all }, { newline: '\n' });
        const file = blobInBlocks(utf8(table), 997 * block);
        const source = await openFiles([{ name: 'a.csv', file }]);
        expect(await readAll(source)).toEqual(all.map(([text]) => text).filter(Boolean));
      },
    ),
    { numRuns: 60 },
  );
});

describe('refusals', () => {
  it('a quotation mark that is never closed', async () => {
    await expect(openAll({ 'a.csv': 'text,n\n"one",1\n"two,2\nthree,3\n' })).rejects.toMatchObject({
      code: 'text.row',
      values: { name: 'a.csv', row: 3 },
    });
  });

  it('an endless row ends early', async () => {
    const block = utf8('x'.repeat(1024 * 1024));
    for (const start of ['text,n\n"one",1\n"', 'text,n\n']) {
      const endless = endlessFile(utf8(start), block);
      await expect(openAll({ 'a.csv': endless.file })).rejects.toMatchObject({ code: 'text.row' });
      expect(endless.pulled).toBeLessThan(80);
    }
  });

  it('a table of empty cells', async () => {
    await expect(openAll({ 'a.csv': 'a,b\n,\n' })).rejects.toMatchObject({ code: 'text.empty' });
  });
});

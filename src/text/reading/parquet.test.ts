/** @file Parquet files that pyarrow wrote (`reference/record_parquet.py`): read, damaged, unknown. */
import { describe, expect, it } from 'vitest';
import { reportError } from '../../base/errors';
import { readDocuments, type SourceDocument } from './documents';
import fixture from './fixtures/parquet.json';
import { openFiles } from './open-files';
import { openAll } from './testing';

const decoded = (base64: string) => Uint8Array.from(Buffer.from(base64, 'base64'));
const wanted = fixture.rows.flatMap(({ text, url }) =>
  text === null ? [] : [{ text: text.replaceAll('\r\n', '\n'), isHtml: false, url: url ?? '' }],
);
const snappy = decoded(fixture.files.snappy);

it.each([...Object.entries(fixture.files), ['pages of version 2', fixture.v2]])(
  'reads %s',
  async (_, base64) => {
    const source = await openFiles([{ name: 'a.parquet', file: new Blob([decoded(base64)]) }]);
    const documents: SourceDocument[] = [];
    for await (const document of readDocuments(source)) documents.push(document);
    expect(documents).toEqual(wanted);
    expect((await source.detect()).columns).toEqual({
      names: ['title', 'text', 'url'],
      chosen: 'text',
    });
  },
);

it('takes the column that is asked for', async () => {
  const { documents, chosen } = await openAll({ 'a.parquet': snappy }, 'title');
  expect(chosen).toBe('title');
  expect(documents).toEqual(fixture.rows.map(({ title }) => title));
});

describe('refuses', () => {
  /** Writes another codec where the file's footer tells the one of the text. */
  function withCodec(codec: number): Uint8Array {
    const changed = Uint8Array.from(snappy);
    // In Thrift's compact form: the name, then field 4 as an integer, zigzag: 1 is 0x02.
    const before = Buffer.concat([Buffer.from('text'), Uint8Array.of(0x15, 0x02)]);
    let at = Buffer.from(changed).indexOf(before);
    expect(at).toBeGreaterThan(0);
    for (; at >= 0; at = Buffer.from(changed).indexOf(before)) changed[at + 5] = 2 * codec;
    return changed;
  }

  it.each([
    ['LZO', 3],
    ['?', 60],
  ])('the codec %s', async (name, codec) => {
    await expect(openAll({ 'a.parquet': withCodec(codec) })).rejects.toMatchObject({
      code: 'text.codec',
      values: { name: 'a.parquet', codec: name },
    });
  });

  it('a table without a column of strings', async () => {
    await expect(openAll({ 'a.parquet': decoded(fixture.noText) })).rejects.toMatchObject({
      code: 'text.column',
    });
  });

  it('what is no parquet', async () => {
    for (const content of ['PAR1', 'PAR1'.repeat(9), 'text,n\n']) {
      await expect(openAll({ 'a.parquet': content })).rejects.toMatchObject({
        code: 'text.parquet',
      });
    }
  });

  it('a file that is cut, and survives one that is changed anywhere', async () => {
    for (let at = 0; at < snappy.length; at += 7) {
      const cut = openAll({ 'a.parquet': snappy.slice(0, at) });
      await expect(cut).rejects.toMatchObject({ code: at === 0 ? 'text.empty' : 'text.parquet' });
      const changed = snappy.map((byte, index) => (index === at ? byte ^ 0x55 : byte));
      const result = await openAll({ 'a.parquet': changed }).catch((error: unknown) =>
        reportError(error),
      );
      if ('code' in result) expect(result.code).not.toBe('unexpected');
    }
  });
});

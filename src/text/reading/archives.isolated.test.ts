/** @file gzip and zip: whole, in several members, cut, damaged, bombs. */
import fc from 'fast-check';
import { gzipSync, zipSync } from 'fflate';
import { describe, expect, it, vi } from 'vitest';
import { reportError } from '../../base/errors';
import { gunzip } from './gunzip';
import { readBlocks } from './byte-stream';
import * as limits from './limits';
import { blobInBlocks, endlessFile, joined, openAll, utf8 } from './testing';

const story = 'The cat saw the dog. 小狐狸看见了狗。\n';
const file = (bytes: Uint8Array) => new Blob([Uint8Array.from(bytes)]);

async function unpacked(bytes: Uint8Array, block = 7): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const part of gunzip(readBlocks(blobInBlocks(bytes, block)), 'a.gz')) parts.push(part);
  return joined(...parts);
}

describe('gzip', () => {
  it('of any number of members, however the bytes are cut', async () => {
    const member = fc.tuple(
      fc.uint8Array({ maxLength: 300 }),
      fc.constantFrom<0 | 6>(0, 6),
      fc.constantFrom(undefined, 'a name.txt'),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(member, { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 1, max: 400 }),
        async (members, block) => {
          const packed = members.map(([bytes, level, filename]) =>
            gzipSync(bytes, filename === undefined ? { level } : { level, filename }),
          );
          const bytes = joined(...members.map(([content]) => content));
          expect(await unpacked(joined(...packed), block)).toEqual(bytes);
        },
      ),
    );
  });

  it('that is cut or changed anywhere never gives another text', async () => {
    const whole = joined(gzipSync(utf8(story.repeat(9))), gzipSync(utf8('end')));
    const length = utf8(story.repeat(9)).length + 3;
    for (let at = 0; at < whole.length; at++) {
      for (const bad of [
        whole.slice(0, at),
        whole.map((byte, i) => (i === at ? byte ^ 16 : byte)),
      ]) {
        const result = await unpacked(bad, 64).catch((error: unknown) => error);
        // Some bits of a header mean nothing to the content; a cut between members is whole.
        if (result instanceof Uint8Array) expect([length, length - 3]).toContain(result.length);
        else expect(result).toMatchObject({ code: 'text.gzip', values: { name: 'a.gz' } });
      }
    }
  });

  it('of every kind', async () => {
    const { documents } = await openAll({
      'a.txt.gz': gzipSync(utf8(story)),
      'b.csv.gz': gzipSync(utf8('id,text\n1,one\n2,two\n')),
      'c.HTML.GZ': gzipSync(utf8('<p>three')),
    });
    expect(documents).toEqual([story, 'one', 'two', 'three']);
    await expect(openAll({ 'a.zip.gz': gzipSync(utf8('x')) })).rejects.toMatchObject({
      code: 'text.nested',
    });
  });

  it('that grows beyond the limit', async () => {
    vi.resetModules();
    vi.doMock('./limits', () => ({ ...limits, largestText: 5_000_000 }));
    const { openFiles } = await import('./open-files');
    const member = gzipSync(new Uint8Array(1_000_000), { level: 9 });
    const bomb = endlessFile(member, member);
    await expect(openFiles([{ name: 'a.txt.gz', file: bomb.file }])).rejects.toMatchObject({
      code: 'text.tooLarge',
    });
    expect(bomb.pulled).toBeLessThan(10);
    vi.doUnmock('./limits');
  });
});

describe('zip', () => {
  it('opens what can be read and says what not', async () => {
    const archive = zipSync({
      'stories/b.txt': utf8(story),
      'stories/a.jsonl': [utf8('"one"\n"two"'), { level: 0 }],
      'stories/': new Uint8Array(0),
      'c.html': utf8('<p>three'),
      '.hidden': utf8('no'),
      '__MACOSX/._c.html': utf8('no'),
      'd.png': utf8('no'),
      'e.jsonl': utf8('"fine"\n{'),
      'f.zip': zipSync({ 'a.txt': utf8(story) }),
      'g.txt': utf8(''),
    });
    expect(await openAll({ 'a.zip': archive })).toMatchObject({
      documents: ['three', 'one', 'two', story],
      leftOut: [
        'a.zip/d.png: text.kind',
        'a.zip/e.jsonl: text.jsonl',
        'a.zip/f.zip: text.nested',
        'a.zip/g.txt: text.empty',
      ],
    });
  });

  const small = zipSync({ 'a.txt': utf8(story.repeat(9)), 'b.txt': utf8('other') });
  it('that is cut or changed anywhere never gives another text', async () => {
    for (let at = 0; at < small.length; at++) {
      for (const bad of [
        small.slice(0, at),
        small.map((byte, i) => (i === at ? byte ^ 16 : byte)),
      ]) {
        const result = await openAll({ 'a.zip': bad }).catch((error: unknown) => ({ error }));
        if ('error' in result) {
          expect(reportError(result.error).code).toMatch(/^text\./);
        } else {
          for (const text of result.documents) expect([story.repeat(9), 'other']).toContain(text);
        }
      }
    }
  });

  /** Puts a number into every directory entry of an archive. */
  function withField(archive: Uint8Array, offset: number, value: number): Uint8Array {
    const changed = Uint8Array.from(archive);
    const view = new DataView(changed.buffer);
    for (let at = 0; at + 46 < changed.length; at++) {
      if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + offset, value, true);
    }
    return changed;
  }

  it.each([
    ['text.bomb', withField(small, 24, 0x7fffffff)],
    ['text.bomb', withField(small, 20, small.length)],
    ['text.zip', withField(small, 24, 20)],
    ['text.locked', withField(small, 8, 0x00080001)],
    ['text.codec', withField(small, 8, 0x000e0800)],
    ['text.zip', utf8('not a zip at all')],
    ['text.empty', zipSync({})],
  ])('%s', async (code, archive) => {
    await expect(openAll({ 'a.zip': archive })).rejects.toMatchObject({ code });
  });

  it('with names in GBK, and with a comment', async () => {
    const archive = zipSync({ 'aaaa.pdf': utf8('no') }, {});
    const text = [0xd0, 0xa1, 0xba, 0xfc];
    const renamed = archive.map((byte, at) => {
      const start = [30, archive.length - 22 - 8].find((from) => at >= from && at < from + 4);
      return start === undefined ? byte : text[at - start];
    });
    const commented = joined(renamed, utf8('a comment'));
    commented[renamed.length - 2] = 9;
    await expect(openAll({ 'a.zip': file(commented) })).rejects.toMatchObject({
      code: 'text.kind',
      values: { name: 'a.zip/小狐.pdf' },
    });
  });
});

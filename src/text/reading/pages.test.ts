/** @file Pages: text out of HTML, encodings, archived HTTP answers, WARC records, any split. */
import fc from 'fast-check';
import { gzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { readDocuments, type SourceDocument } from './documents';
import { decodePage } from './html-encoding';
import { loadHtmlReader } from './html-text';
import { parseHttpAnswer } from './http-response';
import { openFiles } from './open-files';
import { blobInBlocks, endlessFile, joined, openAll, readAll, utf8 } from './testing';

describe('text of HTML', () => {
  it.each([
    ['<h1>A</h1><p>One\n  <b>two</b></p><p>three<br>four</p>', 'A\n\nOne two\n\nthree\nfour'],
    ['<ul><li>a<li>b</ul>c &lt;b&gt; &amp;&nbsp;d', 'a\nb\n\nc <b> &\u00a0d'],
    ['<table><tr><td>1<td>2<tr><td>3<td>4</table>', '1 2\n3 4'],
    ['<pre>  x\n    y</pre>', 'x\n    y'],
    ['<title>t</title><script>alert(1)</script><style>p{}</style><p>seen<!-- not -->', 'seen'],
    ['<html><body><div><div>deep</div></div>', 'deep'],
    [
      '<!doctype html><html><head><title>t</title></head><body><p>a</p><p>b</p></body></html>',
      'a\n\nb',
    ],
    ['<!-- c --><!DOCTYPE html>\n<html><body>a</body></html><!-- d -->\n', 'a'],
    ['no tags at all', 'no tags at all'],
    ['<p>中文<span>不</span>加空格', '中文不加空格'],
    ['a<script>x</script> b<img src=x onerror=alert(1)>c', 'a bc'],
    ['', ''],
  ])('%j', async (html, text) => {
    expect((await loadHtmlReader())(html)).toBe(text);
  });

  it('of a page nested deeper than the stack', async () => {
    const textOf = await loadHtmlReader();
    expect(textOf(`${'<div>'.repeat(50_000)}deep`)).toBe('deep');
  });

  it('of any page', async () => {
    const textOf = await loadHtmlReader();
    const part = fc.constantFrom(
      '<p>',
      '</p>',
      '<div',
      '>',
      '<!--',
      '"',
      'a b',
      '</',
      '<pre>',
      '\n',
    );
    fc.assert(fc.property(fc.string({ unit: part }), (html) => typeof textOf(html) === 'string'));
  });
});

it.each([
  ['utf-8', utf8('<p>é'), ''],
  ['windows-1252', [0x3c, 0x70, 0x3e, 0xe9, 0x20], ''],
  ['gbk', [...utf8('<meta charset="gb2312"><p>'), 0xd6, 0xd0], ''],
  ['shift_jis', [0x93, 0xfa], 'text/html; charset=Shift_JIS'],
  ['utf-8', [0xef, 0xbb, 0xbf, 0x41], 'text/html; charset=latin1'],
  ['utf-16le', [0xff, 0xfe, 0x41, 0x00], ''],
  ['utf-8', utf8('<meta http-equiv=c content="text/html; charset=utf-16"><p>a'), ''],
])('a page in %s', (encoding, bytes, contentType) => {
  const found = decodePage(Uint8Array.from(bytes), contentType);
  expect(found.encoding.toLowerCase()).toBe(encoding);
  expect(found.text).not.toMatch(/\uFFFD/);
});

describe('HTML files', () => {
  it('keep their HTML', async () => {
    const file = new Blob(['<title>t</title><p>One <b>two</b>']);
    const source = await openFiles([{ name: 'a.htm', file }]);
    expect(await readAll(source)).toEqual(['One two']);
    const documents: SourceDocument[] = [];
    for await (const document of readDocuments(source)) documents.push(document);
    expect(documents).toEqual([
      { text: '<title>t</title><p>One <b>two</b>', isHtml: true, url: '' },
    ]);
    expect((await source.detect()).encoding).toBe('UTF-8');
  });

  it.each([
    ['text.empty', '<title>only</title>'],
    ['text.binary', 'a\0b'],
    ['text.tooLarge', '<p>'.repeat(2_000_000)],
  ])('%s', async (code, html) => {
    await expect(openAll({ 'a.html': html })).rejects.toMatchObject({ code });
  });
});

const answer = (body: string | Uint8Array, ...head: string[]) =>
  joined(utf8(`${['HTTP/1.1 200 OK', ...head].join('\r\n')}\r\n\r\n`), [
    ...(typeof body === 'string' ? utf8(body) : body),
  ]);

describe('HTTP answers', () => {
  const chunked = 'Transfer-Encoding: chunked';
  const packed = gzipSync(utf8('whole'));
  it.each([
    ['plain', answer('whole'), 'whole'],
    ['in chunks', answer('3\r\nwho\r\n2;x=y\r\nle\r\n0\r\n\r\n', chunked), 'whole'],
    ['in chunks, cut', answer('3\r\nwho\r\nff\r\nle', chunked), 'whole'],
    ['said to be in chunks', answer('whole', chunked), 'whole'],
    ['in gzip', answer(packed, 'Content-Encoding: gzip'), 'whole'],
    ['said to be in gzip', answer('whole', 'Content-Encoding: gzip'), 'whole'],
    ['in damaged gzip', answer(packed.slice(0, 15)), null],
    ['in Brotli', answer('whole', 'content-encoding: br'), null],
    ['no HTTP', utf8('whole\r\n\r\n'), null],
    ['without an end', utf8('HTTP/1.1 200 OK\r\n'), null],
  ])('%s', async (_, block, body) => {
    const found = await parseHttpAnswer(block);
    expect(found === null ? null : new TextDecoder().decode(found.body)).toBe(body);
  });
});

function record(type: string, block: string | Uint8Array, contentType = '', url = ''): Uint8Array {
  const bytes = typeof block === 'string' ? utf8(block) : block;
  const head = [
    'WARC/1.0',
    `WARC-Type: ${type}`,
    `WARC-Target-URI: ${url}`,
    `Content-Type: ${contentType}`,
    `Content-Length: ${bytes.length}`,
  ];
  return joined(utf8(`${head.join('\r\n')}\r\n\r\n`), bytes, utf8('\r\n\r\n'));
}

describe('WARC', () => {
  const html = 'Content-Type: text/html; charset=gbk';
  const http = 'application/http; msgtype=response';
  const gbk = joined(utf8('<p>'), [0xd6, 0xd0, 0xb9, 0xfa]);
  const records = [
    record('warcinfo', 'software: none', 'application/warc-fields'),
    record('request', 'GET / HTTP/1.1\r\n\r\n', 'application/http; msgtype=request'),
    record('response', answer(gbk, html), http, '<http://a.example/>'),
    record('response', answer('GIF89a', 'Content-Type: image/gif'), http),
    record('response', utf8(`HTTP/1.1 404 Not Found\r\n${html}\r\n\r\n<p>none`), http),
    record('resource', '<p>saved', 'text/html', 'file://b'),
    record('conversion', 'a plain text\r\nof two lines', 'text/plain', 'http://c.example/'),
  ];
  const documents = [
    { text: '<p>中国', isHtml: true, url: 'http://a.example/' },
    { text: '<p>saved', isHtml: true, url: 'file://b' },
    { text: 'a plain text\nof two lines', isHtml: false, url: 'http://c.example/' },
  ];
  const whole = joined(...records);

  async function open(name: string, bytes: Uint8Array, block = 1000): Promise<SourceDocument[]> {
    const source = await openFiles([{ name, file: blobInBlocks(bytes, block) }]);
    const found: SourceDocument[] = [];
    for await (const document of readDocuments(source)) found.push(document);
    return found;
  }

  it('gives the pages and texts, however the bytes are cut and packed', async () => {
    const packed = joined(...records.map((bytes) => gzipSync(bytes)));
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 1500 }), async (block) => {
        expect(await open('a.warc', whole, block)).toEqual(documents);
        expect(await open('a.warc.gz', packed, block)).toEqual(documents);
      }),
      { numRuns: 40 },
    );
    expect(await open('CC.warc.wet.gz', gzipSync(whole))).toEqual(documents);
  });

  it('cut anywhere gives no other documents', async () => {
    for (let at = 0; at < whole.length; at += 3) {
      const result = await open('a.warc', whole.slice(0, at)).catch((error: unknown) => error);
      if (Array.isArray(result)) expect(documents).toEqual(expect.arrayContaining(result));
      else {
        expect(['text.warc', 'text.empty']).toContain(
          result instanceof Error && 'code' in result ? result.code : result,
        );
      }
    }
  });

  it.each([
    ['no record', joined(whole, utf8('<html>')), whole.length + 6],
    ['no length', utf8('WARC/1.0\r\nWARC-Type: x\r\n\r\n'), 26],
    ['a bad length', utf8('WARC/1.1\nContent-Length: -5\n\n'), 29],
  ])('%s', async (_, bytes, offset) => {
    await expect(open('a.warc', bytes)).rejects.toMatchObject({
      code: 'text.warc',
      values: { offset },
    });
  });

  it('with a line that never ends', async () => {
    const endless = endlessFile(utf8('WARC/1.0\r\nx: '), utf8('x'.repeat(65_536)));
    await expect(openAll({ 'a.warc': endless.file })).rejects.toMatchObject({ code: 'text.warc' });
    expect(endless.pulled).toBeLessThan(5);
  });
});

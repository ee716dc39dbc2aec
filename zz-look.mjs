import { withPage } from './scripts/headless.mjs';
import { readFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { zipSync, gzipSync, strToU8 } from 'fflate';
const pq = JSON.parse(readFileSync('src/text/reading/fixtures/parquet.json','utf8'));
const f = (name, buffer) => ({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(buffer) });
const rec = (b) => `WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/\r\nContent-Length: ${Buffer.byteLength(b)}\r\n\r\n${b}\r\n\r\n`;
const page1 = 'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<h1>Archived</h1><p>A page from a web archive with some words.</p>';
const files = [
  f('stories.zip', zipSync({ 'one.txt': strToU8('A story from the zip. '.repeat(40)), 'two.html': strToU8('<h1>Page</h1><p>Text of the page in the zip.'), 'pic.png': strToU8('x') })),
  f('table.csv', 'id,title,text,source\n1,One,The first row has a text,x\n2,Two,"The second, with comma",y\n'),
  f('crawl.warc.gz', Buffer.concat([gzipSync(strToU8(rec(page1))), gzipSync(strToU8(rec(page1)))])),
  f('good.parquet', Buffer.from(pq.files.zstd, 'base64')),
  f('snappy.parquet', Buffer.from(pq.files.snappy, 'base64')),
  f('broken.parquet', 'PAR1 this is not parquet at all PAR1'),
];
await withPage('#/text', async (page) => {
  const logs = [];
  page.on('console', (m) => logs.push(m.text()));
  page.on('pageerror', (e) => logs.push(String(e)));
  await page.setViewportSize({ width: 1280, height: 1000 });
  await page.waitForTimeout(2500);
  await page.locator('input[type=file]').setInputFiles(files);
  await page.waitForTimeout(3000);
  await page.screenshot({ path: '/tmp/look-1.png', fullPage: true });
  for (const [lang, i] of [['zh-CN', 2]]) {
    await page.evaluate((l) => { for (const k of Object.keys(localStorage)) console.log(k, localStorage[k]); }, lang);
  }
  await page.setViewportSize({ width: 390, height: 900 });
  await page.waitForTimeout(500);
  console.log('overflow', await page.evaluate(() => document.documentElement.scrollWidth - innerWidth));
  await page.screenshot({ path: '/tmp/look-2.png', fullPage: true });
  await page.getByLabel('Column with the text').selectOption('title');
  await page.waitForTimeout(1500);
  console.log(await page.getByRole('region', { name: 'Beginning of the text' }).textContent());
  // speed: 100 MB csv, 60 MB warc of html
  const row = (i) => `${i},"Row ${i} with some text, and ""quotes"" and 中文 words ${'lorem ipsum dolor '.repeat(20)}"\n`;
  mkdirSync('/tmp/big', { recursive: true });
  let csv = 'id,text\n'; for (let i = 0; i < 200_000; i++) csv += row(i);
  writeFileSync('/tmp/big/big.csv', csv);
  const html = `HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<html><head><title>x</title></head><body><div class="nav"><ul>${'<li><a href="/x">link</a></li>'.repeat(100)}</ul></div>${'<p>Some <b>bold</b> words of a paragraph that goes on for a while and then ends.</p>'.repeat(150)}</body></html>`;
  const r = Buffer.from(rec(html)); const g = gzipSync(r);
  writeFileSync('/tmp/big/big.warc.gz', Buffer.concat(Array.from({ length: 3000 }, () => Buffer.from(g))));
  console.log('csv MB', csv.length / 1e6, 'warc MB unpacked', r.length * 3000 / 1e6);
  for (const name of ['big.csv', 'big.warc.gz']) {
    const t = Date.now();
    await page.locator('input[type=file]').setInputFiles('/tmp/big/' + name);
    await page.getByRole('definition').filter({ hasText: name }).waitFor({ timeout: 240000 });
    console.log(name, (Date.now() - t) / 1000, 's');
  }
  console.log(await page.getByRole('definition').allTextContents());
  await page.reload(); await page.waitForTimeout(6000);
  console.log('after reload', await page.getByRole('definition').allTextContents());
  console.log(logs.slice(0, 20));
});

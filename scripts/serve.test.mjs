/**
 * @file The server: headers, types, compression, and that nothing outside of its folder is given.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chooseEncoding, chosenPort, fileFor, serve } from './serve.mjs';

const script = `export const words = ${JSON.stringify('word '.repeat(500))};`;
let place;
let server;

beforeAll(async () => {
  place = mkdtempSync(path.join(tmpdir(), 'llm-lab-serve-'));
  mkdirSync(path.join(place, 'dist/assets'), { recursive: true });
  mkdirSync(path.join(place, 'dist-secret'));
  writeFileSync(path.join(place, 'secret.txt'), 'secret');
  writeFileSync(path.join(place, 'dist-secret/secret.txt'), 'secret');
  writeFileSync(path.join(place, 'dist/index.html'), '<!doctype html>page');
  writeFileSync(path.join(place, 'dist/assets/main-Ab3_x-9z.js'), script);
  writeFileSync(path.join(place, 'dist/model.safetensors'), Buffer.alloc(64, 7));
  server = await serve(0, [path.join(place, 'dist')]);
});

afterAll(async () => {
  await server.close();
  rmSync(place, { recursive: true });
});

/** Without the path normalisation that fetch does. */
function get(requestPath, headers = {}, method = 'GET') {
  return new Promise((resolve, reject) => {
    const options = { port: server.port, host: '127.0.0.1', path: requestPath, headers, method };
    request(options, (response) => {
      const parts = [];
      response.on('data', (part) => parts.push(part));
      response.on('end', () => {
        const { statusCode: status, headers: answered } = response;
        resolve({ status, headers: answered, body: Buffer.concat(parts) });
      });
    })
      .on('error', reject)
      .end();
  });
}

describe('the server', () => {
  it('sends the page with isolation, policy and no sniffing', async () => {
    const { status, headers, body } = await get('/?s=1.e30');
    expect(status).toBe(200);
    expect(body.toString()).toBe('<!doctype html>page');
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-cache',
    });
    expect(headers['content-security-policy']).toContain("default-src 'none'");
  });

  it('compresses as the browser accepts', async () => {
    const file = '/assets/main-Ab3_x-9z.js';
    const brotli = await get(file, { 'Accept-Encoding': 'gzip, deflate, br' });
    expect(brotli.headers['content-encoding']).toBe('br');
    expect(brotliDecompressSync(brotli.body).toString()).toBe(script);
    const zipped = await get(file, { 'Accept-Encoding': 'gzip' });
    expect(zipped.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(zipped.body).toString()).toBe(script);
    const plain = await get(file);
    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(plain.body.toString()).toBe(script);
    expect(plain.headers['cache-control']).toContain('immutable');
    expect(plain.headers['content-type']).toBe('text/javascript; charset=utf-8');
  });

  it('answers 304 while nothing has changed, and HEAD without a body', async () => {
    const { headers } = await get('/model.safetensors');
    expect(headers['content-type']).toBe('application/octet-stream');
    const again = await get('/model.safetensors', { 'If-None-Match': headers.etag });
    expect(again.status).toBe(304);
    const head = await get('/model.safetensors', {}, 'HEAD');
    expect([head.status, head.headers['content-length'], head.body.length]).toEqual([200, '64', 0]);
  });

  it.each([
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/assets/../../secret.txt',
    '/..%5csecret.txt',
    '/../dist-secret/secret.txt',
    '//etc/passwd',
    '/%00',
    '/%ff',
    '/assets',
    '/assets/',
    '/nothing.js',
  ])('gives nothing for %s', async (requestPath) => {
    const { status, body } = await get(requestPath);
    expect(status).toBe(404);
    expect(body.toString()).not.toContain('secret');
  });

  it('refuses to be written to', async () => {
    expect((await get('/', {}, 'PUT')).status).toBe(405);
  });

  it('names a busy port', async () => {
    await expect(serve(server.port)).rejects.toThrow(
      new RegExp(`Port ${server.port} is in use.*PORT=`),
    );
  });
});

describe('the parts of the server', () => {
  it('finds files below its folder only', () => {
    expect(fileFor('/a.js', '/dist')).toBe(path.resolve('/dist/a.js'));
    expect(fileFor('/..', '/dist')).toBeNull();
  });

  it('reads Accept-Encoding', () => {
    expect(chooseEncoding('br;q=0, gzip;q=0.5')).toBe('gzip');
    expect(chooseEncoding('identity')).toBe('');
    expect(chooseEncoding('brx')).toBe('');
  });

  it('reads PORT', () => {
    expect([chosenPort(''), chosenPort('8080')]).toEqual([4173, 8080]);
    expect(() => chosenPort('80a')).toThrow(/PORT is "80a"/);
  });
});

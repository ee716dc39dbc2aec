/**
 * @file Serves the built page on this machine only, with the headers that it needs: cross-origin
 * isolation for threads, a strict policy, right types, compression. `node scripts/serve.mjs` serves
 * `dist/` on port 4173, or on PORT. Uses only Node's own modules.
 */
import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { contentSecurityPolicy, isolationHeaders } from './headers.mjs';
import { command, distFolder, isMain, say, UsageError } from './project.mjs';

const defaultPort = 4173;

const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.safetensors': 'application/octet-stream',
};

const compressible = new Set(['.html', '.js', '.mjs', '.css', '.json', '.svg', '.txt', '.wasm']);

const compressors = {
  br: (body) =>
    promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } }),
  gzip: promisify(gzip),
};

/** Vite puts a hash of the content into these names, so they never change. */
const hashedName = /^\/assets\/.*-[\w-]{8}\.\w+$/;

/**
 * The file that a request path means, below one of the folders.
 * @param {string} urlPath path of the request, still percent-encoded
 * @param {string} folder
 * @returns {string | null} null for what cannot name a file in there
 */
export function fileFor(urlPath, folder) {
  let decoded;
  try {
    decoded = decodeURIComponent(urlPath);
  } catch {
    return null;
  }
  if (decoded.includes('\0') || decoded.includes('\\')) return null;
  const file = path.resolve(folder, `.${decoded === '/' ? '/index.html' : decoded}`);
  return file.startsWith(folder + path.sep) ? file : null;
}

/** The encoding to use among those that the browser accepts; '' for none. */
export function chooseEncoding(accepted = '') {
  const offers = accepted.split(',').map((offer) => offer.trim().split(/\s*;\s*q=/));
  const takes = (name) => offers.some(([offer, q]) => offer === name && Number(q ?? 1) > 0);
  return takes('br') ? 'br' : takes('gzip') ? 'gzip' : '';
}

async function findFile(urlPath, folders) {
  for (const folder of folders) {
    const file = fileFor(urlPath, folder);
    const status = file && (await stat(file).catch(() => null));
    if (status?.isFile()) return { file, status };
  }
  return null;
}

/** Bodies are compressed once and kept, as long as the file does not change. */
function bodyStore() {
  const kept = new Map();
  return async ({ file, status }, encoding) => {
    const key = `${encoding} ${file}`;
    const version = `${status.mtimeMs} ${status.size}`;
    if (kept.get(key)?.version !== version) {
      const plain = await readFile(file);
      const body = encoding ? await compressors[encoding](plain) : plain;
      const tag = `"${createHash('sha256').update(plain).digest('base64url')}${encoding}"`;
      kept.set(key, { version, body, tag });
    }
    return kept.get(key);
  };
}

function handler(folders) {
  const bodyOf = bodyStore();
  return async (request, response) => {
    const headers = {
      ...isolationHeaders,
      'Content-Security-Policy': contentSecurityPolicy,
      'Cross-Origin-Resource-Policy': 'same-origin',
      'Referrer-Policy': 'no-referrer',
      'X-Content-Type-Options': 'nosniff',
    };
    const finish = (status, more, body = '') => {
      response.writeHead(status, {
        ...headers,
        ...more,
        'Content-Length': Buffer.byteLength(body),
      });
      response.end(request.method === 'HEAD' ? undefined : body);
    };
    const plain = { 'Content-Type': types['.txt'] };
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return finish(405, { ...plain, Allow: 'GET, HEAD' }, 'Only GET and HEAD.\n');
    }
    const urlPath = (request.url ?? '/').split(/[?#]/)[0];
    const found = await findFile(urlPath, folders);
    if (!found) return finish(404, plain, 'Not found.\n');
    const extension = path.extname(found.file);
    const encoding = compressible.has(extension)
      ? chooseEncoding(String(request.headers['accept-encoding'] ?? ''))
      : '';
    const { body, tag } = await bodyOf(found, encoding);
    const about = {
      'Content-Type': types[extension] ?? 'application/octet-stream',
      'Cache-Control': hashedName.test(urlPath)
        ? 'public, max-age=31536000, immutable'
        : 'no-cache',
      ETag: tag,
      Vary: 'Accept-Encoding',
      ...(encoding && { 'Content-Encoding': encoding }),
    };
    if (request.headers['if-none-match'] === tag) {
      response.writeHead(304, { ...headers, ...about }).end();
    } else finish(200, about, body);
  };
}

/**
 * Serves until `close` is called.
 * @param {number} port 0 for any free one
 * @param {string[]} [folders] looked through in this order
 * @returns {Promise<{url: string, port: number, close: () => Promise<void>}>}
 * @throws Error that names the port if it is in use
 */
export async function serve(port, folders = [distFolder]) {
  const handle = handler(folders.map((folder) => path.resolve(folder)));
  const server = createServer((request, response) => {
    handle(request, response).catch((error) => {
      if (!response.headersSent) response.writeHead(500, { 'Content-Type': types['.txt'] });
      response.end(`${error.message}\n`);
    });
  });
  await new Promise((resolve, reject) => {
    server.once('error', (error) => {
      const busy = error.code === 'EADDRINUSE';
      reject(
        busy
          ? new Error(
              `Port ${port} is in use by another program. Set another one: PORT=${port + 1}`,
            )
          : error,
      );
    });
    server.listen(port, '127.0.0.1', resolve);
  });
  const { port: own } = server.address();
  const close = () =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${own}/`, port: own, close };
}

/** PORT, or the fixed default. @throws UsageError */
export function chosenPort(value = process.env.PORT) {
  if (value === undefined || value === '') return defaultPort;
  const port = Number(value);
  if (Number.isInteger(port) && port >= 0 && port < 65536) return port;
  throw new UsageError(`PORT is "${value}", which is not a port number.`);
}

if (isMain(import.meta.url)) {
  await command(async () => {
    const { url } = await serve(chosenPort());
    say(`Serving ${distFolder} at ${url}`);
  });
}

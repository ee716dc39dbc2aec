/**
 * @file An HTTP answer as it is archived: head and body in one block of bytes (RFC 9112). Understands
 * bodies in chunks and gzip; others (Brotli) are not opened.
 */
import { joinBytes } from './byte-stream';
import { gunzip } from './gunzip';
import { largestPage } from './limits';

export interface HttpAnswer {
  status: number;
  contentType: string;
  body: Uint8Array;
}

const latin1 = new TextDecoder('windows-1252');

/** After the blank line that ends the head, or −1. */
function endOfHead(bytes: Uint8Array): number {
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) {
    if (bytes[at + 1] === 10) return at + 2;
    if (bytes[at + 1] === 13 && bytes[at + 2] === 10) return at + 3;
  }
  return -1;
}

/**
 * Joins the chunks. Many archives keep a body joined beneath a head that says it is in chunks: one
 * that does not begin like a chunk is taken as it is. A chunk that is cut off is taken as far as it goes.
 */
function joinChunks(body: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [];
  for (let at = 0; at < body.length;) {
    const end = body.indexOf(10, at);
    const line = end < 0 || end - at > 100 ? '' : latin1.decode(body.subarray(at, end));
    const size = /^\s*([0-9a-f]{1,8})\s*(;[^]*)?$/i.exec(line)?.[1];
    if (size === undefined) return parts.length === 0 ? body : joinBytes(parts);
    const length = parseInt(size, 16);
    if (length === 0) break;
    parts.push(body.subarray(end + 1, end + 1 + length));
    at = end + 1 + length;
    if (body[at] === 13) at++;
    if (body[at] === 10) at++;
  }
  return joinBytes(parts);
}

async function inflate(body: Uint8Array): Promise<Uint8Array | null> {
  const parts: Uint8Array[] = [];
  let size = 0;
  const whole = (async function* () {
    yield body;
  })();
  try {
    for await (const part of gunzip(whole, '')) {
      size += part.length;
      if (size > largestPage) return null;
      parts.push(part);
    }
  } catch {
    return null;
  }
  return joinBytes(parts);
}

/** Null for what is no HTTP answer, or has a body that cannot be opened. */
export async function parseHttpAnswer(block: Uint8Array): Promise<HttpAnswer | null> {
  const end = endOfHead(block);
  if (end < 0) return null;
  const [first, ...lines] = latin1.decode(block.subarray(0, end)).split(/\r?\n/);
  const status = /^HTTP\/\S+ +(\d{3})/.exec(first)?.[1];
  if (status === undefined) return null;
  const headers = new Map(
    lines.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, Math.max(0, colon)).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
  let body = block.subarray(end);
  if (headers.get('transfer-encoding')?.toLowerCase().includes('chunked')) body = joinChunks(body);
  // As with chunks, what is said to be packed often is unpacked already.
  const isPacked = body[0] === 0x1f && body[1] === 0x8b;
  const opened = isPacked ? await inflate(body) : body;
  const isOther = /\b(br|zstd|deflate|compress)\b/i.test(headers.get('content-encoding') ?? '');
  if (opened === null || isOther) return null;
  return { status: Number(status), contentType: headers.get('content-type') ?? '', body: opened };
}

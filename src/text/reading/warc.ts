/**
 * @file Web archives (WARC 1.0 and 1.1, ISO 28500), streamed record by record: pages that were
 * fetched (`response` and `resource` records with HTML or plain text) and texts that were extracted
 * before (`conversion` records, Common Crawl's WET files). Other records, failed fetches and pages
 * above 5 MB are passed over.
 */
import { LabError } from '../../base/errors';
import { ByteReader, type ByteStream } from './byte-stream';
import type { DocumentPiece } from './documents';
import { decodePage } from './html-encoding';
import { loadHtmlReader } from './html-text';
import { parseHttpAnswer } from './http-response';
import { wellFormed } from './jsonl';
import { largestPage } from './limits';

const longestLine = 64 * 1024;
const mostFields = 1000;

interface RecordHead {
  type: string;
  url: string;
  contentType: string;
  length: number;
}

/** The head of the next record; null at the end. */
async function readHead(reader: ByteReader, broken: () => LabError): Promise<RecordHead | null> {
  // Records end with two line ends; some writers put more.
  for (let next = await reader.peek(); next === 10 || next === 13; next = await reader.peek()) {
    await reader.skip(1);
  }
  if ((await reader.peek()) < 0) return null;
  const version = await reader.line(longestLine);
  if (version === null || !version.startsWith('WARC/')) throw broken();
  const fields = new Map<string, string>();
  for (;;) {
    const line = await reader.line(longestLine);
    if (line === null || fields.size > mostFields) throw broken();
    if (line === '') break;
    const colon = line.indexOf(':');
    fields.set(line.slice(0, Math.max(0, colon)).toLowerCase(), line.slice(colon + 1).trim());
  }
  const length = Number(fields.get('content-length') ?? NaN);
  if (!Number.isSafeInteger(length) || length < 0) throw broken();
  return {
    type: fields.get('warc-type')?.toLowerCase() ?? '',
    // WARC 1.0 was unclear on whether the address stands in angle brackets.
    url: (fields.get('warc-target-uri') ?? '').replace(/^<|>$/g, ''),
    contentType: fields.get('content-type') ?? '',
    length,
  };
}

/** The page in a record: its bytes and what kind the server said they are. */
async function pageIn({ type, contentType }: RecordHead, block: Uint8Array) {
  if (type !== 'response') return { body: block, contentType };
  const answer = await parseHttpAnswer(block);
  return answer !== null && answer.status >= 200 && answer.status < 300 ? answer : null;
}

/**
 * @param stream unpacked
 * @throws LabError `text.warc` with the byte where a record should begin, or is cut short
 */
export async function* readWarc(stream: ByteStream, name: string): AsyncGenerator<DocumentPiece> {
  const textOf = await loadHtmlReader();
  const reader = new ByteReader(stream);
  try {
    for (;;) {
      const broken = () => new LabError('text.warc', { name, offset: reader.offset });
      const head = await readHead(reader, broken);
      if (head === null) return;
      const isWanted = ['response', 'resource', 'conversion'].includes(head.type);
      if (!isWanted || head.length > largestPage) {
        if (!(await reader.skip(head.length))) throw broken();
        continue;
      }
      const block = await reader.take(head.length);
      if (block === null) throw broken();
      const found = await pageIn(head, block);
      if (found === null) continue;
      const { url } = head;
      if (/\bx?html\b/i.test(found.contentType)) {
        const html = wellFormed(decodePage(found.body, found.contentType).text);
        yield { text: textOf(html), continues: false, page: { url, html } };
      } else if (/^text\/plain\b/i.test(found.contentType)) {
        const { text } = decodePage(found.body, found.contentType);
        yield { text: wellFormed(text), continues: false, page: { url, html: null } };
      }
    }
  } finally {
    await reader.close();
  }
}

/**
 * @file The bytes of an HTML page as text. As browsers do (WHATWG HTML, "determining the character
 * encoding"): a byte order mark, then what the server said, then a `<meta>` in the beginning; after
 * these, what the bytes look like, and Windows-1252 for what looks like nothing else. Bad bytes
 * become U+FFFD: the web is full of them.
 */
import { detectEncoding } from './encoding';

const metaWithin = 4096;

/** A label that browsers know, or null. */
function knownLabel(label: string | undefined): string | null {
  if (label === undefined) return null;
  try {
    return new TextDecoder(label).encoding;
  } catch {
    return null;
  }
}

function labelInPage(bytes: Uint8Array): string | null {
  const start = new TextDecoder('windows-1252').decode(bytes.subarray(0, metaWithin));
  const label = /<meta[^>]{1,300}charset\s*=\s*["']?\s*([\w:-]{1,40})/i.exec(start)?.[1];
  const known = knownLabel(label);
  // A page that says so in ASCII is not UTF-16.
  return known?.startsWith('utf-16') ? 'utf-8' : known;
}

function labelOfMark(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null;
}

function labelByLook(bytes: Uint8Array): string {
  try {
    return detectEncoding(bytes, '');
  } catch {
    return 'windows-1252';
  }
}

/** @param contentType of the server's answer, if there was one */
export function decodePage(
  bytes: Uint8Array,
  contentType = '',
): { text: string; encoding: string } {
  const said = knownLabel(/charset\s*=\s*["']?([\w:-]{1,40})/i.exec(contentType)?.[1]);
  const label = labelOfMark(bytes) ?? said ?? labelInPage(bytes) ?? labelByLook(bytes);
  const text = new TextDecoder(label).decode(bytes);
  return { text: text.replaceAll('\r\n', '\n').replaceAll('\0', ''), encoding: label };
}

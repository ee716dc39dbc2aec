/**
 * @file Which encoding a file is in, judged from its first bytes: UTF-8 and UTF-16 by their byte
 * order mark; then whatever is valid UTF-8; then UTF-16 and GB18030 where the characters that come
 * out are what people write. Anything else is not guessed at. Binary files are told apart by their
 * first bytes, by NUL bytes, and by many control characters.
 * Source: the WHATWG Encoding Standard for the validity of each; the plausibility rules are ours.
 */
import { LabError } from '../../base/errors';

export type TextEncodingName = 'UTF-8' | 'UTF-16LE' | 'UTF-16BE' | 'GB18030';

/** First bytes of files that people drop by mistake: PNG, JPEG, GIF, ZIP (docx, epub), gzip, PDF. */
const magics = ['\x89PNG', '\xff\xd8\xff', 'GIF8', 'PK\x03\x04', '\x1f\x8b', '%PDF-'];

/** Share of control characters above which a file is binary. */
const controlLimit = 0.02;
/** Share of the characters that must be plausible for an encoding without a mark. */
const plausibleShare = 0.9;

function startsWith(bytes: Uint8Array, text: string): boolean {
  return [...text].every((character, at) => bytes[at] === character.charCodeAt(0));
}

/** Decodes a beginning, so its last character may be incomplete; null if the bytes are malformed. */
function decodeStart(bytes: Uint8Array, encoding: TextEncodingName): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: true });
  } catch {
    return null;
  }
}

/** Tab, line feed, form feed, carriage return, escape. */
const allowedControls = new Set([0x09, 0x0a, 0x0c, 0x0d, 0x1b]);

/** Whether it is a control character that no text has. */
function isControl(byte: number): boolean {
  return byte === 0x7f || (byte < 0x20 && !allowedControls.has(byte));
}

/** Letters of living European scripts, Chinese, Japanese, their punctuation, and emoji. */
const plausible =
  /[\t\n\r\x20-\x7E\u00A0-\u052F\u2010-\u203B\u3000-\u30FF\u4E00-\u9FFF\uFF01-\uFFE5\p{Emoji}]/gu;

function share(text: string, pattern: RegExp): number {
  return text.length === 0 ? 0 : (text.match(pattern) ?? []).length / [...text].length;
}

/**
 * How likely the bytes are UTF-16 without a mark; 0 means no. Of Latin text every second byte is
 * NUL, of Chinese text about every second is not ASCII; ASCII with a stray NUL is neither. Latin
 * letters read the wrong way round come out as Chinese, so the reading with more ASCII wins.
 */
function utf16Score(bytes: Uint8Array, encoding: 'UTF-16LE' | 'UTF-16BE'): number {
  const text = decodeStart(bytes.subarray(0, bytes.length & ~1), encoding);
  if (text === null || text.length < 2) return 0;
  const unlikeAscii = bytes.reduce((count, byte) => count + (byte === 0 || byte > 0x7f ? 1 : 0), 0);
  if (unlikeAscii / bytes.length < 0.25) return 0;
  const score = share(text, plausible);
  return score < plausibleShare ? 0 : score + share(text, /[\n -~]/g);
}

/**
 * Valid GB18030 in which the two-byte characters are mostly of the GB 2312 area, where everyday
 * Chinese is: Western single-byte text ("naïve") rarely gets that far.
 */
function isLikelyGb18030(bytes: Uint8Array): boolean {
  if (decodeStart(bytes, 'GB18030') === null) return false;
  let pairs = 0;
  let everyday = 0;
  for (let at = 0; at + 1 < bytes.length;) {
    if (bytes[at] < 0x80) at++;
    else if (bytes[at + 1] < 0x40)
      at += 4; // a four-byte character
    else {
      pairs++;
      if (bytes[at] >= 0xa1 && bytes[at] <= 0xf7 && bytes[at + 1] >= 0xa1) everyday++;
      at += 2;
    }
  }
  return pairs > 0 && everyday / pairs >= plausibleShare;
}

/** Offset of the first byte that makes the bytes malformed. */
function firstBadByte(bytes: Uint8Array, encoding: TextEncodingName): number {
  const decoder = new TextDecoder(encoding, { fatal: true });
  for (let at = 0; at < bytes.length; at++) {
    try {
      decoder.decode(bytes.subarray(at, at + 1), { stream: true });
    } catch {
      return at;
    }
  }
  return bytes.length;
}

/**
 * @param bytes the first bytes of the file, the more the better (64 KB and above)
 * @param name for messages
 * @throws LabError `text.binary` with the offset of the first byte that no text has;
 *   `text.encoding` if no encoding fits, with the first byte that is not UTF-8
 */
export function detectEncoding(bytes: Uint8Array, name: string): TextEncodingName {
  const binary = (offset: number) => new LabError('text.binary', { name, offset });
  if (magics.some((magic) => startsWith(bytes, magic))) throw binary(0);
  if (startsWith(bytes, '\xef\xbb\xbf')) return 'UTF-8';
  if (startsWith(bytes, '\xff\xfe')) return 'UTF-16LE';
  if (startsWith(bytes, '\xfe\xff')) return 'UTF-16BE';

  const controls = bytes.reduce((count, byte) => count + (isControl(byte) ? 1 : 0), 0);
  const nul = bytes.indexOf(0);
  const utf8 = nul < 0 ? decodeStart(bytes, 'UTF-8') : null;
  if (utf8 !== null) {
    if (controls / bytes.length > controlLimit) throw binary(bytes.findIndex(isControl));
    return 'UTF-8';
  }
  // Nearly any UTF-16 text has some ASCII in it, if only line ends, and with it NUL bytes.
  if (nul >= 0) {
    const littleEndian = utf16Score(bytes, 'UTF-16LE');
    const bigEndian = utf16Score(bytes, 'UTF-16BE');
    if (littleEndian === 0 && bigEndian === 0) throw binary(nul);
    return littleEndian >= bigEndian ? 'UTF-16LE' : 'UTF-16BE';
  }
  if (isLikelyGb18030(bytes)) return 'GB18030';
  if (controls / bytes.length > controlLimit) throw binary(bytes.findIndex(isControl));
  throw new LabError('text.encoding', {
    name,
    encoding: 'UTF-8',
    offset: firstBadByte(bytes, 'UTF-8'),
  });
}

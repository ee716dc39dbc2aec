/**
 * @file Labels of tokens: the text with whitespace made visible, and bytes that are no character on
 * their own as `⟨E4⟩`.
 */
const visible = new Map([
  ['\n', '⏎'],
  ['\t', '⇥'],
  ['\r', '␍'],
]);

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Bytes of the UTF-8 sequence that starts with this byte; 1 for bytes that start none. */
function sequenceLength(lead: number): number {
  if (lead >= 0xf0) return 4;
  if (lead >= 0xe0) return 3;
  return lead >= 0xc0 ? 2 : 1;
}

function characterAt(bytes: Uint8Array, at: number): string | null {
  try {
    return decoder.decode(bytes.subarray(at, at + sequenceLength(bytes[at])));
  } catch {
    return null;
  }
}

const hexadecimal = (byte: number) => `⟨${byte.toString(16).toUpperCase().padStart(2, '0')}⟩`;

export function labelBytes(bytes: Uint8Array): string {
  let label = '';
  for (let at = 0; at < bytes.length;) {
    const character = characterAt(bytes, at);
    const length = character === null ? 1 : sequenceLength(bytes[at]);
    if (character !== null && visible.has(character)) label += visible.get(character) ?? '';
    else if (character !== null && /\p{Zs}/u.test(character)) label += '·';
    else if (character === null || /\p{C}|\p{Zl}|\p{Zp}/u.test(character)) {
      for (const byte of bytes.subarray(at, at + length)) label += hexadecimal(byte);
    } else label += character;
    at += length;
  }
  return label;
}

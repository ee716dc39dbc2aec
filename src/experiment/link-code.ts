/**
 * @file A value as text that can stand in an address: JSON in base64url (RFC 4648 §5) after the version of
 * its meaning, `1.eyJzZWVkIjo3fQ`. What comes back is untrusted: it is bounded here, and is for a schema to
 * check.
 */

/** Characters. */
const longestCode = 20_000;

export function toCode(version: number, value: unknown): string {
  const bytes = new TextEncoder().encode(JSON.stringify(value));
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  const base64 = btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
  return `${version}.${base64}`;
}

export type ReadCode =
  { kind: 'value'; value: unknown } | { kind: 'unreadable' } | { kind: 'newer'; version: number };

/** @param known the newest version that the reader understands */
export function readCode(code: string, known: number): ReadCode {
  const match = /^(\d{1,6})\.([\w-]*)$/.exec(code);
  if (!match || code.length > longestCode) return { kind: 'unreadable' };
  const version = Number(match[1]);
  if (version > known) return { kind: 'newer', version };
  try {
    return { kind: 'value', value: JSON.parse(fromBase64Url(match[2])) };
  } catch {
    return { kind: 'unreadable' };
  }
}

function fromBase64Url(text: string): string {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
  return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
}

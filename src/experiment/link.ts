/**
 * @file A spec as a link: its non-default part as JSON in base64url, after the version:
 * `1.eyJzZWVkIjo3fQ`. What comes from a link is untrusted: it is bounded, validated by the schema,
 * and a bad one gives the default spec and a message, never a blank page.
 */
import { LabError } from '../base/errors';
import { isTree, nonDefaultPart } from './differences';
import { defaultSpec, parseSpec, specVersion, type Spec } from './spec';

const longestLink = 20_000;

function toBase64Url(text: string): string {
  const bytes = new TextEncoder().encode(text);
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function fromBase64Url(text: string): string {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
  return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
}

/** `''` for the default spec. */
export function specToLink(spec: Spec): string {
  const part = nonDefaultPart({ ...defaultSpec }, { ...spec });
  // A text of another kind has other fields, so its kind must stand in the link.
  if (isTree(part.text)) part.text = { source: spec.text.source, ...part.text };
  return Object.keys(part).length === 0
    ? ''
    : `${specVersion}.${toBase64Url(JSON.stringify(part))}`;
}

export type OpenedLink = { spec: Spec; problem: LabError | null };

export function specFromLink(link: string): OpenedLink {
  const refuse = (problem: LabError): OpenedLink => ({ spec: defaultSpec, problem });
  if (link === '') return { spec: defaultSpec, problem: null };
  const match = /^(\d{1,6})\.([\w-]*)$/.exec(link);
  if (!match || link.length > longestLink) return refuse(new LabError('link.unreadable'));
  const version = Number(match[1]);
  if (version > specVersion) {
    return refuse(new LabError('link.newer', { version, known: specVersion }));
  }
  let value: unknown;
  try {
    value = JSON.parse(fromBase64Url(match[2]));
  } catch {
    return refuse(new LabError('link.unreadable'));
  }
  const parsed = parseSpec(value);
  if (parsed.ok) return { spec: parsed.spec, problem: null };
  const issues = parsed.issues.map(({ path, message }) => `${path}: ${message}`).join('; ');
  return refuse(new LabError('link.invalid', { issues }));
}

/**
 * @file A spec as a link: its non-default part, as `link-code.ts` writes values. What comes from a link is
 * untrusted: it is bounded, validated by the schema, and a bad one gives the default spec and a message,
 * never a blank page.
 */
import { LabError } from '../base/errors';
import { isTree, nonDefaultPart } from './differences';
import { readCode, toCode } from './link-code';
import { defaultSpec, parseSpec, specVersion, type Spec } from './spec';

/** `''` for the default spec. */
export function specToLink(spec: Spec): string {
  const part = nonDefaultPart({ ...defaultSpec }, { ...spec });
  // A text of another kind has other fields, so its kind must stand in the link.
  if (isTree(part.text)) part.text = { source: spec.text.source, ...part.text };
  return Object.keys(part).length === 0 ? '' : toCode(specVersion, part);
}

export type OpenedLink = { spec: Spec; problem: LabError | null };

export function specFromLink(link: string): OpenedLink {
  const refuse = (problem: LabError): OpenedLink => ({ spec: defaultSpec, problem });
  if (link === '') return { spec: defaultSpec, problem: null };
  const read = readCode(link, specVersion);
  switch (read.kind) {
    case 'unreadable':
      return refuse(new LabError('link.unreadable'));
    case 'newer':
      return refuse(new LabError('link.newer', { version: read.version, known: specVersion }));
    case 'value': {
      const parsed = parseSpec(read.value);
      if (parsed.ok) return { spec: parsed.spec, problem: null };
      const issues = parsed.issues.map(({ path, message }) => `${path}: ${message}`).join('; ');
      return refuse(new LabError('link.invalid', { issues }));
    }
  }
}

/**
 * @file Branches as a link: what their texts depend on and never the texts, so that whoever opens it writes
 * them anew, with the same ids from the same model. Each is told by what differs from the one before it in
 * the family (front coding: its ids by how many of them are the same from the start, and the others).
 * A link is untrusted: bounded, and validated by the schema of branches.
 */
import { z } from 'zod';
import { LabError } from '../base/errors';
import { branchSchema, familyOrder, mostBranches, settingsOf, type Branch } from './branch';
import { readCode, toCode } from './link-code';

const version = 1;

/** A branch that is in no list yet. */
export interface LinkedBranch extends Omit<Branch, 'id' | 'parent' | 'createdAt'> {
  /** Where its parent stands before it in the link; null for a trunk. */
  parent: number | null;
}

const { number, name, prompt, seed, maxTokens, stop, strategy, forcedIds, given, isChosen } =
  branchSchema.shape;

/** What is left out is as it is in the line before. */
const lineSchema = z.strictObject({
  parent: z
    .int()
    .min(0)
    .max(mostBranches - 1)
    .nullable()
    .optional(),
  number: number.optional(),
  name: name.optional(),
  // Without their defaults, which would come in where they are left out.
  prompt: prompt.unwrap().optional(),
  seed: seed.unwrap().optional(),
  maxTokens: maxTokens.unwrap().optional(),
  stop: stop.unwrap().optional(),
  strategy: strategy.optional(),
  given: given.optional(),
  isChosen: isChosen.optional(),
  /** How many of its forced ids are those of the line before. */
  shared: z.int().min(0).default(0),
  /** The forced ids after them. */
  ids: forcedIds.default([]),
});
const linesSchema = z.array(lineSchema).max(mostBranches);
type Line = z.input<typeof lineSchema>;

/** What stands before the first line. */
const beginning: LinkedBranch = {
  ...settingsOf({}),
  parent: null,
  number: 1,
  name: '',
  strategy: { kind: 'greedy' },
  forcedIds: [],
  given: 0,
  isChosen: false,
};

/** `''` where there is none. @param branches each after its parent */
function encode(branches: readonly Branch[]): string {
  if (branches.length === 0) return '';
  const rows = new Map(branches.map(({ id }, row) => [id, row]));
  let before = beginning;
  const lines = branches.map(({ id: _id, createdAt: _createdAt, ...branch }) => {
    const parent = branch.parent === null ? null : (rows.get(branch.parent) ?? null);
    const linked = { ...branch, parent };
    const line = lineAfter(before, linked);
    before = linked;
    return line;
  });
  return toCode(version, lines);
}

function lineAfter(before: LinkedBranch, branch: LinkedBranch): Line {
  const { forcedIds: idsBefore, ...fieldsBefore } = before;
  const { forcedIds: ids, ...fields } = branch;
  const known = new Map<string, unknown>(Object.entries(fieldsBefore));
  const changed = Object.entries(fields).filter(
    ([key, value]) => JSON.stringify(value) !== JSON.stringify(known.get(key)),
  );
  const parting = ids.findIndex((id, at) => id !== idsBefore[at]);
  const shared = parting === -1 ? ids.length : parting;
  return {
    ...Object.fromEntries(changed),
    ...(shared > 0 && { shared }),
    ...(shared < ids.length && { ids: ids.slice(shared) }),
  };
}

export interface BranchesLink {
  /** `''` where nothing is carried. */
  link: string;
  /** How many branches it does not carry: there was no room, or what they came from is lost. */
  leftOut: number;
}

/**
 * Where not all have room, the newest come first, each with all that it came from.
 * @param room characters
 */
export function branchesToLink(branches: readonly Branch[], room: number): BranchesLink {
  const family = familyOrder(branches).map(({ branch }) => branch);
  // Of each the ids from its trunk down to its own.
  const lineages = new Map<string, readonly string[]>();
  for (const { id, parent } of family) {
    const above = parent === null ? [] : lineages.get(parent);
    if (above) lineages.set(id, [...above, id]);
  }
  let carried = new Set<string>();
  let link = '';
  for (const { id } of branches.toSorted((one, other) => other.createdAt - one.createdAt)) {
    const lineage = lineages.get(id);
    if (!lineage) continue;
    const more = new Set([...carried, ...lineage]);
    const longer = encode(family.filter((branch) => more.has(branch.id)));
    if (longer.length > room) continue;
    carried = more;
    link = longer;
  }
  return { link, leftOut: branches.length - carried.size };
}

/**
 * Each branch after its parent.
 * @throws LabError `branches.unreadable`, `branches.newer`, `branches.invalid`
 */
export function branchesFromLink(link: string): LinkedBranch[] {
  if (link === '') return [];
  const read = readCode(link, version);
  switch (read.kind) {
    case 'unreadable':
      throw new LabError('branches.unreadable');
    case 'newer':
      throw new LabError('branches.newer', { version: read.version, known: version });
    case 'value': {
      const parsed = linesSchema.safeParse(read.value);
      if (!parsed.success) {
        const [{ path, message }] = parsed.error.issues;
        throw new LabError('branches.invalid', { issue: `${path.join('.')}: ${message}` });
      }
      return decodeLines(parsed.data);
    }
  }
}

function decodeLines(lines: z.output<typeof linesSchema>): LinkedBranch[] {
  let before = beginning;
  return lines.map(({ shared, ids, ...changed }, row) => {
    const branch: LinkedBranch = {
      ...before,
      ...changed,
      forcedIds: [...before.forcedIds.slice(0, shared), ...ids],
    };
    const refuse = (field: string) =>
      new LabError('branches.invalid', { issue: `${row}.${field}` });
    if (branch.parent !== null && branch.parent >= row) throw refuse('parent');
    if (shared > before.forcedIds.length) throw refuse('shared');
    if (!forcedIds.safeParse(branch.forcedIds).success) throw refuse('ids');
    before = branch;
    return branch;
  });
}

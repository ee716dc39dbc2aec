/**
 * @file Where two specs differ, field by field: for run lists and for links, which carry only what
 * is not default.
 */
import type { Spec } from './spec';

export interface Difference {
  /** Dotted: `model.layers`. */
  path: string;
  before: unknown;
  after: unknown;
}

type Tree = Record<string, unknown>;

export function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function* walk(before: Tree, after: Tree, prefix: string): Generator<Difference> {
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [left, right] = [before[key], after[key]];
    const path = prefix + key;
    if (isTree(left) && isTree(right)) yield* walk(left, right, `${path}.`);
    else if (JSON.stringify(left) !== JSON.stringify(right)) {
      yield { path, before: left, after: right };
    }
  }
}

/** Differences in the order of the spec's fields; arrays are compared as a whole. */
export function specDifferences(before: Spec, after: Spec): Difference[] {
  return [...walk({ ...before }, { ...after }, '')];
}

/** The smallest tree that gives `value` again when it is laid over `base`. */
export function nonDefaultPart(base: Tree, value: Tree): Tree {
  const part: Tree = {};
  for (const key of Object.keys(value)) {
    const [left, right] = [base[key], value[key]];
    if (isTree(left) && isTree(right)) {
      const inner = nonDefaultPart(left, right);
      if (Object.keys(inner).length > 0) part[key] = inner;
    } else if (JSON.stringify(left) !== JSON.stringify(right)) part[key] = right;
  }
  return part;
}

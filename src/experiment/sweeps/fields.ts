/**
 * @file The fields of a spec that a sweep can go over, found in its schema: numbers, and choices among
 * names, numbers or on and off. Left out is what does not change a run (name, decoding), and the seed,
 * which a sweep repeats by itself.
 */
import { isTree } from '../differences';
import { acceptsNull, alternatives, childrenOf, schemaAt, type SchemaNode } from '../spec-schema';
import type { Spec } from '../spec';

export type SweepValue = string | number | boolean | null;

export type SweepField = {
  /** Dotted: `training.learningRate`; parts of a pair by index: `training.betas.1`. */
  path: string;
} & (
  | { kind: 'number'; isWhole: boolean; min: number; max: number; acceptsNull: boolean }
  | { kind: 'choice'; choices: readonly SweepValue[] }
);

const leftOut = new Set(['version', 'name', 'seed', 'decoding', 'text.name', 'text.fingerprint']);

/** In the order of the spec. @param text decides which fields the text has */
export function sweepFields(text: Pick<Spec['text'], 'source'>): SweepField[] {
  return [...walk(schemaAt(''), '', text.source)];
}

function* walk(schema: unknown, path: string, source: string): Generator<SweepField> {
  if (leftOut.has(path)) return;
  const nodes = alternatives(schema);
  const node = path === 'text' ? nodes.find(isOfText(source)) : nodes[0];
  if (!node) return;
  const children = Object.entries(childrenOf(node));
  for (const [name, child] of children) {
    yield* walk(child, path === '' ? name : `${path}.${name}`, source);
  }
  if (children.length > 0) return;
  const choices = choicesOf(nodes);
  if (choices.length > 1) yield { path, kind: 'choice', choices };
  else if (node.type === 'integer' || node.type === 'number') {
    const { minimum, maximum } = node;
    if (typeof minimum !== 'number' || typeof maximum !== 'number') return;
    const isWhole = node.type === 'integer';
    const range = { min: minimum, max: maximum, acceptsNull: acceptsNull(schema) };
    yield { path, kind: 'number', isWhole, ...range };
  }
}

function isOfText(source: string) {
  return (node: SchemaNode) => choicesOf(alternatives(childrenOf(node).source)).includes(source);
}

function choicesOf(nodes: readonly SchemaNode[]): SweepValue[] {
  return nodes
    .flatMap((node): unknown[] => {
      if (node.type === 'boolean') return [false, true];
      if (Array.isArray(node.enum)) return node.enum;
      return 'const' in node ? [node.const] : [];
    })
    .filter(isSweepValue);
}

export function isSweepValue(value: unknown): value is SweepValue {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

/** What a tree has at a dotted path; undefined where it ends before. */
export function valueAt(tree: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((node, key) => {
    if (Array.isArray(node)) return node[Number(key)];
    return isTree(node) ? node[key] : undefined;
  }, tree);
}

/** A copy of the tree with another value at a path; objects that are missing on the way are made. */
export function withValueAt(tree: unknown, path: string, value: unknown): unknown {
  const [key, ...rest] = path.split('.');
  const inner = (before: unknown) =>
    rest.length === 0 ? value : withValueAt(before, rest.join('.'), value);
  if (Array.isArray(tree)) {
    return tree.map((item: unknown, index) => (index === Number(key) ? inner(item) : item));
  }
  const before = isTree(tree) ? tree : {};
  return { ...before, [key]: inner(before[key]) };
}

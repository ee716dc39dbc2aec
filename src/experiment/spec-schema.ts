/**
 * @file The spec's schema as JSON Schema, for whoever needs to know a field without knowing zod: controls
 * ask for its bounds, sweeps for what it can be.
 */
import { z } from 'zod';
import { isTree } from './differences';
import { specSchema } from './spec';

export type SchemaNode = Record<string, unknown>;

const root: unknown = z.toJSONSchema(specSchema, { io: 'input' });

/** The alternatives of a schema, itself where it has none; `null` as one of them is left out. */
export function alternatives(schema: unknown): SchemaNode[] {
  if (!isTree(schema)) return [];
  const several = schema.anyOf ?? schema.oneOf;
  if (!Array.isArray(several)) return [schema];
  return several.filter(isTree).filter(({ type }) => type !== 'null');
}

export function acceptsNull(schema: unknown): boolean {
  return (
    isTree(schema) &&
    Array.isArray(schema.anyOf) &&
    schema.anyOf.some((inner) => isTree(inner) && inner.type === 'null')
  );
}

/** The schemas of an object's fields by name, of a tuple's parts by index. */
export function childrenOf(node: SchemaNode): Record<string, unknown> {
  if (isTree(node.properties)) return node.properties;
  return Array.isArray(node.prefixItems) ? { ...node.prefixItems } : {};
}

/** The schema at a dotted path; undefined where there is none. Of alternatives, the first is gone into. */
export function schemaAt(path: string): unknown {
  let node: unknown = root;
  for (const key of path === '' ? [] : path.split('.')) {
    const [first] = alternatives(node);
    node = first && childrenOf(first)[key];
  }
  return node;
}

/** Smallest and largest value that the schema allows for a number, by dotted path (`model.layers`). */
export function specBounds(path: string): { min: number; max: number } {
  const [{ minimum, maximum } = {}] = alternatives(schemaAt(path));
  return {
    min: typeof minimum === 'number' ? minimum : -Infinity,
    max: typeof maximum === 'number' ? maximum : Infinity,
  };
}

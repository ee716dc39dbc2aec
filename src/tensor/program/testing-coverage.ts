/**
 * @file Few of many cases, for machines on which each takes long: every size, and every pair of
 * options, that occurs in the list occurs in them too (pairwise testing; Grindal, Offutt & Andler
 * 2005, doi 10.1002/stvr.319).
 */
import { optionalOperands, type OperationCase } from './testing-choices';

interface Trait {
  text: string;
  isSize: boolean;
}

/** Everything that an operation says, as `name=value`. */
function traitsOf(description: object, prefix = ''): Trait[] {
  return Object.entries(description).flatMap(([name, value]: [string, unknown]): Trait[] => {
    if (value === undefined) return [];
    if (typeof value === 'object' && value !== null) return traitsOf(value, `${prefix}${name}.`);
    return [
      { text: `${prefix}${name}=${JSON.stringify(value)}`, isSize: typeof value === 'number' },
    ];
  });
}

/** What there is to be covered in a case: its sizes, and its options two by two. */
export function partsOf({ operation, absent }: OperationCase): string[] {
  const traits = traitsOf(operation);
  const operands = optionalOperands(operation).map((name) =>
    absent.includes(name) ? `without ${name}` : `with ${name}`,
  );
  const options = [...traits.filter(({ isSize }) => !isSize).map(({ text }) => text), ...operands];
  return [
    ...traits.map(({ text }) => text),
    ...options,
    ...options.flatMap((one, at) => options.slice(at + 1).map((other) => `${one}, ${other}`)),
  ];
}

/**
 * Takes again and again the case, the first among equals, that has most of what is still missing.
 * @param costOf by which a case must have more than another; all alike if there is none
 */
export function covering(
  cases: readonly OperationCase[],
  costOf: (one: OperationCase) => number = () => 1,
): OperationCase[] {
  const parts = cases.map((one) => ({ one, parts: partsOf(one), cost: costOf(one) }));
  const missing = new Set(parts.flatMap((entry) => entry.parts));
  const chosen: OperationCase[] = [];
  while (missing.size > 0) {
    const gains = parts.map(
      (entry) => entry.parts.filter((part) => missing.has(part)).length / entry.cost,
    );
    const { one, parts: found } = parts[gains.indexOf(Math.max(...gains))];
    found.forEach((part) => missing.delete(part));
    chosen.push(one);
  }
  return chosen;
}

/**
 * @file Packs of equal layout that are not needed at the same time share their memory: each fills the
 * same parts anew, and the zeros between them stay. Gradient accumulation makes one for each batch.
 */
import { placeOf, type Program, type Value } from './program';

interface PackUse {
  from: number;
  to: number;
  /** Where its parts begin. */
  offsets: Set<number>;
}

export function sharePacks(program: Program): Program {
  const inUse: { pack: Value; use: PackUse }[] = [];
  for (const [pack, use] of packUses(program)) {
    const shared = inUse.find(
      (earlier) => earlier.use.to < use.from && haveEqualLayout(earlier, { pack, use }),
    );
    if (!shared) inUse.push({ pack, use });
    else {
      pack.origin = { kind: 'part', of: shared.pack, offset: 0 };
      shared.use.to = use.to;
    }
  }
  return program;
}

/** By first use. */
function packUses(program: Program): Map<Value, PackUse> {
  const uses = new Map<Value, PackUse>();
  const touch = (value: Value, at: number) => {
    const { root, offset } = placeOf(value);
    if (root.origin.kind !== 'pack') return;
    const use = uses.get(root) ?? { from: at, to: at, offsets: new Set() };
    use.to = at;
    use.offsets.add(offset);
    uses.set(root, use);
  };
  program.nodes.forEach(({ inputs, outputs }, at) => {
    for (const value of [...Object.values(inputs), ...Object.values(outputs)]) touch(value, at);
  });
  for (const value of Object.values(program.outputs)) touch(value, program.nodes.length);
  return uses;
}

function haveEqualLayout(
  left: { pack: Value; use: PackUse },
  right: { pack: Value; use: PackUse },
): boolean {
  const [offsets, others] = [left.use.offsets, right.use.offsets];
  return (
    left.pack.size === right.pack.size &&
    offsets.size === others.size &&
    [...offsets].every((offset) => others.has(offset))
  );
}

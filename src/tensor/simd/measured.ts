/**
 * @file Measures a step's commands: each becomes a list of its own, and this thread's clock is read
 * between two lists. The lists that are run otherwise know nothing of it.
 */
import { listBytes, writeCommands, type Command, type ListHeader } from './command-list';
import type { SimdMemory } from './memory';

/** @returns milliseconds of each command, the other threads included */
export function timeCommands(
  commands: readonly Command[],
  header: ListHeader,
  { memory, run }: { memory: SimdMemory; run: (list: number) => void },
): number[] {
  const sizes = commands.map((command) => listBytes([command]));
  const region = memory.allocate(
    sizes.reduce((sum, size) => sum + size, 0),
    'a measurement',
  );
  try {
    let address = region.address;
    const lists = commands.map((command, at) => {
      const list = address;
      writeCommands(memory.integersAt(list, sizes[at] / 4), list, header, [command]);
      address += sizes[at];
      return list;
    });
    return lists.map((list) => {
      const started = performance.now();
      run(list);
      return performance.now() - started;
    });
  } finally {
    memory.release(region);
  }
}

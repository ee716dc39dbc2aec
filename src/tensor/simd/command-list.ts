/**
 * @file The words of a command list, as the kernels read them: a header, then for each command its
 * opcode, the address of the next one, and its arguments.
 */
import { listHeaderWords } from './layout';
import type { Opcode } from './opcode';

/** An argument of a kernel: an integer (or an address, or a truth), or a real number. */
export type Argument = number | boolean | { real: number };

export interface Command {
  opcode: Opcode;
  arguments: readonly Argument[];
}

/** Arguments that are real numbers in the kernels. */
export const real = (value: number): Argument => ({ real: value });

export interface ListHeader {
  /** Of the scratch that the threads share. */
  shared: number;
  /** Of the first thread's own scratch, and its bytes. */
  scratch: number;
  scratchBytes: number;
}

export function listBytes(commands: readonly Command[]): number {
  const words = commands.reduce((sum, command) => sum + 2 + command.arguments.length, 0);
  return 4 * (listHeaderWords + words);
}

/** @param words a view of the memory at `address` */
export function writeCommands(
  words: Int32Array,
  address: number,
  { shared, scratch, scratchBytes }: ListHeader,
  commands: readonly Command[],
): void {
  const reals = new Float32Array(words.buffer, words.byteOffset, words.length);
  words.set([address + listBytes(commands), shared, scratch, scratchBytes]);
  let at = listHeaderWords;
  for (const command of commands) {
    const next = at + 2 + command.arguments.length;
    words[at++] = command.opcode;
    words[at++] = address + 4 * next;
    for (const argument of command.arguments) {
      if (typeof argument === 'object') reals[at++] = argument.real;
      else words[at++] = Number(argument);
    }
  }
}

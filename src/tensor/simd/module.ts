/**
 * @file The compiled kernels: which of the two binaries runs here, and what it offers.
 */

/** What an instance of the kernels exports. */
export interface Kernels {
  prepare(threads: number, maySleep: number): void;
  run(list: number): void;
  help(number: number, lastRun: number): void;
}

export interface KernelModule {
  module: WebAssembly.Module;
  /** Whether multiplication and addition are one instruction (relaxed SIMD). */
  relaxedSimd: boolean;
}

/**
 * @param isShared whether the memory that it will be given is
 * @param relaxed null: where the browser can
 */
export async function loadKernels(
  isShared: boolean,
  relaxed: boolean | null,
): Promise<KernelModule> {
  const relaxedSimd = relaxed ?? hasRelaxedSimd();
  const { default: base64 } = relaxedSimd
    ? await import('virtual:kernels/relaxed')
    : await import('virtual:kernels/plain');
  const binary = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  if (!isShared) importUnsharedMemory(binary);
  return { module: await WebAssembly.compile(binary), relaxedSimd };
}

/** One function: (a, b, c) → f32x4.relaxed_madd(a, b, c). */
function hasRelaxedSimd(): boolean {
  const header = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
  const types = [1, 8, 1, 0x60, 3, 0x7b, 0x7b, 0x7b, 1, 0x7b];
  const functions = [3, 2, 1, 0];
  const code = [10, 13, 1, 11, 0, 0x20, 0, 0x20, 1, 0x20, 2, 0xfd, 0x85, 0x02, 0x0b];
  return WebAssembly.validate(Uint8Array.from([...header, ...types, ...functions, ...code]));
}

const importSection = 2;
const memoryKind = 2;
const sharedFlag = 2;

/**
 * Takes the "shared" flag off the memory that the binary imports. Where a page is not isolated a
 * shared memory cannot be had everywhere; the atomic instructions work on either kind.
 */
function importUnsharedMemory(binary: Uint8Array): void {
  let at = 8;
  const number = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = binary[at++];
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
  };
  const skipName = () => {
    const length = number();
    at += length;
  };
  while (at < binary.length) {
    const section = binary[at++];
    const length = number();
    if (section !== importSection) {
      at += length;
      continue;
    }
    // The memory is the only import.
    number();
    skipName();
    skipName();
    if (binary[at++] !== memoryKind) break;
    binary[at] &= ~sharedFlag;
    return;
  }
  throw new TypeError('the kernels do not import a memory');
}

/** The module has no state but its memory and a few globals, so each thread has its own instance. */
export function instantiate(module: WebAssembly.Module, memory: WebAssembly.Memory): Kernels {
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  if (!isKernels(exports)) throw new TypeError('the kernels lack an export');
  return exports;
}

function isKernels(exports: object): exports is Kernels {
  return 'prepare' in exports && 'run' in exports && 'help' in exports;
}

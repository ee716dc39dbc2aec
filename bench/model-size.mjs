/**
 * @file What benchmarks of one model read from the command line alike: its size, and the backends.
 */
import { UsageError } from '../scripts/project.mjs';

export const backendNames = ['webgpu', 'wasm'];

/** @returns the numbers. @throws UsageError if one is not whole */
export function requireWhole(numbers) {
  for (const [name, value] of Object.entries(numbers)) {
    if (!Number.isInteger(value)) throw new UsageError(`--${name}: not a whole number`);
  }
  return numbers;
}

/** @throws UsageError if there is no such model */
export function readModelSize({ layers, width, heads, context, vocab }) {
  requireWhole({ layers, width, heads, context, vocab });
  if (width % heads !== 0) throw new UsageError('--width: not a multiple of --heads');
  return { layers, width, heads, contextLength: context, vocabularySize: vocab };
}

/** @returns {string[]} @throws UsageError if there is no such backend */
export function readBackends(backend) {
  if (backend === 'both') return backendNames;
  if (backendNames.includes(backend)) return [backend];
  throw new UsageError(`--backend: "${backend}" is not one of ${backendNames.join(', ')}, both`);
}

/**
 * @file The browser's storage errors as the lab's own. They are told by name: the classes differ
 * between browsers and between their versions.
 */
import { LabError } from '../base/errors';

/** @param name what was to be read or written, for the message */
export function storageError(error: unknown, name: string): unknown {
  if (!(error instanceof Error) || error instanceof LabError) return error;
  if (error.name === 'QuotaExceededError') return new LabError('storage.full', { name });
  if (error.name === 'NotFoundError') return new LabError('storage.missing', { name });
  return error;
}

/** Runs `work`; what it throws comes out as `storage.full` or `storage.missing` where it is that. */
export async function typed<T>(name: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw storageError(error, name);
  }
}

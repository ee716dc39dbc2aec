/**
 * @file What was found out about the graphics adapters of this machine, kept for the next visit.
 */
import { openStorage } from './open';

const prefix = 'adapters/';

/** Whatever was kept: to be checked by who asks. Undefined where nothing is or can be. */
export async function loadAdapterNote(adapter: string): Promise<unknown> {
  const storage = await openStorage().catch(() => null);
  return storage?.records.get(prefix + adapter);
}

/** That it cannot be kept is no reason to stop: it is found out again. */
export async function saveAdapterNote(adapter: string, note: unknown): Promise<void> {
  const storage = await openStorage().catch(() => null);
  await storage?.records.change(prefix + adapter, () => note).catch(() => undefined);
}

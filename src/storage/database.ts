/**
 * @file The IndexedDB database: one store for records (JSON values), one for blobs where the browser
 * has no file system of its own for pages. Keys are strings, like paths.
 */
import { openDB, type DBSchema, type IDBPDatabase } from 'idb';

export interface LabSchema extends DBSchema {
  records: { key: string; value: unknown };
  blobs: { key: string; value: Blob };
}

export type LabDatabase = IDBPDatabase<LabSchema>;

export function openDatabase(name = 'llm-lab'): Promise<LabDatabase> {
  return openDB<LabSchema>(name, 1, {
    upgrade(database) {
      database.createObjectStore('records');
      database.createObjectStore('blobs');
    },
    // A newer version of the page in another tab wants to change the database: let it.
    blocking: (_current, _blocked, event) => {
      if (event.target instanceof IDBDatabase) event.target.close();
    },
  });
}

/** All keys that start with `prefix`. */
export function keysWith(prefix: string): IDBKeyRange {
  return IDBKeyRange.bound(prefix, `${prefix}\uffff`, false, true);
}

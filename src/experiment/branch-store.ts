/**
 * @file The branches that this browser keeps, a small record each. What cannot be read is left out.
 */
import { openStorage } from '../storage/open';
import type { RecordStore } from '../storage/records';
import { branchSchema, mostBranches, type Branch } from './branch';

const folder = 'branches/';

export class BranchStore {
  constructor(private readonly records: RecordStore) {}

  /** In place of what was kept under its id. @throws LabError `storage.full` */
  async save(branch: Branch): Promise<void> {
    await this.records.change(folder + branch.id, () => branch);
  }

  async delete(id: string): Promise<void> {
    await this.records.change(folder + id, () => undefined);
  }

  /** In the order in which they were made. */
  async list(): Promise<Branch[]> {
    const stored = await this.records.list(folder);
    return stored
      .flatMap(({ key, value }) => {
        const parsed = branchSchema.safeParse(value);
        return parsed.success && folder + parsed.data.id === key ? [parsed.data] : [];
      })
      .sort((one, other) => one.createdAt - other.createdAt)
      .slice(0, mostBranches);
  }
}

let opening: Promise<BranchStore | null> | null = null;

/** Null where the browser lets the page store nothing. */
export function openBranchStore(): Promise<BranchStore | null> {
  opening ??= openStorage().then(
    ({ records }) => new BranchStore(records),
    () => null,
  );
  return opening;
}

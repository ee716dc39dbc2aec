/**
 * @file Clusters of near-copies out of buckets of candidates, without comparing every pair. A text is compared
 * only with those of the last few texts of its bucket that are not yet in its cluster. So comparisons
 * grow with the number of texts times the number of tables, never with its square, and a bucket of n
 * copies needs n − 1.
 */
import { UnionFind } from './union-find';

/** How many texts of a bucket are looked at for each that comes in. */
const reach = 32;
const none = -1;

/** Two texts found to be alike; the links of a cluster make a tree. */
export interface Link {
  readonly first: number;
  readonly second: number;
  /** As the comparison gave it; not the same for all methods. */
  readonly similarity: number;
}

export interface Clusters {
  /** For each text the least index in its cluster, `[count]`. */
  readonly clusterOf: Int32Array;
  readonly links: readonly Link[];
  /** How many pairs were compared. */
  readonly comparisons: number;
}

export class ClusterBuilder {
  private readonly groups: UnionFind;
  private readonly links: Link[] = [];
  private comparisons = 0;
  /** The texts of a bucket are a chain: the newest here, and for each the one before it. */
  private readonly newest = new Map<number, number>();
  private readonly before: Int32Array;

  /** @param compare how alike two texts of a bucket are; null if they are not alike enough */
  constructor(
    size: number,
    private readonly compare: (first: number, second: number) => number | null,
  ) {
    this.groups = new UnionFind(size);
    this.before = new Int32Array(size).fill(none);
  }

  /** Starts the next table of buckets. */
  nextTable(): void {
    this.newest.clear();
  }

  /** Puts a text into a bucket of this table, in which it must not be yet. */
  add(member: number, bucket: number): void {
    const newest = this.newest.get(bucket) ?? none;
    this.before[member] = newest;
    this.newest.set(bucket, member);
    let other = newest;
    for (let step = 0; step < reach && other !== none; step++, other = this.before[other]) {
      if (this.groups.find(other) === this.groups.find(member)) continue;
      this.comparisons++;
      const similarity = this.compare(other, member);
      if (similarity === null) continue;
      this.groups.union(other, member);
      this.links.push({ first: other, second: member, similarity });
    }
  }

  finish(): Clusters {
    const { links, comparisons } = this;
    return { clusterOf: this.groups.groups(), links, comparisons };
  }
}

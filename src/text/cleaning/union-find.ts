/**
 * @file Union-find: which of n things hang together, as links between two of them come in. Each group is
 * known by its least member (Tarjan 1975, with path halving).
 */

export class UnionFind {
  private readonly parents: Int32Array;

  constructor(size: number) {
    this.parents = Int32Array.from({ length: size }, (_, at) => at);
  }

  /** The least member of the group that holds `member`. */
  find(member: number): number {
    const { parents } = this;
    while (parents[member] !== member) {
      parents[member] = parents[parents[member]];
      member = parents[member];
    }
    return member;
  }

  /** Joins the groups of both. @returns false if they were one already */
  union(first: number, second: number): boolean {
    const [left, right] = [this.find(first), this.find(second)];
    if (left === right) return false;
    this.parents[Math.max(left, right)] = Math.min(left, right);
    return true;
  }

  /** The least member of each thing's group, `[size]`. */
  groups(): Int32Array {
    return this.parents.map((_, member) => this.find(member));
  }
}

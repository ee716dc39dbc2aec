/**
 * @file Many texts joined where they begin alike (a trie): how a strategy spreads its texts. Branches that few
 * texts take are gathered into one leaf, so that the tree stays small however many texts there are.
 */

export interface TextNode {
  /** Number of the node before it, −1 for a first token; parents come before their children. */
  parent: number;
  /** The token; null where the texts of several rare ones are gathered. */
  id: number | null;
  /** Tokens of the texts that come to it, itself included. */
  length: number;
  /** Texts that go this way. */
  texts: number;
  /** Different tokens: 1, or how many are gathered. */
  tokens: number;
  /** Texts whose last token this is. */
  ends: number;
}

export interface TextTreeOptions {
  /** Tokens of each text that are looked at. */
  depth: number;
  /** A branch with fewer texts is gathered with others, and is not followed further. */
  leastTexts: number;
}

type Ids = readonly number[];

/** Children stand in the order of how many texts take them, equal ones by id, the gathered last. */
export function textTree(
  texts: readonly Ids[],
  { depth, leastTexts }: TextTreeOptions,
): TextNode[] {
  const nodes: TextNode[] = [];
  const grow = (parent: number, length: number, through: readonly Ids[]) => {
    if (length > depth) return;
    const byToken = new Map<number, Ids[]>();
    for (const ids of through) {
      if (ids.length < length) continue;
      const id = ids[length - 1];
      byToken.set(id, [...(byToken.get(id) ?? []), ids]);
    }
    const add = (id: number | null, tokens: number, own: readonly Ids[]) => {
      const ends = own.filter((ids) => ids.length === length).length;
      nodes.push({ parent, id, length, texts: own.length, tokens, ends });
      return nodes.length - 1;
    };
    const branches = [...byToken].sort(
      ([firstId, first], [secondId, second]) => second.length - first.length || firstId - secondId,
    );
    const rare = branches.filter(([, own]) => own.length < leastTexts);
    for (const [id, own] of branches) {
      if (own.length >= leastTexts) grow(add(id, 1, own), length + 1, own);
    }
    if (rare.length > 0) {
      const [[onlyId]] = rare;
      const all = rare.flatMap(([, own]) => own);
      add(rare.length === 1 ? onlyId : null, rare.length, all);
    }
  };
  grow(-1, 1, texts);
  return nodes;
}

/** Numbers of the nodes on the way that most texts take, at every fork the first. */
export function commonestPath(nodes: readonly TextNode[]): number[] {
  const path: number[] = [];
  for (let at = firstChild(nodes, -1); at >= 0; at = firstChild(nodes, at)) path.push(at);
  return path;
}

const firstChild = (nodes: readonly TextNode[], parent: number) =>
  nodes.findIndex((node) => node.parent === parent && node.id !== null);

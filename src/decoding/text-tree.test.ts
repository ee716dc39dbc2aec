import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commonestPath, textTree } from './text-tree';

const texts = [[1, 2, 3], [1, 2, 4], [1, 2], [1, 5, 6], [7, 8], [9]];

describe('many texts as a tree', () => {
  it('joins beginnings and gathers what is rare', () => {
    const nodes = textTree(texts, { depth: 3, leastTexts: 2 });
    expect(
      nodes.map(({ parent, id, texts: count, tokens, ends }) => [parent, id, count, tokens, ends]),
    ).toEqual([
      [-1, 1, 4, 1, 0],
      [0, 2, 3, 1, 1],
      [1, null, 2, 2, 2],
      [0, 5, 1, 1, 0],
      [-1, null, 2, 2, 1],
    ]);
    expect(commonestPath(nodes)).toEqual([0, 1]);
  });

  it('has as many nodes as there are different beginnings when nothing is rare', () => {
    const many = fc.array(fc.array(fc.nat(3), { maxLength: 5 }), { maxLength: 30 });
    fc.assert(
      fc.property(many, fc.integer({ min: 1, max: 6 }), (all, depth) => {
        const nodes = textTree(all, { depth, leastTexts: 1 });
        const beginnings = all.flatMap((ids) =>
          ids.slice(0, depth).map((_, at) => ids.slice(0, at + 1).join()),
        );
        expect(nodes).toHaveLength(new Set(beginnings).size);
        const path = (at: number): number[] =>
          at < 0 ? [] : [...path(nodes[at].parent), nodes[at].id ?? -1];
        nodes.forEach(({ texts: count, ends, length }, at) => {
          const beginning = path(at);
          expect(beginning).toHaveLength(length);
          const isHere = (ids: number[]) => ids.slice(0, length).join() === beginning.join();
          expect(count).toBe(all.filter((ids) => ids.length >= length && isHere(ids)).length);
          expect(ends).toBe(all.filter((ids) => ids.length === length && isHere(ids)).length);
        });
      }),
    );
  });

  it('loses no text when branches are gathered', () => {
    const many = fc.array(fc.array(fc.nat(3), { minLength: 1, maxLength: 5 }), { maxLength: 30 });
    fc.assert(
      fc.property(many, fc.integer({ min: 1, max: 5 }), (all, leastTexts) => {
        const nodes = textTree(all, { depth: 9, leastTexts });
        const through = (parent: number) =>
          nodes.filter((node) => node.parent === parent).reduce((sum, node) => sum + node.texts, 0);
        expect(through(-1)).toBe(all.length);
        nodes.forEach((node, at) => {
          if (node.texts < leastTexts || node.id === null) expect(through(at)).toBe(0);
          else expect(through(at) + node.ends).toBe(node.texts);
        });
      }),
    );
  });
});

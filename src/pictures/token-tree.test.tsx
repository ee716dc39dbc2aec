/**
 * @file Trees of tokens: nothing stands over anything else, what stands does not move, and the markup tells
 * what the picture shows.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { draw, occurrences } from './testing';
import { TokenTree, type TreeToken } from './TokenTree';
import {
  boxHeight,
  layoutTokenTree,
  nodeAfterKey,
  spread,
  type TokenTreeNode,
} from './token-tree-layout';

/** Any tree: each node hangs on one before it. */
const trees = fc
  .array(fc.tuple(fc.nat(), fc.string({ maxLength: 14 })), { maxLength: 40 })
  .map((all) =>
    all.map(([pick, label], index): TokenTreeNode => ({ parent: (pick % (index + 1)) - 1, label })),
  );

describe('the layout of a tree of tokens', () => {
  it('puts no box over another or outside, and children right of their parents', () => {
    fc.assert(
      fc.property(trees, (tree) => {
        const { root, nodes, width, height } = layoutTokenTree('start', tree);
        for (const [index, { x, y, width: own, level }] of nodes.entries()) {
          const parent = tree[index].parent < 0 ? root : nodes[tree[index].parent];
          expect(x).toBeGreaterThan(parent.x + parent.width);
          expect(x + own).toBeLessThanOrEqual(width);
          expect(y - boxHeight / 2).toBeGreaterThanOrEqual(0);
          expect(y + boxHeight / 2).toBeLessThanOrEqual(height);
          for (const other of nodes.slice(0, index)) {
            if (other.level === level) {
              expect(Math.abs(other.y - y)).toBeGreaterThan(boxHeight);
            }
          }
        }
      }),
    );
  });

  it('moves nothing to the side or against each other when the tree grows by a level', () => {
    fc.assert(
      fc.property(trees, (tree) => {
        const depth = layoutTokenTree('', tree).nodes.map(({ level }) => level);
        const sorted = [...tree.keys()].sort((left, right) => depth[left] - depth[right]);
        const renamed = sorted.map((index) => ({
          ...tree[index],
          parent: tree[index].parent < 0 ? -1 : sorted.indexOf(tree[index].parent),
        }));
        const last = Math.max(0, ...depth);
        const before = layoutTokenTree(
          '',
          renamed.filter((_, at) => depth[sorted[at]] < last),
        );
        const after = layoutTokenTree('', renamed);
        before.nodes.forEach(({ x, y }, index) => {
          expect(after.nodes[index].x).toBe(x);
          expect(after.nodes[index].y - after.root.y).toBeCloseTo(y - before.root.y, 6);
        });
      }),
    );
  });

  it('spreads places as little as it must', () => {
    expect(spread([0, 1, 2])).toEqual([0, 1, 2]);
    expect(spread([0, 0])).toEqual([-0.5, 0.5]);
    expect(spread([0, 5, 5])).toEqual([0, 4.5, 5.5]);
    const cost = (places: readonly number[], wished: readonly number[]) =>
      places.reduce((sum, place, at) => sum + (place - wished[at]) ** 2, 0);
    const wishes = fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(wishes, fc.array(fc.nat(3), { minLength: 4, maxLength: 4 }), (given, more) => {
        const wished = given.sort((left, right) => left - right);
        const places = spread(wished);
        places.slice(1).forEach((place, at) => {
          expect(place - places[at]).toBeGreaterThanOrEqual(1 - 1e-9);
        });
        // Any other places that keep their distance cost at least as much.
        const other: number[] = [];
        wished.forEach((wish, at) =>
          other.push(Math.max(wish - 1.5 + more[at] / 2, (other[at - 1] ?? -9) + 1)),
        );
        expect(cost(places, wished)).toBeLessThanOrEqual(cost(other, wished) + 1e-9);
      }),
    );
  });

  it('is walked along its branches', () => {
    const tree = [-1, -1, 0, 0, 1].map((parent) => ({ parent, label: 'a' }));
    const layout = layoutTokenTree('', tree);
    const walk = (from: number, ...keys: string[]) =>
      keys.reduce<number | undefined>(
        (at, key) => (at === undefined ? at : nodeAfterKey(key, at, tree, layout)),
        from,
      );
    expect(walk(0, 'ArrowRight')).toBe(2);
    expect(walk(2, 'ArrowDown')).toBe(3);
    expect(walk(2, 'ArrowDown', 'ArrowDown')).toBe(4);
    expect(walk(2, 'ArrowDown', 'ArrowDown', 'ArrowLeft')).toBe(1);
    expect(walk(4, 'ArrowRight')).toBe(4);
    expect(walk(0, 'ArrowLeft')).toBe(0);
    expect(walk(4, 'Home')).toBe(1);
    expect(walk(0, 'x')).toBeUndefined();
  });
});

const token = (
  parent: number,
  label: string,
  look: TreeToken['look'],
  isEnd = false,
): TreeToken => ({ parent, label, look, isEnd, detail: `${label} is ${look}` });

const tokens = [
  token(-1, '·the', 'best'),
  token(-1, '·a', 'alive'),
  token(0, '·cat', 'best', true),
  token(0, '·very·long·label', 'pruned'),
  token(1, '猫', 'alive'),
];

describe('TokenTree', () => {
  it('tells every token, its level and its fate', () => {
    const markup = draw(<TokenTree root="saw" tokens={tokens} description="two drafts" />);
    expect(markup).toContain('role="tree" aria-label="two drafts"');
    expect(occurrences(markup, 'role="treeitem"')).toBe(5);
    expect(occurrences(markup, 'aria-level="2"')).toBe(3);
    expect(markup).toContain('aria-label="·cat is best"');
    // A branch and a box for each; one ended draft.
    expect(occurrences(markup, 'class="is-pruned"')).toBe(2);
    expect(occurrences(markup, 'class="is-end"')).toBe(1);
    expect(markup).toMatchSnapshot();
  });

  it('draws branches as thick as they are shared', () => {
    const shared = tokens.map((one, index) => ({ ...one, share: 1 / (index + 1) }));
    const markup = draw(<TokenTree root="saw" tokens={shared} description="five texts" />);
    expect(markup).toContain('stroke-width:13"');
    expect(markup).toContain('stroke-width:7"');
  });
});

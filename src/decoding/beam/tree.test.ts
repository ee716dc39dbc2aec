import { describe, expect, it } from 'vitest';
import { treeAfter, type BeamNode, type BeamStep } from './tree';

const node = (parent: number, id: number): BeamNode => ({
  parent,
  id,
  probability: 0.5,
  logProbability: -1,
  score: -1,
  group: 0,
});

/** A, B; then B goes on to C, which ends, and to D; A is given up. */
const steps: BeamStep[] = [
  { nodes: [node(-1, 1), node(-1, 2)], running: [0, 1], finished: [], best: 0 },
  { nodes: [node(1, 3), node(1, 4), node(0, 5)], running: [3], finished: [2], best: 2 },
];

const fates = (count: number, shown?: number) =>
  treeAfter(steps, count, shown).map(({ id, parent, fate, isEnd }) => [id, parent, fate, isEnd]);

describe('the tree after some steps', () => {
  it('tells what lives then, and what was given up since', () => {
    expect(fates(0)).toEqual([]);
    expect(fates(1)).toEqual([
      [1, -1, 'best', false],
      [2, -1, 'alive', false],
    ]);
    expect(fates(2)).toEqual([
      [1, -1, 'pruned', false],
      [2, -1, 'best', false],
      [3, 1, 'best', true],
      [4, 1, 'alive', false],
      [5, 0, 'pruned', false],
    ]);
  });

  it('leaves out what is long ago', () => {
    expect(fates(2, 1)).toEqual([
      [3, -1, 'best', true],
      [4, -1, 'alive', false],
      [5, -1, 'pruned', false],
    ]);
    expect(treeAfter(steps, 2, 1).map(({ length }) => length)).toEqual([2, 2, 2]);
  });
});

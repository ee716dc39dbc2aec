import { describe, expect, it } from 'vitest';
import { layoutBranches } from './branch-map-layout';
import { BranchMap } from './BranchMap';
import { draw } from './testing';

const lines = [
  { id: 'a', name: 'Column 1 · Top-K', parent: null, given: 0, tokens: 12, chosen: null },
  { id: 'b', name: '1 · token 5 → ‘dog’', parent: 0, given: 4, tokens: 12, chosen: '·dog' },
  { id: 'c', name: '2 · token 9 → ‘ran’', parent: 1, given: 8, tokens: 10, chosen: '·ran' },
  { id: 'd', name: '3 · after token 2', parent: 1, given: 2, tokens: 2, chosen: null },
];

describe('the map of a family', () => {
  it('starts each line below the text that it leaves, at the token where it leaves it', () => {
    const { paths, longest } = layoutBranches(lines, [100, 220]);
    expect(longest).toBe(12);
    expect(paths.map(({ from, to }) => [from, to])).toEqual([
      [100, 220],
      [148, 220],
      [188, 200],
      [128, 128],
    ]);
    const [trunk, first, second, third] = paths;
    expect(trunk.joint).toBe('');
    expect(first.joint).toMatch(new RegExp(`^M140 ${trunk.y}V`));
    expect(second.joint).toMatch(new RegExp(`^M180 ${first.y}V`));
    // It leaves its parent where that is still its own parent's text.
    expect(third.joint).toMatch(new RegExp(`^M120 ${trunk.y}V`));
  });

  it('is drawn', () => {
    const ignore = () => undefined;
    const markup = draw(<BranchMap lines={lines} selected="b" onSelect={ignore} />);
    expect(markup).toMatchSnapshot();
    expect(markup).toContain('leaves “Column 1 · Top-K” after 4 tokens, 12 tokens in all');
  });
});

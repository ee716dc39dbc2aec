import { describe, expect, it } from 'vitest';
import { mostBranches, trunkOf, type Branch } from '../experiment/branch';
import { branchesFromLink } from '../experiment/branch-link';
import { withBranches } from './branch-address';

const page = 'https://lab.example/?s=1.eyJzZWVkIjo3fQ#/decode';

function trunks(count: number, prompt: (at: number) => string): Branch[] {
  return Array.from({ length: count }, (_, at) => ({
    ...trunkOf({ prompt: prompt(at) }, { kind: 'greedy' }),
    id: `b${at}`,
    parent: null,
    number: at + 1,
    name: '',
    createdAt: at,
  }));
}

function carriedBy(link: string) {
  return branchesFromLink(new URL(link).searchParams.get('b') ?? '');
}

describe('a link with branches', () => {
  it('has the spec and the page besides them', async () => {
    const { link, leftOut } = await withBranches(page, trunks(2, String));
    expect(leftOut).toBe(0);
    expect(carriedBy(link).map(({ prompt }) => prompt)).toEqual(['0', '1']);
    const { searchParams, hash } = new URL(link);
    expect([searchParams.get('s'), hash]).toEqual(['1.eyJzZWVkIjo3fQ', '#/decode']);
    // None but these.
    expect(await withBranches(link, [])).toEqual({ link: page, leftOut: 0 });
  });

  it('is no longer than servers take', async () => {
    for (const base of [page, 'https://lab.example/#/decode', `${page}${'x'.repeat(8000)}`]) {
      const { link, leftOut } = await withBranches(
        base,
        trunks(mostBranches, (at) => String(at).repeat(1000)),
      );
      expect(link.length).toBeLessThanOrEqual(Math.max(8000, base.length));
      expect(leftOut).toBe(mostBranches - carriedBy(link).length);
      expect(leftOut).toBeGreaterThan(0);
    }
  });
});

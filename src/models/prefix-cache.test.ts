import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PrefixCache } from './prefix-cache';

describe('PrefixCache', () => {
  it('keeps what sequences have in common once', () => {
    const cache = new PrefixCache(8);
    cache.beginBatch();
    const first = cache.claim([1, 2, 3]);
    expect(first).toMatchObject({ known: 0 });
    cache.beginBatch();
    const left = cache.claim([1, 2, 3, 4]);
    const right = cache.claim([1, 2, 3, 5]);
    expect(left?.known).toBe(3);
    expect(right?.known).toBe(3);
    expect(left?.rows.slice(0, 3)).toEqual(first?.rows);
    expect(right?.rows.slice(0, 3)).toEqual(first?.rows);
    expect(left?.rows[3]).not.toBe(right?.rows[3]);
  });

  it('gives up what was least lately used', () => {
    const cache = new PrefixCache(4);
    for (const ids of [[1, 2], [3], [1, 2], [4, 5]]) {
      cache.beginBatch();
      cache.claim(ids);
    }
    cache.beginBatch();
    expect(cache.claim([1, 2])?.known).toBe(2);
    cache.beginBatch();
    expect(cache.claim([3])?.known).toBe(0);
  });

  it('refuses what does not fit in a batch, and leaves nothing of it', () => {
    const cache = new PrefixCache(3);
    cache.beginBatch();
    expect(cache.claim([1, 2])).not.toBeNull();
    expect(cache.claim([3, 4])).toBeNull();
    expect(cache.claim([3])).not.toBeNull();
    cache.beginBatch();
    expect(cache.claim([3, 4])?.known).toBe(1);
  });

  it('never mixes sequences up', () => {
    const sequences = fc.array(
      fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 1, maxLength: 5 }),
      {
        minLength: 1,
        maxLength: 4,
      },
    );
    fc.assert(
      fc.property(fc.array(sequences, { maxLength: 12 }), (batches) => {
        const cache = new PrefixCache(7);
        /** What each row holds: the tokens up to and with its own. */
        const held = new Map<number, string>();
        for (const batch of batches) {
          cache.beginBatch();
          const claims: { ids: number[]; rows: number[] }[] = [];
          for (const ids of batch) {
            const claimed = cache.claim(ids);
            if (!claimed) continue;
            claims.push({ ids, rows: claimed.rows });
            claimed.rows.forEach((row, place) => {
              const prefix = ids.slice(0, place + 1).join();
              if (place < claimed.known) expect(held.get(row)).toBe(prefix);
              held.set(row, prefix);
            });
          }
          // Nothing that the batch uses was given away within it.
          for (const { ids, rows } of claims) {
            rows.forEach((row, place) =>
              expect(held.get(row)).toBe(ids.slice(0, place + 1).join()),
            );
          }
        }
      }),
    );
  });
});

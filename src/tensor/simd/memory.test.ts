import fc from 'fast-check';
import { expect, it } from 'vitest';
import { SimdMemory, type Region } from './memory';

it('gives regions that do not overlap, at multiples of 64 bytes, whatever comes and goes', () => {
  const step = fc.record({ bytes: fc.integer({ min: 0, max: 300_000 }), frees: fc.nat(20) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const memory = new SimdMemory(false);
      const held: Region[] = [];
      for (const { bytes, frees } of steps) {
        held.push(memory.allocate(bytes, 'a test'));
        if (frees % 2 === 0)
          held.splice(frees % held.length, 1).forEach((one) => memory.release(one));
      }
      const sorted = held.toSorted((left, right) => left.address - right.address);
      sorted.forEach(({ address, bytes }, index) => {
        const next = index + 1 < sorted.length ? sorted[index + 1].address : memory.bytes;
        expect(address % 64).toBe(0);
        expect(address + bytes).toBeLessThanOrEqual(next);
      });
      const total = memory.bytes;
      sorted.forEach((one) => memory.release(one));
      // Everything is one hole again.
      memory.release(memory.allocate(total - 65_536, 'a test'));
      expect(memory.bytes).toBe(total);
    }),
    { numRuns: 60 },
  );
});

it('grows by what is missing only', () => {
  const memory = new SimdMemory(false);
  const first = memory.allocate(10_000_000, 'a test');
  expect(memory.bytes).toBeLessThan(10_200_000);
  memory.release(first);
  memory.allocate(10_000_000, 'a test');
  expect(memory.bytes).toBeLessThan(10_200_000);
});

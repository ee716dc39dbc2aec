/**
 * @file Attentions of any shape and with any options, for property tests of the machines.
 */
import fc from 'fast-check';
import type { AttentionShape } from './operations/attention';

const optionalOperands = [
  'inputs.rotation',
  'inputs.distanceBias',
  'inputs.prefixes',
  'inputs.keyLengths',
  'inputs.sinks',
  'outputs.distanceBias',
];

/** @param longest queries and keys of a sequence at most */
export function anyAttention(
  longest: number,
): fc.Arbitrary<{ operation: AttentionShape; absent: string[] }> {
  const length = fc.integer({ min: 1, max: longest });
  const drawn = fc.record({
    batch: fc.integer({ min: 1, max: 3 }),
    time: length,
    keyTime: fc.option(length, { nil: undefined }),
    keyValueHeads: fc.integer({ min: 1, max: 2 }),
    group: fc.integer({ min: 1, max: 3 }),
    half: fc.integer({ min: 1, max: 12 }),
    mask: fc.record({ causal: fc.boolean(), window: fc.nat(40) }),
    dropout: fc.constantFrom(0, 0.25),
    site: fc.nat(3),
    scoreCap: fc.option(fc.constantFrom(0.5, 4), { nil: undefined }),
  });
  return fc
    .tuple(drawn, fc.subarray(optionalOperands))
    .map(([{ keyTime, group, half, ...shape }, absent]) => {
      const own = { ...shape, heads: shape.keyValueHeads * group, headDim: 2 * half };
      const operation =
        keyTime === undefined ? own : { ...own, keyTime, mask: { causal: false, window: 0 } };
      return { operation, absent };
    });
}

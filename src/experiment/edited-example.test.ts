/**
 * @file Examples that are edited by a press: the text behind them stays the same, and a press on what was
 * hidden brings it back.
 */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Random } from '../base/random';
import { prefix } from '../training/objectives/prefix';
import { spanCorruption } from '../training/objectives/span-corruption';
import { editedExample } from './edited-example';
import { requireSpec } from './spec';
import type { ShownExample } from './objective-preview';

const end = 0;
const sentinels = [100, 101, 102, 103];
const text = Uint16Array.from({ length: 40 }, (_, place) => place + 1);
const { objective } = requireSpec({});

const batchOf = (
  kind: 'masked' | 'prefix' | 'span-corruption',
  architecture: 'decoder-only' | 'encoder-only' | 'encoder-decoder',
) => ({
  settings: {
    objective: { ...objective, kind },
    ...{ architecture, contextLength: 16, rows: 1, seed: 1 },
  },
  mask: 99,
  sentinels,
});

/** The text of an example of the encoder-decoder, from its source and target. */
function windowOf({ source = [], targets }: ShownExample): number[] {
  const target = targets.filter((id) => id !== end);
  return source.flatMap((id) => {
    if (id === end) return [];
    if (!sentinels.includes(id)) return [id];
    const rest = target.slice(target.indexOf(id) + 1);
    const next = rest.findIndex((other) => sentinels.includes(other));
    return next < 0 ? rest : rest.slice(0, next);
  });
}

const shown = (example: { inputs: ArrayLike<number>; targets: ArrayLike<number> }) => ({
  ...example,
  inputs: Array.from(example.inputs),
  targets: Array.from(example.targets),
});

function spanExample(seed: number): ShownExample {
  const made = spanCorruption(16, { corruptedShare: 0.3, meanSpan: 2 }, end, sentinels);
  const { source = [], ...rest } = made.examplesOf(text).at(2, new Random(seed));
  return { ...shown(rest), source: Array.from(source) };
}

it('hides a token and shows it again', () => {
  const batch = batchOf('masked', 'encoder-only');
  const example = { inputs: [5, 99, 7], targets: [-1, 6, -1] };
  const hidden = editedExample(batch, example, 'inputs', 0);
  expect(hidden).toEqual({ inputs: [99, 99, 7], targets: [5, 6, -1] });
  expect(editedExample(batch, hidden, 'inputs', 0)).toEqual(example);
  expect(editedExample(batch, example, 'inputs', 1)).toEqual({
    inputs: [5, 6, 7],
    targets: [-1, -1, -1],
  });
});

it('moves the end of a prefix, as the objective itself would have put it', () => {
  const batch = batchOf('prefix', 'decoder-only');
  const { at } = prefix('decoder-only', 16, end).examplesOf(text);
  const example = { ...at(3, new Random(1)) };
  for (let place = 0; place < 16; place++) {
    const moved = editedExample(
      batch,
      { ...shown(example), prefix: example.prefix },
      'inputs',
      place,
    );
    expect(moved.prefix).toBe(place + 1);
    moved.targets.forEach((id, index) => expect(id).toBe(index < place ? -1 : text[3 + index + 1]));
  }
});

it('divides a text between encoder and decoder', () => {
  const batch = batchOf('prefix', 'encoder-decoder');
  const example = { source: [1, 2, 3, end], inputs: [end, 4, 5], targets: [4, 5, 6] };
  expect(editedExample(batch, example, 'source', 0)).toEqual({
    source: [1, end],
    inputs: [end, 2, 3, 4, 5],
    targets: [2, 3, 4, 5, 6],
  });
  expect(editedExample(batch, example, 'inputs', 2)).toEqual({
    source: [1, 2, 3, 4, 5, end],
    inputs: [end],
    targets: [6],
  });
  // The end of the source would take nothing over, the last token cannot be given away.
  expect(windowOf(editedExample(batch, example, 'source', 3))).toHaveLength(4);
});

it('cuts tokens out and puts them back, and never changes the text', () => {
  const batch = batchOf('span-corruption', 'encoder-decoder');
  fc.assert(
    fc.property(
      fc.nat(50),
      fc.array(fc.tuple(fc.boolean(), fc.nat(15)), { maxLength: 6 }),
      (seed, presses) => {
        const first = spanExample(seed);
        let example = first;
        for (const [isSource, place] of presses) {
          const line = isSource ? (example.source ?? []) : example.inputs;
          const at = place % line.length;
          const next = editedExample(batch, example, isSource ? 'source' : 'inputs', at);
          expect(windowOf(next)).toEqual(windowOf(first));
          expect(next.source?.length).toBeLessThanOrEqual(16);
          expect(next.targets.at(-1)).toBe(end);
          expect(next.targets.slice(0, -1)).toEqual(next.inputs.slice(1));
          example = next;
        }
      },
    ),
  );
});

it('a press on a token cuts it out, and one on its sentinel puts it back', () => {
  const batch = batchOf('span-corruption', 'encoder-decoder');
  const example = {
    source: [1, 100, 4, 5, end],
    inputs: [end, 100, 2, 3],
    targets: [100, 2, 3, end],
  };
  const cut = editedExample(batch, example, 'source', 3);
  expect(cut).toEqual({
    source: [1, 100, 4, 101, end],
    inputs: [end, 100, 2, 3, 101, 5],
    targets: [100, 2, 3, 101, 5, end],
  });
  expect(editedExample(batch, cut, 'source', 3)).toEqual(example);
  expect(editedExample(batch, cut, 'inputs', 5)).toEqual(example);
  // Half of a gap.
  expect(editedExample(batch, cut, 'inputs', 2).source).toEqual([1, 2, 100, 4, 101, end]);
  // Something stays cut out.
  expect(editedExample(batch, example, 'source', 1)).toBe(example);
});

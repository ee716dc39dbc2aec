/** @file Pictures of what was changed in a model and of what came of it. */
import { expect, it } from 'vitest';
import { CandidatePair } from './CandidatePair';
import { HeadSwitches, signed } from './HeadSwitches';
import { LossChange } from './LossChange';
import { MaskGrid } from './MaskGrid';
import { draw, occurrences } from './testing';

it('has a switch for each head, which tells its state and what it is worth', () => {
  const switches = (importance: Float32Array | null) =>
    draw(
      <HeadSwitches
        rows={['Layer 1', 'Layer 2']}
        heads={2}
        states={['kept', 'off', 'patched', 'kept']}
        importance={importance}
        onPress={() => {}}
      />,
    );
  expect(occurrences(switches(null), '<button')).toBe(4);
  expect(switches(null)).toContain('Layer 1, head 2: off');
  const measured = switches(Float32Array.of(0.5, -0.25, 0, 1));
  expect(measured).toContain('Layer 2, head 1: patched; switched off, the loss changes by 0');
  expect(measured).toContain('+0.5');
  expect(measured).toContain('--shade:36%');
});

it('writes differences with their sign, and what is only rounding as 0', () => {
  expect([0.25, -0.25, 1e-5, -1e-5].map(signed)).toEqual(['+0.25', '−0.25', '0', '0']);
});

it('tells the loss of each token before and after, and which became worse', () => {
  const markup = draw(
    <LossChange
      tokens={['a', 'b', 'c']}
      expected={['b', 'c']}
      before={[1, 2]}
      after={[1.5, 1]}
      chosen={2}
      onChoose={() => {}}
    />,
  );
  expect(occurrences(markup, 'data-worse="true"')).toBe(1);
  expect(markup).toContain('+0.5');
  expect(markup).toContain('−1');
  expect(occurrences(markup, 'aria-pressed="true"')).toBe(1);
});

it('marks the token that really stands there', () => {
  const markup = draw(
    <CandidatePair
      before={[{ label: 'x', probability: 0.5 }]}
      after={[
        { label: 'y', probability: 0.75 },
        { label: 'x', probability: 0.25 },
      ]}
      expected="x"
    />,
  );
  expect(occurrences(markup, 'is-right')).toBe(2);
  expect(markup).toContain('75.0%');
});

it('a mask that can be edited shows what was turned over', () => {
  const markup = draw(
    <MaskGrid
      label="mask"
      tokens={['a', 'b']}
      writes={[null, null]}
      sight={(query, key) => (key <= query ? 'self' : 'none')}
      sourceLength={2}
      edit={{ isChanged: (query, key) => query === 1 && key === 0, onToggle: () => {} }}
    />,
  );
  expect(occurrences(markup, 'data-changed="true"')).toBe(1);
  expect(markup).toContain('data-editable="true"');
});

it('a cell that cannot be turned over says so', () => {
  const markup = draw(
    <MaskGrid
      label="mask"
      tokens={['a', 'b']}
      writes={[null, null]}
      sight={() => 'self'}
      sourceLength={1}
      edit={{ isChanged: () => false, onToggle: () => {}, isFixed: (query, key) => query < key }}
    />,
  );
  expect(occurrences(markup, 'data-fixed="true"')).toBe(1);
});

/** @file The rows of the pictures are those that training makes. */
import { expect, it } from 'vitest';
import { architectures } from '../../models/config';
import { pairLayout } from '../../training/objectives/layout';
import { end, maskRows } from './mask-rows';

const letters = [end, '[SEP]', '[MASK]', 'a', 'b', 'c'];

it.each(architectures)('%s', (architecture) => {
  const layout = pairLayout(architecture, 16, { endOfText: 0, separator: 1, mask: 2 });
  const { source = [], inputs, targets } = layout.example([3, 4, 5], [5, 4, 3]);
  const { tokens, writes } = maskRows(architecture, ['a', 'b', 'c']);
  const read = [...Array.from(source), ...Array.from(inputs)];
  expect(tokens).toEqual(read.map((id) => letters[id]));
  const asked = [...Array.from(source, () => -1), ...Array.from(targets)];
  expect(writes).toEqual(asked.map((id) => letters[id] ?? null));
});

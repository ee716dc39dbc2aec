/**
 * @file Many texts of each strategy: a plane and a table of what they are like, some of them to read, and
 * a sweep over one knob.
 */
import { english } from '../src/language/en';
import { addressOf, expect, test } from './lab';

const { decode, pictures } = english;

test('strategies write many texts, and a knob goes through its range', async ({ page }) => {
  const columns = [
    { kind: 'greedy' as const },
    { kind: 'top-p' as const, p: 0.95, temperature: 1 },
  ];
  await page.goto(addressOf({ decoding: { prompt: 'The', maxTokens: 5, columns } }, 'decode'));
  const start = page.getByRole('button', { name: decode.repeats.start });
  const table = page.getByRole('region', { name: decode.repeats.table });
  const texts = (row: number) => table.getByRole('row').nth(row).getByRole('cell').first();
  await start.click();
  await expect(texts(1)).toHaveText('1');
  await expect(texts(2)).toHaveText('20');

  const plane = page.getByRole('group', { name: pictures.plane.label });
  await plane.getByRole('button', { name: /^2 · / }).locator('circle').last().click();
  const shown = page.getByRole('list', { name: decode.repeats.texts }).getByRole('listitem');
  await expect(shown).toHaveCount(5);
  await expect(shown.first()).toContainText('The');

  // All texts as one tree, of the only strategy that writes more than one.
  const tree = page.getByRole('tree', { name: /^Tree of 20 texts/ });
  await expect(tree.getByRole('treeitem', { name: /of 20 texts/ }).first()).toBeVisible();

  await page.getByRole('combobox', { name: decode.repeats.what }).click();
  await page.getByRole('option', { name: /Temperature/ }).click();
  await start.click();
  await expect(table.getByRole('row')).toHaveCount(9);
  await expect(texts(8)).toHaveText('20');
  await expect(plane.getByRole('button')).toHaveCount(8);
});

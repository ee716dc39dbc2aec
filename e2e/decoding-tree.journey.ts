/**
 * @file A beam search as a tree: it grows step by step, its tokens are walked with the arrow keys, and it is
 * saved as SVG.
 */
import { readFile } from 'node:fs/promises';
import { english } from '../src/language/en';
import { addressOf, expect, test } from './lab';

const { common, decode, decodeTree, pictures } = english;

test('a beam search is looked through step by step, and saved', async ({ page }) => {
  const columns = [{ kind: 'beam' as const, beams: 3, lengthPenalty: 1, groups: 3 }];
  await page.goto(addressOf({ decoding: { prompt: 'The', maxTokens: 5, columns } }, 'decode'));
  await page.getByRole('slider', { name: decodeTree.rules.diversityPenalty }).press('End');
  await page.getByRole('button', { name: decode.run, exact: true }).click();

  const section = page.getByRole('region', { name: decodeTree.beam.title });
  const tree = section.getByRole('tree');
  const tokens = tree.getByRole('treeitem');
  const scrubber = section.getByRole('slider', { name: common.player.scrubber });
  // It plays by itself; once all is there, its end is a place to begin from.
  await expect(page.getByText(decode.status.length)).toBeVisible();
  await scrubber.press('End');
  await expect(tree).toHaveAccessibleName(/0 go on, 3 have ended/);
  await scrubber.press('Home');
  await expect(tokens).toHaveCount(0);
  await section.getByRole('button', { name: common.player.forward }).click();
  // Three groups of one beam look at two candidates each, and keep three different tokens.
  await expect(tokens).toHaveCount(6);
  await expect(tree).toHaveAccessibleName(/3 go on, 0 have ended/);
  await expect(section.getByRole('treeitem', { name: /given up/ })).toHaveCount(3);

  await scrubber.press('End');
  await tokens.first().focus();
  await page.keyboard.press('ArrowRight');
  const second = tree.locator(':focus');
  await expect(second).toHaveAttribute('aria-level', '2');
  await page.keyboard.press('Enter');
  await expect(second).toHaveAttribute('aria-selected', 'true');
  await expect(section.locator('output')).toContainText(/^Group 1: .*token 2,/);

  const name = pictures.frame.save.replace('{{title}}', decodeTree.beam.picture);
  await section.getByRole('button', { name }).click();
  const saved = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: pictures.frame.saveSvg }).click();
  const file = await saved;
  expect(file.suggestedFilename()).toBe('beam-tree.svg');
  expect(await readFile(await file.path(), 'utf8')).toContain('stroke-dasharray="3px, 2px"');
});

/**
 * @file Runs are kept: renamed, looked up after a reload, deleted.
 */
import { english } from '../src/language/en';
import { addressOf, expect, expectRunStatus, openRoute, test, tinySpec } from './lab';

const { runs, train } = english;

test('a run is kept, renamed and deleted', async ({ page }) => {
  await page.goto(addressOf({ ...tinySpec, backend: 'wasm', name: 'first try' }, 'train'));
  await page.getByRole('button', { name: train.start }).click();
  await expectRunStatus(page, 'finished');

  await openRoute(page, 'runs');
  await page.getByRole('button', { name: 'Rename first try' }).click();
  await page.getByRole('textbox', { name: runs.newName }).fill('renamed <b>run</b>');
  await page.getByRole('button', { name: runs.saveName }).click();
  await expect(page.getByText('renamed <b>run</b>', { exact: true })).toBeVisible();

  await page.reload();
  await expect(page.getByText('renamed <b>run</b>', { exact: true })).toBeVisible();
  const actions = page.getByRole('group', { name: 'Actions for renamed <b>run</b>' });
  await actions.getByRole('button', { name: runs.delete }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: runs.keep }).click();
  await expect(dialog).toHaveCount(0);
  await actions.getByRole('button', { name: runs.delete }).click();
  await page.getByRole('dialog').getByRole('button', { name: runs.delete, exact: true }).click();
  await expect(page.getByText(runs.empty)).toBeVisible();
  await page.reload();
  await expect(page.getByText(runs.empty)).toBeVisible();
});

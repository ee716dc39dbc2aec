/**
 * @file Where the time of a step goes: measured in the engine panel, while the run is paused.
 */
import { english } from '../src/language/en';
import { addressOf, expect, expectRunStatus, lossesOf, newestRun, test, tinySpec } from './lab';

const { engine, pictures, train } = english;

test('a step is measured, and is a step of the run', async ({ page }) => {
  const training = { ...tinySpec.training, checkpointInterval: 1 };
  await page.goto(addressOf({ ...tinySpec, backend: 'wasm', training }, 'train'));
  const badge = page.getByRole('button', { name: /^Engine:/ });
  const measure = page.getByRole('button', { name: engine.profile.measure });
  await page.getByRole('button', { name: train.start }).click();
  await page.getByRole('button', { name: train.pause }).click();
  await expectRunStatus(page, 'paused');
  const before = (await newestRun(page))?.step ?? 0;

  await badge.click();
  await expect(page.getByText(engine.profile.paused)).toBeVisible();
  await measure.click();
  const flame = page.getByRole('group', { name: pictures.flame.label });
  await expect(flame).toBeVisible({ timeout: 60_000 });
  const run = await newestRun(page);
  expect(run?.step).toBe(before + 1);
  expect(await lossesOf(page, run?.id ?? '')).toHaveLength(before + 1);

  // By keyboard: from the whole step to its first phase, which then fills the width.
  await flame.getByRole('button', { name: /^whole step/ }).focus();
  await page.keyboard.press('ArrowRight');
  const forward = flame.getByRole('button', {
    name: new RegExp(`^${pictures.flame.phases.forward}`),
  });
  await expect(forward).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(forward).toHaveAttribute('aria-pressed', 'true');
  const table = page.getByRole('table', { name: pictures.flame.costliest });
  await expect(table.getByRole('cell', { name: pictures.flame.kinds.matmul })).toBeVisible();
});

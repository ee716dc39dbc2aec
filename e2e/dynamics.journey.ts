/**
 * @file Training dynamics: a run is measured while it trains, and what was measured is kept with it.
 */
import { english } from '../src/language/en';
import { addressOf, expect, newestRun, test, tinySpec } from './lab';

const { common, dynamics, pictures } = english;

test('a run is measured, read with the keyboard, and opened again', async ({ page }) => {
  const training = { ...tinySpec.training, dynamicsInterval: 5 };
  await page.goto(addressOf({ ...tinySpec, backend: 'wasm', training }, 'dynamics'));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(common.pages.dynamics);
  await page.getByRole('button', { name: dynamics.start }).click();
  const strips = page.getByRole('group', { name: dynamics.gradient.picture });
  const layer = pictures.flame.layers.feedForward.replace('{{layer}}', '1');
  await expect(strips.getByText(layer)).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText(`finished · step 30/30`)).toBeVisible({ timeout: 60_000 });
  await strips.press('ArrowDown');
  await strips.press('ArrowLeft');
  await expect(page.getByText(/, step 2\d: /u).first()).toBeVisible();
  await expect(
    page.getByRole('heading', { name: dynamics.health.title.replace('{{step}}', '30') }),
  ).toBeVisible();

  const id = (await newestRun(page))?.id ?? '';
  const steps = await page.evaluate(async (runId) => {
    const rows = (await window.lab?.history(runId)) ?? [];
    return rows.flatMap((row) => (row.type === 'dynamics' ? [row.step] : []));
  }, id);
  expect(steps).toEqual([1, 5, 10, 15, 20, 25, 30]);

  // In a new visit nothing trains, and the kept run is there.
  await page.reload();
  await expect(page.getByRole('img', { name: dynamics.ratio.lines })).toBeVisible();
  await expect(page.getByRole('group', { name: dynamics.units.dead })).toBeVisible();
});

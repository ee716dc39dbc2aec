/**
 * @file Training dynamics: a run is measured while it trains, and what was measured is kept with it.
 */
import { english } from '../src/language/en';
import { addressOf, expect, newestRun, test, tinySpec } from './lab';

const { common, dynamics, model, pictures } = english;

test('a run is measured, read with the keyboard, and opened again', async ({ page }) => {
  test.slow();
  const training = { ...tinySpec.training, dynamicsInterval: 5 };
  await page.goto(addressOf({ ...tinySpec, backend: 'wasm', training }, 'dynamics'));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(common.pages.dynamics);
  await page.getByRole('button', { name: dynamics.start }).click();
  const strips = page.getByRole('group', { name: dynamics.gradient.picture });
  const layer = pictures.flame.layers.feedForward.replace('{{layer}}', '1');
  await expect(strips.getByText(layer)).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText(`finished · step 30/30`)).toBeVisible({ timeout: 60_000 });
  await expect(
    page.getByRole('heading', { name: dynamics.health.title.replace('{{step}}', '30') }),
  ).toBeVisible();
  await strips.press('ArrowDown');
  await strips.press('ArrowLeft');
  await expect(page.getByText(/, step 2\d: /u).first()).toBeVisible();

  const id = (await newestRun(page))?.id ?? '';
  const steps = await page.evaluate(async (runId) => {
    const rows = (await window.lab?.history(runId)) ?? [];
    return rows.flatMap((row) => (row.type === 'dynamics' ? [row.step] : []));
  }, id);
  expect(steps).toEqual([1, 5, 10, 15, 20, 25, 30]);

  // The loss of the last checkpoint, taken apart.
  await page.getByRole('button', { name: dynamics.profile.start }).click();
  const kinds = page.getByRole('region', { name: dynamics.profile.kinds });
  await expect(kinds.getByRole('rowheader').first()).toBeVisible({ timeout: 60_000 });

  // A rate is found and taken over.
  await page.getByRole('textbox', { name: dynamics.finder.steps }).fill('40');
  await page.getByRole('button', { name: dynamics.finder.start }).click();
  const take = page.getByRole('button', { name: /^Take .* as learning rate$/u });
  await take.click({ timeout: 60_000 });
  await expect(page.getByRole('button', { name: /^The spec has /u })).toBeDisabled();

  // In a new visit nothing trains, and the kept run is there.
  await page.reload();
  await expect(page.getByRole('img', { name: dynamics.ratio.lines })).toBeVisible();
  await expect(page.getByRole('group', { name: dynamics.units.dead })).toBeVisible();

  // From what a setting does to a sweep over it.
  const setting = model.fields.warmupSteps.label;
  await page
    .getByRole('link', { name: dynamics.effects.try.replace('{{field}}', setting) })
    .click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(common.pages.experiments);
});

/**
 * @file Positions: pictures of every scheme, then two schemes trained short and measured long.
 */
import { english } from '../src/language/en';
import { addressOf, expect, expectRunStatus, newestRun, test, tinySpec } from './lab';

const { common, positions, model, train, trials } = english;

test('the pictures follow their controls, and schemes are trained and measured', async ({
  page,
}) => {
  test.slow();
  await page.goto(addressOf({ ...tinySpec, backend: 'wasm' }, 'positions'));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(common.pages.positions);

  // A cell of the sinusoids, read with the keyboard: position 1, the cosine of the fastest wave.
  const matrix = page.getByRole('group', { name: positions.sinusoidal.matrix });
  for (const key of ['ArrowDown', 'ArrowRight']) await matrix.press(key);
  await expect(page.getByText('position 1, number 1: 0.5403')).toBeVisible();

  // More heads have more slopes.
  const heads = page.getByRole('slider', { name: model.fields.heads.label });
  await heads.press('End');
  await expect(page.getByText('Head 16: 0.003906')).toBeVisible();

  for (const scheme of ['rope', 'sinusoidal', 'shaw', 'alibi', 't5'] as const) {
    await page.getByRole('checkbox', { name: positions.readings[scheme] }).press('Space');
  }
  await page.getByRole('textbox', { name: positions.trial.context }).fill('8');
  await page.getByRole('textbox', { name: positions.trial.steps }).fill('20');
  await page.getByRole('button', { name: positions.trial.start }).click();
  const table = page.getByRole('region', { name: positions.trial.table });
  await expect(table.getByRole('rowheader')).toHaveText(
    [positions.readings.learned, positions.readings.none],
    { timeout: 120_000 },
  );
  await expect(page.getByRole('img', { name: positions.trial.curves })).toBeVisible();
  // One layer without positions cannot notice the order.
  const shuffle = page.getByRole('region', { name: positions.shuffle.title });
  const row = shuffle.getByRole('row', { name: positions.readings.none });
  await expect(row.getByRole('cell')).toHaveText(['0', '100.0%']);
  await expect(page.getByRole('group', { name: positions.learned.alike })).toBeVisible();
  await expect(page.getByRole('button', { name: positions.trial.start })).toBeVisible();

  // One of the two as a run that is kept.
  const name = trials.openOne.replace('{{name}}', positions.readings.learned);
  await table.getByRole('button', { name }).click();
  await page.getByRole('button', { name: train.start }).click();
  await expectRunStatus(page, 'finished');
  expect(await newestRun(page)).toMatchObject({
    step: 20,
    spec: { model: { positions: 'learned', contextLength: 8 } },
  });
});

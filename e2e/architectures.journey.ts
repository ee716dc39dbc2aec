/**
 * @file Architectures: the masks of the three, then two tasks tried by two of them.
 */
import { english } from '../src/language/en';
import { addressOf, expect, test, tinySpec } from './lab';

const { architectures, common, source, trials } = english;

test('masks follow their word, and architectures are tried on tasks', async ({ page }) => {
  test.slow();
  await page.goto(addressOf({ ...tinySpec, backend: 'wasm' }, 'architectures'));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(common.pages.architectures);

  // The files that run stand behind a button, as they are.
  await page.getByRole('button', { name: source.open }).click();
  const drawer = page.getByRole('dialog', { name: source.title });
  await expect(drawer.getByText('export function forward(')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(drawer).toBeHidden();

  await page.getByRole('textbox', { name: architectures.masks.word }).fill('xy');
  const name = architectures.names['encoder-decoder'];
  const mask = page.getByRole('group', { name: new RegExp(name) });
  for (let row = 0; row < 4; row++) await mask.press('ArrowDown');
  // The first place of the decoder: all of the encoder, and itself.
  await expect(page.getByText('sees: x y [END] [END]. It is to give: y')).toBeVisible();

  const { trial, tasks, names, details } = architectures;
  for (const task of ['reversal', 'sorting', 'addition', 'translation', 'cloze'] as const) {
    await page.getByRole('checkbox', { name: tasks[task], exact: true }).press('Space');
  }
  await page.getByRole('checkbox', { name: names['decoder-only'] }).press('Space');
  await page.getByRole('textbox', { name: trial.width }).fill('16');
  await page.getByRole('textbox', { name: trial.steps }).fill('20');
  await page.getByRole('button', { name: trial.start.replace('{{count}}', '4') }).click();
  const table = page.getByRole('region', { name: trial.table });
  await expect(table.getByRole('button')).toHaveCount(4, { timeout: 120_000 });
  await table.getByRole('row', { name: tasks.classification }).getByRole('button').first().click();
  const examples = page.getByRole('region', { name: details.examples });
  await expect(examples.getByRole('row').nth(1)).toContainText('[SEP] [MASK] [MASK]');
  await expect(examples.getByRole('row').nth(1)).toContainText(/positive|negative/);

  await page.getByRole('button', { name: trials.openOne.split('{{name}}')[0] }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(common.pages.train);
  await expect(page.getByRole('navigation', { name: common.rail.label })).toContainText(
    common.corpora.classification,
  );
});

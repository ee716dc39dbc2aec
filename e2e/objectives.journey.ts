/**
 * @file Objectives: a real batch that follows its settings, and tokens that are hidden by hand.
 */
import { english } from '../src/language/en';
import { addressOf, expect, test, tinySpec } from './lab';

const { common, objectives, pictures } = english;

test('a batch follows its settings, and a token is hidden by hand', async ({ page }) => {
  const model = { ...tinySpec.model, architecture: 'encoder-only' } as const;
  const spec = { ...tinySpec, backend: 'wasm', model, objective: { kind: 'masked' } } as const;
  await page.goto(addressOf(spec, 'objectives'));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(common.pages.objectives);
  const first = page.getByRole('group', {
    name: objectives.batch.inputs.replace('{{row}}', '1'),
  });
  const learned = first.getByRole('button', { name: 'should give' });
  const plain = first.getByRole('button', { name: /^reads “[^[]”$/u }).first();
  await expect(learned.first()).toBeVisible();
  const before = await learned.count();
  await plain.click();
  await expect(learned).toHaveCount(before + 1);

  const share = page.getByRole('slider', { name: objectives.fields.corruptedShare.label });
  await share.press('End');
  await expect.poll(() => learned.count()).toBeGreaterThan(before + 1);

  await page.getByRole('combobox', { name: objectives.kind }).click();
  await page.getByRole('option', { name: objectives.kinds['span-corruption'].name }).click();
  const source = page.getByRole('group', { name: objectives.batch.source.replace('{{row}}', '1') });
  await expect(
    source.getByRole('button', { name: pictures.batch.looks.hidden }).first(),
  ).toBeVisible();
});

/**
 * @file An encoder-decoder from its settings to its text: trained on a task, asked by several strategies,
 * what it looks at while it writes, and what its heads are worth; and an encoder, which does not write.
 */
import { english } from '../src/language/en';
import { addressOf, expect, expectRunStatus, openRoute, test, tinySpec } from './lab';

const { crossAttention, decode, errors, intervention, lens, model, objectives, train } = english;

const base = {
  ...tinySpec,
  backend: 'wasm',
  text: { source: 'reversal', documents: 200, seed: 1 },
  tokenizer: { kind: 'characters' },
} as const;

test('an encoder-decoder reads a prompt and writes; its look is shown', async ({ page }) => {
  const spec = { ...base, training: { ...tinySpec.training, steps: 12 } };
  await page.goto(addressOf(spec, 'model'));
  await page.getByRole('combobox', { name: model.fields.architecture.label }).click();
  const names = model.fields.architecture.names;
  await page.getByRole('option', { name: names['encoder-decoder'], exact: true }).click();
  await page.getByRole('combobox', { name: objectives.kind }).click();
  await page.getByRole('option', { name: objectives.kinds.pairs.name }).click();

  await openRoute(page, 'train');
  await page.getByRole('button', { name: train.start }).click();
  await expectRunStatus(page, 'finished');

  await openRoute(page, 'decode');
  await page.getByRole('textbox', { name: decode.prompt }).fill('abc');
  await page.getByRole('button', { name: decode.run, exact: true }).click();
  const section = page.getByRole('region', { name: crossAttention.title });
  const heads = section.getByRole('button', { name: 'Layer 1, head 2' });
  await expect(heads).toBeVisible({ timeout: 60_000 });
  await heads.click();
  await expect(section.getByRole('img', { name: /L1H2/ })).toBeVisible();

  // A head of each attention less is another model; so is one whose decoder does not see a letter.
  await openRoute(page, 'inside');
  const changed = page.getByRole('region', { name: intervention.title });
  for (const row of ['Encoder', 'Decoder', 'Cross-attention']) {
    await changed.getByRole('button', { name: `${row}, layer 1, head 2: on` }).click();
    await expect(
      changed.getByRole('button', { name: `${row}, layer 1, head 2: off` }),
    ).toBeVisible();
  }
  await expect(changed.getByText(intervention.answers.unchanged)).toHaveCount(0);
  await expect(page.getByText(lens.encoder)).toBeVisible();
});

test('an encoder says that it does not write', async ({ page }) => {
  const spec = {
    ...base,
    model: { ...tinySpec.model, architecture: 'encoder-only' },
    objective: { kind: 'pairs' },
    training: { ...tinySpec.training, steps: 3 },
  } as const;
  await page.goto(addressOf(spec, 'train'));
  await page.getByRole('button', { name: train.start }).click();
  await expectRunStatus(page, 'finished');
  await openRoute(page, 'decode');
  await page.getByRole('button', { name: decode.run, exact: true }).click();
  await expect(page.getByText(errors['model.encoder']).first()).toBeVisible({ timeout: 60_000 });
});

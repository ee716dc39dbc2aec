/**
 * @file A link carries the whole spec; one from a newer version or with nonsense in it opens with a
 * message.
 */
import { english } from '../src/language/en';
import { addressOf, expect, test } from './lab';

const { common, model } = english;

test('a link opens the same settings', async ({ page }) => {
  await page.goto(addressOf({ seed: 77, model: { layers: 3, width: 48 } }, 'model'));
  await expect(page.getByRole('textbox', { name: model.fields.layers.label })).toHaveValue('3');
  await expect(
    page.getByRole('textbox', { name: model.fields.width.label, exact: true }),
  ).toHaveValue('48');
  await expect(page.getByRole('textbox', { name: model.fields.seed.label })).toHaveValue('77');
  await expect(page.getByText(common.notices.linkTitle)).toHaveCount(0);

  // What is changed stands in the address, so a reload keeps it.
  const address = page.url();
  await page.getByRole('textbox', { name: model.fields.layers.label }).fill('2');
  await page.getByRole('textbox', { name: model.fields.layers.label }).blur();
  await expect.poll(() => page.url()).not.toBe(address);
  await page.reload();
  await expect(page.getByRole('textbox', { name: model.fields.layers.label })).toHaveValue('2');
});

const encode = (value: string) => Buffer.from(value).toString('base64url');

for (const [what, link, message] of [
  ['a newer version', `9.${encode('{}')}`, /newer version of the lab \(spec version 9/],
  ['nonsense', 'no-spec-at-all%%', /cannot be read/],
  ['broken JSON', `1.${encode('{"seed":')}`, /cannot be read/],
  ['refused values', `1.${encode('{"model":{"layers":0}}')}`, /model\.layers/],
] as const) {
  test(`a link with ${what} opens with a message`, async ({ page }) => {
    await page.goto(`./?s=${encodeURIComponent(link)}#/model`);
    const notice = page.getByRole('alert').filter({ hasText: common.notices.linkTitle });
    await expect(notice).toContainText(message);
    await expect(page.getByRole('textbox', { name: model.fields.layers.label })).toHaveValue('2');
    await notice.getByRole('button', { name: common.notices.dismiss }).click();
    await expect(notice).toHaveCount(0);
  });
}

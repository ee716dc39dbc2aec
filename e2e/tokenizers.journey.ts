/**
 * @file A tokenizer of another kind all the way: chosen and set on the page, trained, saved, a model
 * trained on its tokens, and both there again after a reload.
 */
import { readFileSync } from 'node:fs';
import { english } from '../src/language/en';
import { addressOf, expect, expectRunStatus, newestRun, test, tinySpec } from './lab';

const { common, problems, tokenizer, train } = english;

test('Unigram with byte fallback and a special token', async ({ page }) => {
  await page.goto(addressOf(tinySpec, 'tokenizer'));
  await page.getByRole('radio', { name: common.tokenizerKinds.unigram }).check();
  await page.getByRole('switch', { name: tokenizer.options.byteFallback }).check({ force: true });
  const size = page.getByRole('textbox', { name: tokenizer.size });
  await size.fill('258');
  const tooSmall = problems.vocabularySmall
    .replace('{{size}}', '258')
    .replace('{{minimum}}', '259');
  await expect(page.getByText(tooSmall)).toBeVisible();
  await expect(page.getByRole('button', { name: tokenizer.train })).toBeDisabled();
  await size.fill('400');
  const special = page.getByRole('combobox', { name: tokenizer.options.specialTokens });
  await special.fill('<|user|>');
  await special.press('Enter');
  await expect(page.getByText(tooSmall)).toBeHidden();

  await page.getByRole('button', { name: tokenizer.train }).click();
  await expect(page.getByRole('definition').filter({ hasText: /^400$/ })).toBeVisible();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: tokenizer.facts.saveVocab }).click();
  const file = readFileSync((await (await download).path()) ?? '', 'utf8').split('\n');
  expect(file.slice(0, 4)).toEqual([
    '<|endoftext|>\t0',
    '<|unknown|>\t0',
    '<|user|>\t0',
    '<0x00>\t0',
  ]);
  expect(file).toHaveLength(401);

  await page
    .getByRole('link', { name: new RegExp(`^${common.pages.train}`) })
    .first()
    .click();
  await page.getByRole('button', { name: train.start }).click();
  await expectRunStatus(page, 'finished');

  await page.reload();
  const run = await newestRun(page);
  const json = await page.evaluate((id) => window.lab?.tokenizer(id) ?? '', run?.id ?? '');
  expect(JSON.parse(json)).toMatchObject({
    model: { type: 'Unigram', byte_fallback: true, unk_id: 1 },
  });
  expect(run?.spec).toMatchObject({
    tokenizer: { kind: 'unigram', vocabularySize: 400, specialTokens: ['<|user|>'] },
  });
});

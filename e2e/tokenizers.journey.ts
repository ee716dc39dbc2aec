/**
 * @file A tokenizer of another kind all the way: chosen and set on the page, trained, saved, a model
 * trained on its tokens, and both there again after a reload. One is watched while it learns, step by
 * step; several are compared on one text, with a file that is refused and one that is taken.
 */
import { readFileSync } from 'node:fs';
import { errorMessages } from '../src/base/errors';
import { english } from '../src/language/en';
import { addressOf, expect, expectRunStatus, newestRun, test, tinySpec } from './lab';

const { common, pictures, problems, tokenizer, tokenizerCompare, tokenizerWatch, train } = english;

test('Unigram with byte fallback and a special token', async ({ page }) => {
  await page.goto(addressOf({ ...tinySpec, backend: 'wasm' }, 'tokenizer'));
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

test('a tokenizer is watched while it learns', async ({ page }) => {
  await page.goto(addressOf({ ...tinySpec, backend: 'wasm' }, 'tokenizer'));
  await page.getByRole('tab', { name: tokenizer.views.watch }).click();
  await expect(page).toHaveURL(/#\/tokenizer\/watch$/);

  // It plays by itself; stepping pauses it.
  const forward = page.getByRole('button', { name: common.player.forward });
  await expect(page.getByText(/^Merge \d+: /)).toBeVisible();
  await forward.click();
  await expect(page.getByRole('button', { name: common.player.play })).toBeVisible();

  await page
    .getByRole('textbox', { name: tokenizerWatch.text.label })
    .fill('low low low lower newest newest widest');
  const pairs = page.getByRole('table', { name: pictures.pairs.table });
  // All pairs of the short text; the first one is joined.
  const start = page.getByRole('button', { name: common.player.start });
  await expect(page.getByText(/^merge \d+ of \d{1,2}$/)).toBeVisible();
  await forward.click();
  await start.click();
  await expect(page.getByText(tokenizerWatch.step.none)).toBeVisible();
  await expect(pairs.getByRole('row').nth(1)).toContainText('l + o');
  await forward.click();
  await expect(page.getByText('Merge 1: l + o → lo, 4 times.')).toBeVisible();
  await page.getByRole('slider', { name: common.player.scrubber }).press('End');
  await expect(page.getByText(tokenizerWatch.step.end)).toBeVisible();

  // The merges of a token that is clicked.
  await page
    .getByRole('button', { name: /^token ·low, id/ })
    .first()
    .click();
  await expect(page.getByRole('img', { name: /^How “·low” was put together/ })).toBeVisible();

  const algorithm = page.getByRole('combobox', { name: tokenizerWatch.player.algorithm });
  await algorithm.click();
  await page.getByRole('option', { name: common.tokenizerKinds.wordpiece }).click();
  await expect(pairs.getByRole('columnheader', { name: pictures.pairs.score })).toBeVisible();

  await algorithm.click();
  await page.getByRole('option', { name: common.tokenizerKinds.unigram }).click();
  await page.getByRole('textbox', { name: tokenizerWatch.unigram.word }).fill('newer');
  await page.getByRole('slider', { name: common.player.scrubber }).press('End');
  await expect(page.getByText(/^Done: all characters/)).toBeVisible();
  await expect(page.getByRole('img', { name: /^All ways to cut newer/ })).toBeVisible();
  // The seed vocabulary has many ways to cut the word; the last one may have a single one left.
  await page.getByRole('slider', { name: common.player.scrubber }).press('Home');
  // At alpha 0 unlikely segmentations are drawn as well as likely ones; a seed gives the same again.
  const drawn = page.getByRole('list', { name: tokenizerWatch.segmentations.list });
  await expect(drawn.getByRole('listitem')).toHaveCount(8);
  const before = await drawn.innerText();
  await page.getByRole('slider', { name: tokenizerWatch.segmentations.alpha }).press('Home');
  await expect(drawn).not.toHaveText(before, { useInnerText: true });
});

const wordPiece = {
  model: {
    type: 'WordPiece',
    unk_token: '[UNK]',
    vocab: { '[UNK]': 0, cat: 1, '##s': 2 },
  },
  pre_tokenizer: { type: 'BertPreTokenizer' },
};

test('tokenizers are compared on one text', async ({ page }) => {
  await page.goto(addressOf({ ...tinySpec, backend: 'wasm' }, 'tokenizer/compare'));
  const figures = page.getByRole('region', { name: tokenizerCompare.text.figures });
  const row = (name: string) => figures.getByRole('row', { name: new RegExp(`^${name}`) });
  await expect(row('Bytes')).toBeVisible();
  await expect(row('GPT-2')).toContainText('50,257');
  // An English vocabulary costs a Chinese reader nearly three times as much.
  const costs = page.getByRole('table', { name: pictures.fertility.table });
  await expect(costs.getByRole('row', { name: /^GPT-2/ })).toContainText('2.91 ×');

  const file = page.locator('input[type=file]');
  const choose = (name: string, content: string) =>
    file.setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(content) });
  const message = errorMessages['tokenizer.json'].split('{{')[0];
  await choose('broken.json', '{"model": {"type": "BPE", "vocab": {"a": -1}, "merges": []}}');
  await expect(page.getByRole('alert')).toContainText(`${message}model.vocab.a`);
  await choose('cut.json', '{"model": ');
  await expect(page.getByRole('alert')).toContainText('not JSON');
  await expect(row('Bytes')).toBeVisible();

  await choose('ranks.vocab', 'a\t-1\nb\t-2\n');
  await expect(page.getByRole('alert')).toContainText('.vocab');
  await choose('pieces.vocab', '<unk>\t0\n▁sit\t-2\ncat\t-1.5\ns\t-3\n');
  await expect(row('pieces.vocab')).toContainText('4');
  await page
    .getByRole('button', { name: tokenizerCompare.list.remove.replace('{{name}}', 'pieces.vocab') })
    .click();

  await choose('words.json', JSON.stringify(wordPiece));
  await expect(row('words.json')).toBeVisible();
  await expect(page.getByRole('alert')).toHaveCount(0);
  await page.getByRole('textbox', { name: tokenizerCompare.text.label }).fill('cats sit');
  await expect(row('words.json').getByRole('cell').nth(1)).toHaveText('3');
  await expect(row('Bytes').getByRole('cell').nth(1)).toHaveText('8');

  // Pointing at a token marks the same characters in the other strips, and tells its bytes.
  const stripOf = (name: string) =>
    page.getByRole('figure').filter({ has: page.getByRole('heading', { name, exact: true }) });
  await stripOf('words.json')
    .getByRole('listitem', { name: /^token cat,/ })
    .hover();
  await expect(page.getByText('id 1 · bytes 63 61 74 · characters 0–3')).toBeVisible();
  await expect(stripOf('Bytes').locator('.picture-token.is-same')).toHaveCount(3);

  const matrix = page.getByRole('region', { name: /Jaccard/ });
  await expect(matrix.getByRole('row')).toHaveCount(4);
  await page
    .getByRole('button', { name: tokenizerCompare.list.remove.replace('{{name}}', 'words.json') })
    .click();
  await expect(row('words.json')).toHaveCount(0);
  await expect(matrix.getByRole('row')).toHaveCount(3);
});

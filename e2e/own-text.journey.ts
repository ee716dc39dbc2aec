/**
 * @file The main job on WebGPU: drop a text file, train a tokenizer, train 30 steps, see the loss
 * fall, open the attention, decode four ways.
 */
import type { Page } from '@playwright/test';
import { english } from '../src/language/en';
import { addressOf, expect, expectRunStatus, lossesOf, newestRun, test, tinySpec } from './lab';

const { common, decode, inside, intervention, pictures, text, tokenizer, train } = english;
const story = 'Anna has a red ball. Ben wants the red ball. Anna gives Ben the red ball.\n';

async function dropFile(page: Page, name: string, content: string): Promise<void> {
  const dataTransfer = await page.evaluateHandle(
    ([fileName, words]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([words], fileName, { type: 'text/plain' }));
      return transfer;
    },
    [name, content] as const,
  );
  const zone = page.locator('.mantine-Dropzone-root');
  await zone.dispatchEvent('dragenter', { dataTransfer });
  await zone.dispatchEvent('drop', { dataTransfer });
}

const next = (page: Page, name: keyof typeof common.pages) =>
  page.getByRole('link', { name: `Next: ${common.pages[name]}` }).click();

test('from a dropped file to decoded text', async ({ page }) => {
  const spec = { ...tinySpec, tokenizer: { kind: 'bpe' as const, vocabularySize: 272 } };
  await page.goto(addressOf(spec, 'text'));
  await expect(page.getByText(common.corpora['english-stories']).last()).toBeVisible();
  await dropFile(page, 'anna.txt', story.repeat(80));
  await expect(page.getByRole('definition').filter({ hasText: 'anna.txt' })).toBeVisible();
  await expect(page.getByRole('region', { name: text.preview })).toContainText('Anna has a red');

  await next(page, 'cleaning');
  await next(page, 'deduplication');
  await next(page, 'tokenizer');
  await page.getByRole('button', { name: tokenizer.train }).click();
  await expect(page.getByRole('button', { name: tokenizer.facts.save })).toBeVisible();
  await expect(page.getByRole('definition').filter({ hasText: /^272$/ })).toBeVisible();

  await page
    .getByRole('link', { name: new RegExp(`^${common.pages.train}`) })
    .first()
    .click();
  await page.getByRole('button', { name: train.start }).click();
  await expectRunStatus(page, 'finished');
  await expect(page.getByRole('definition').filter({ hasText: '30 of 30' })).toBeVisible();
  await expect(page.getByRole('definition').filter({ hasText: 'webgpu' })).toBeVisible();
  await expect(page.getByRole('img', { name: pictures.chart.loss })).toBeVisible();
  const run = await newestRun(page);
  const losses = await lossesOf(page, run?.id ?? '');
  expect(losses).toHaveLength(30);
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  expect(mean(losses.slice(-5))).toBeLessThan(mean(losses.slice(0, 5)) - 0.3);

  await next(page, 'inside');
  const heads = page.getByRole('group', { name: 'Attention of every head: 1 layers × 2 heads' });
  await heads.getByRole('button', { name: 'Layer 1, head 2' }).click();
  await expect(page.getByText('One head: layer 1, head 2')).toBeVisible();
  await expect(page.getByText(inside.grid.title)).toBeVisible();
  // A head less is another model.
  await page.getByRole('button', { name: 'Layer 1, head 2: on' }).click();
  await expect(page.getByRole('button', { name: 'Layer 1, head 2: off' })).toBeVisible();
  await expect(page.getByText(intervention.answers.unchanged)).toHaveCount(0);

  await next(page, 'decode');
  await page.getByRole('button', { name: decode.run, exact: true }).click();
  for (const [index, kind] of (['greedy', 'beam', 'top-k', 'top-p'] as const).entries()) {
    const name = `Column ${index + 1}: ${decode.strategies[kind]}`;
    const column = page.getByRole('region', { name });
    await expect(column.getByText(/^(length reached|ended by itself)$/)).toBeVisible();
    expect(await column.getByRole('button', { name: /probability/ }).count()).toBeGreaterThan(0);
  }

  // The columns after a removed one keep what they wrote.
  const topK = decode.strategies['top-k'];
  const textOf = (column: number) =>
    page
      .getByRole('region', { name: `Column ${column}: ${topK}` })
      .getByRole('button', { name: /probability/ })
      .allTextContents();
  const written = await textOf(3);
  await page.getByRole('button', { name: decode.remove.replace('{{column}}', '2') }).click();
  expect(await textOf(2)).toEqual(written);
});

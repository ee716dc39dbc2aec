/**
 * @file Cleaning: the funnel of a small crawl, what a stage removed and why, an edited and a broken
 * pipeline, and the cleaned text in the tokenizer.
 */
import AxeBuilder from '@axe-core/playwright';
import { readFile } from 'node:fs/promises';
import { english } from '../src/language/en';
import { addressOf, expect, test, tinySpec } from './lab';

const { cleaning, cleaningStages, tokenizer } = english;
const { stages } = cleaningStages;

const crawl = {
  ...tinySpec,
  backend: 'wasm' as const,
  text: { source: 'crawl' as const, documents: 200, seed: 1 },
};

test('a crawl is cleaned, looked at and used', async ({ page }) => {
  await page.goto(addressOf(crawl, 'cleaning'));
  const funnel = page.getByRole('img', { name: new RegExp(`^${cleaning.funnel.title}`) });
  const lookAt = (stage: keyof typeof stages) =>
    page.getByRole('button', { name: `${cleaning.stages.look}: ${stages[stage].name}` });
  await expect(lookAt('decontamination')).toBeVisible({ timeout: 60_000 });
  await expect(funnel).toHaveAttribute('aria-label', /Crawl: 200, 100\.0%; URL filter: 19\d/);
  await expect(page.getByText(/of the \d+ good pages are left/)).toBeVisible();

  // What a stage removed, one document after the other, with the truth about each.
  await lookAt('language-identification').click();
  const text = page.getByRole('region', { name: cleaning.outcomes.text });
  await expect(text).toBeVisible();
  await expect(page.getByText(/Language \w\w \(share .*\) is not wanted/).first()).toBeVisible();
  const before = await text.textContent();
  await page.getByRole('button', { name: cleaning.outcomes.next }).click();
  await expect(text).not.toHaveText(before ?? '');

  // What a stage changed, as a difference.
  await lookAt('line-corrections').click();
  await page.getByRole('combobox', { name: cleaning.outcomes.reason }).click();
  await page.getByRole('option', { name: /^Lines with/ }).click();
  const changes = page.getByRole('region', { name: cleaning.outcomes.difference });
  await expect(changes.locator('del').first()).toBeVisible();

  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual(
    [],
  );

  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: cleaning.files.documents }).click();
  const lines = (await readFile(await (await saving).path(), 'utf8')).trimEnd().split('\n');
  expect(lines).toHaveLength(200);
  expect(lines.filter((line) => line.includes('"removed":')).length).toBeGreaterThan(150);

  // A stage is switched off: the numbers are stale until it has run again.
  const name = stages['language-identification'].name;
  await page
    .getByRole('switch', { name: cleaning.stages.on.replace('{{stage}}', name) })
    .click({ force: true });
  await expect(page.getByText(cleaning.stale)).toBeVisible();
  await page.getByRole('button', { name: cleaning.runAgain }).click();
  await expect(lookAt('decontamination')).toBeVisible({ timeout: 60_000 });
  await expect(funnel).not.toHaveAttribute('aria-label', new RegExp(name));

  await page.getByRole('link', { name: cleaning.files.use }).click();
  await page.getByRole('button', { name: tokenizer.train }).click();
  await expect(page.getByRole('definition').filter({ hasText: /^257$/ })).toBeVisible({
    timeout: 60_000,
  });
});

test('a broken pipeline is refused, and any text can be cleaned', async ({ page }) => {
  await page.goto(addressOf({ ...tinySpec, backend: 'wasm' }, 'cleaning'));
  await page.getByRole('button', { name: cleaning.plain.clean }).click();
  await page.getByRole('button', { name: cleaning.run }).click();
  const lookAt = new RegExp(`^${cleaning.stages.look}`);
  await expect(page.getByRole('button', { name: lookAt }).first()).toBeVisible({ timeout: 60_000 });
  const file = page.locator('input[type=file]');
  await file.setInputFiles({
    name: 'pipeline.json',
    mimeType: 'application/json',
    buffer: Buffer.from('{"stages":[{"stage":"magic"}]}'),
  });
  await expect(page.getByRole('alert')).toContainText('This pipeline cannot be used');
  await file.setInputFiles({
    name: 'pipeline.json',
    mimeType: 'application/json',
    buffer: Buffer.from('{"stages":[{"stage":"personal-data"}]}'),
  });
  await expect(
    page.getByRole('heading', { name: `1. ${stages['personal-data'].name}` }),
  ).toBeVisible();
  await expect(page.getByRole('heading', { name: /^2\. / })).toBeHidden();
});

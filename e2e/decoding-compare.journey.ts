/**
 * @file Columns with models of their own: shipped ones and two checkpoints of a run write against each
 * other; a token is looked up in every column; the transcript's link brings the same ids again.
 */
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { z } from 'zod';
import { english } from '../src/language/en';
import { addressOf, expect, newestRun, test, tinySpec } from './lab';

const { decode, decodeCompare, pictures } = english;

/** The fields of a transcript that are looked at here. */
const transcriptSchema = z.object({
  link: z.string(),
  columns: z.array(
    z.object({
      model: z.unknown(),
      text: z.string().optional(),
      error: z.string().optional(),
      tokens: z.array(z.object({ id: z.int() })).default([]),
    }),
  ),
});
type Transcript = z.output<typeof transcriptSchema>;

const columnAt = (page: Page, index: number) =>
  page.getByRole('region', { name: new RegExp(`^Column ${index + 1}:`) });

async function write(page: Page): Promise<Transcript> {
  await page.getByRole('button', { name: decode.run, exact: true }).click();
  await page.getByRole('button', { name: decodeCompare.save }).click();
  const saving = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: decodeCompare.transcript }).click();
  const json: unknown = JSON.parse(await readFile(await (await saving).path(), 'utf8'));
  return transcriptSchema.parse(json);
}

const idsOf = ({ columns }: Transcript) => columns.map(({ tokens }) => tokens.map(({ id }) => id));

test('columns of several models write, are compared, and come again from a link', async ({
  page,
}) => {
  const columns = [
    { kind: 'top-p' as const, p: 0.95, temperature: 1 },
    { kind: 'greedy' as const },
    { kind: 'greedy' as const, model: { kind: 'shipped' as const, name: 'english' as const } },
    { kind: 'greedy' as const, model: { kind: 'run' as const, runId: 'gone', step: 3 } },
  ];
  const model = { kind: 'shipped' as const, name: 'chinese' as const };
  const decoding = { prompt: 'The', seed: 5, maxTokens: 6, columns, model };
  await page.goto(addressOf({ decoding }, 'decode'));
  const first = await write(page);
  expect(first.columns.map(({ error }) => error ?? null)).toEqual([
    null,
    null,
    null,
    'storage.missing',
  ]);
  expect(first.columns[0].model).toMatchObject({ source: model });
  expect(first.columns[2].model).toMatchObject({ source: columns[2].model });
  await expect(columnAt(page, 3).getByRole('alert')).toContainText(decodeCompare.noModel);

  // The same model elsewhere: the token is known there. Another vocabulary: it is looked up by its text.
  const token = columnAt(page, 0)
    .getByRole('button', { name: /, probability / })
    .first();
  await token.hover();
  const lineOf = (index: number) => columnAt(page, index).getByTestId('token-elsewhere');
  await expect(lineOf(0)).toContainText(/rank \d+/);
  const rank = (await lineOf(0).textContent()) ?? '';
  await expect(lineOf(1)).toHaveText(rank);
  await expect(lineOf(2)).not.toHaveText('');
  await page.mouse.move(0, 0);
  await expect(lineOf(1)).toHaveText('');
  await token.focus();
  await expect(lineOf(1)).toHaveText(rank);

  await page.goto('about:blank');
  await page.goto(first.link);
  const again = await write(page);
  expect(idsOf(again)).toEqual(idsOf(first));
  expect(again.columns.map(({ text }) => text)).toEqual(first.columns.map(({ text }) => text));
});

test('two checkpoints of a run write against each other', async ({ page }) => {
  const columns = [{ kind: 'greedy' as const }, { kind: 'greedy' as const }];
  await page.goto(addressOf({ decoding: { prompt: 'The', maxTokens: 6, columns } }, 'decode'));
  await page.evaluate(async (spec) => void (await window.lab?.run(spec, { name: 'Pair' })), {
    ...tinySpec,
    backend: 'wasm',
  } as const);
  const steps = (await newestRun(page))?.checkpoints.map(({ step }) => step) ?? [];
  for (const [index, step] of [steps[0], steps.at(-1)].entries()) {
    const named = (words: string) => words.replace('{{column}}', String(index + 1));
    const column = columnAt(page, index);
    await column.getByRole('combobox', { name: named(decodeCompare.model) }).click();
    await page.getByRole('option', { name: 'Pair' }).click();
    await column.getByRole('combobox', { name: named(decodeCompare.checkpoint) }).click();
    await page.getByRole('option', { name: `step ${step}`, exact: true }).click();
  }
  const { columns: written } = await write(page);
  expect(written.map(({ model }) => model)).toMatchObject([
    { name: 'Pair', step: steps[0] },
    { name: 'Pair', step: steps.at(-1) },
  ]);
  await expect(columnAt(page, 1).getByText(pictures.probability.divergence)).toBeVisible();
});

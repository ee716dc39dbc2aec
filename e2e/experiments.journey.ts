/**
 * @file Experiments: a link chooses the field, what cannot run is told before, the queue survives a reload
 * and trains on while another page is open, and its runs are kept and compared. A scaling law predicts the next
 * size before that one is run.
 */
import { english } from '../src/language/en';
import { addressOf, expect, openRoute, test, tinySpec } from './lab';

const { common, experiments } = english;
const { builder, queue, results, measures, scaling } = experiments;

test('a sweep is queued, survives a reload, and fills the table', async ({ page }) => {
  await page.goto(addressOf({ ...tinySpec, backend: 'wasm' }, 'experiments?field=model.heads'));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(common.pages.experiments);
  const sweep = page.getByRole('region', { name: builder.title, exact: true });
  const values = sweep.getByRole('textbox', { name: builder.values });
  // The field of the address takes the place of the values.
  const field = sweep.getByRole('combobox', { name: builder.field, exact: true });
  await expect(field).toHaveValue(/model\.heads/);
  await values.fill('2, 3');
  await expect(page.getByRole('alert').filter({ hasText: 'heads 3' })).toContainText('16');

  await openRoute(page, 'experiments?field=training.batchSize');
  await expect(field).toHaveValue(/training\.batchSize/);
  await values.fill('2, 4');
  await sweep.getByRole('textbox', { name: builder.seeds }).fill('2');
  await sweep.getByRole('button', { name: builder.start.replace('{{count}}', '4') }).click();
  await page.getByText(builder.queued).waitFor();
  await page.reload();
  // It goes on by itself, whichever page is open.
  await openRoute(page, 'runs');
  await expect(page.getByRole('listitem').filter({ hasText: 'batchSize 4, seed 2' })).toBeVisible({
    timeout: 60_000,
  });
  await openRoute(page, 'experiments');
  await expect(page.getByText(queue.empty)).toBeVisible({ timeout: 60_000 });

  const table = page.getByRole('region', { name: results.table });
  const rows = table.getByRole('row');
  await expect(rows).toHaveCount(3);
  await expect(table.getByText('(n=2)')).not.toHaveCount(0);
  const sort = table.getByRole('button', {
    name: results.sortBy.replace('{{column}}', measures.tokens),
    exact: true,
  });
  await sort.click();
  await expect(rows.nth(1)).toContainText('960');
  await sort.click();
  await expect(rows.nth(1)).toContainText('1.92 k');

  await table
    .getByRole('checkbox', { name: results.pinRow.replace('{{name}}', 'batch 2') })
    .click();
  await expect(rows.nth(1)).toContainText('960');
  await expect(rows.nth(2)).toContainText('+100.0%');
  await table.getByRole('button', { name: results.details.replace('{{name}}', 'batch 4') }).click();
  await expect(page.getByText('batch 2 → 4')).toBeVisible();
  await expect(page.getByRole('figure').filter({ hasText: results.chart })).toContainText(
    'batchSize 2, seed 1',
  );

  const law = page.getByRole('region', { name: scaling.title, exact: true });
  await law.getByRole('textbox', { name: scaling.widths, exact: true }).fill('8, 16, 24');
  await law.getByRole('button', { name: builder.start.replace('{{count}}', '3') }).click();
  const prediction = law.getByText(/^At width 40 .* the law predicts a validation loss of \d/);
  await expect(prediction).toBeVisible({ timeout: 60_000 });
  await expect(law.getByText(/^L\(C\) = \d.* · C\^−?\d/)).toBeVisible();
  const predicted = (await prediction.textContent()) ?? '';
  await law.getByRole('button', { name: scaling.run }).click();
  await expect(law.getByText(/^It came to \d/)).toBeVisible({ timeout: 60_000 });
  // It was not fitted to what it predicted.
  await expect(prediction).toHaveText(predicted);
});

/**
 * @file Does cleaning matter? The same small model on the dirty and on the cleaned crawl.
 */
import { english } from '../src/language/en';
import { addressOf, expect, test, tinySpec } from './lab';

const { cleaning, cleaningStages, runs } = english;

test('a model learns from the dirty and from the cleaned crawl', async ({ page }) => {
  const spec = { ...tinySpec, text: { source: 'crawl' as const, documents: 150 } };
  await page.goto(addressOf({ ...spec, backend: 'wasm' }, 'cleaning'));
  // The funnel first: it comes by itself.
  await expect(page.getByText(/of the \d+ good pages are left/)).toBeVisible({ timeout: 60_000 });
  await page.getByRole('button', { name: cleaning.trial.start }).click();
  for (const name of ['dirty', 'clean'] as const) {
    const result = page.getByRole('region', { name: cleaning.trial[name], exact: true });
    const bits = result.getByText(cleaning.trial.bits).locator('xpath=following-sibling::dd');
    await expect(bits).toHaveText(/^\d\.\d\d$/);
  }
  await expect(page.getByRole('button', { name: cleaning.trial.start })).toBeVisible();
  // What each stage did can still be looked at, and both runs are kept.
  await expect(page.getByRole('alert')).toHaveCount(0);
  const look = `${cleaning.stages.look}: ${cleaningStages.stages['language-identification'].name}`;
  await page.getByRole('button', { name: look }).click();
  await expect(page.getByText(/Language \w\w \(share .*\) is not wanted/).first()).toBeVisible();
  await page.evaluate(() => (location.hash = '#/runs'));
  await expect(page.getByRole('listitem').filter({ hasText: runs.status.finished })).toHaveCount(2);
});

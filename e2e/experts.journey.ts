/**
 * @file Experts: a click trains a small model that has them, and shows where its tokens go, how the load is
 * shared out and what each expert gets.
 */
import { english } from '../src/language/en';
import { addressOf, expect, test, tinySpec } from './lab';

const { experts } = english;

test('a small model with experts is watched while it trains', async ({ page }) => {
  await page.goto(addressOf({ ...tinySpec, backend: 'wasm' }, 'experts'));
  await page.getByRole('button', { name: experts.start.button }).click();

  const flow = page.getByRole('group', { name: experts.flow.keys });
  await expect(flow.getByRole('button', { name: /→ layer 1: expert \d/ })).not.toHaveCount(0);
  await flow.getByRole('button', { name: /^Layer 2, expert 3/ }).click();
  await expect(page.getByText(/^Layer 2, expert 3: tokens sent to it/)).toBeVisible();
  await page.getByRole('switch', { name: experts.flow.table }).press('Space');
  const table = page.getByRole('region', { name: experts.flow.tableLabel });
  await expect(table.getByRole('row')).not.toHaveCount(1);

  await expect(page.getByRole('img', { name: /^Load of the experts/ })).toBeVisible();
  const habits = page.getByRole('list', { name: /^Most frequent tokens/ });
  await expect(habits.getByRole('heading')).toHaveCount(8);
});

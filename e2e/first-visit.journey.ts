/**
 * @file A first visit: before any click, a real model shows its attention and four decoders write.
 * (Errors, other origins and the policy are watched in every journey.)
 */
import { english } from '../src/language/en';
import { expect, test } from './lab';

const { home } = english;

test('the start page is alive before the first click', async ({ page }) => {
  await page.goto('./');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(home.heading);

  const arcs = page.getByRole('group', { name: /^What the token .+ looks at$/ });
  await expect(arcs).toBeVisible();
  // One target for each token of the sentence.
  expect(await arcs.getByRole('button').count()).toBeGreaterThan(8);

  for (const { name } of Object.values(home.strategies)) {
    const column = page.getByRole('article').filter({ has: page.getByRole('heading', { name }) });
    await expect.poll(() => column.getByRole('button').count()).toBeGreaterThan(5);
  }
  await expect(page.getByText('npm run pretrain')).toBeVisible();
  await expect(page.getByText(/Validation loss \d/)).toBeVisible();
});

test('the page is there before TensorFlow.js and the model have come', async ({ page }) => {
  const held: string[] = [];
  await page.route(/\.(wasm|safetensors)$/, (route) => {
    held.push(route.request().url());
  });
  await page.goto('./');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.getByRole('button', { name: home.trainOwn })).toBeVisible();
  await expect.poll(() => held.length).toBeGreaterThan(0);
  await page.unrouteAll({ behavior: 'ignoreErrors' });
});

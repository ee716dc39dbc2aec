/**
 * @file A strategy of one's own: processors are added, put in another order and tuned; each token tells
 * what every link left of the vocabulary; the link brings the same chain and the same text again.
 */
import { english } from '../src/language/en';
import { addressOf, expect, test } from './lab';

const { decode, pictures } = english;

test('a chain is put together, explained link by link, and shared', async ({ page }) => {
  const columns = [{ kind: 'top-k' as const, k: 5, temperature: 0.8 }];
  await page.goto(addressOf({ decoding: { prompt: 'The', maxTokens: 6, columns } }, 'decode'));
  await page.getByRole('combobox', { name: decode.strategy }).click();
  await page.getByRole('option', { name: decode.strategies.chain }).click();
  const column = page.getByRole('region', {
    name: decode.column.replace('{{column}}', '1').replace('{{strategy}}', decode.strategies.chain),
  });
  // It begins as what Top-K stands for.
  await expect(column.getByRole('listitem')).toHaveCount(2);
  await column.getByRole('button', { name: decode.chain.add }).click();
  await page.getByRole('menuitem', { name: decode.processors['repetition-penalty'].name }).click();
  const links = column.getByRole('listitem');
  await expect(links.nth(2)).toContainText(decode.processors['repetition-penalty'].text);
  for (const place of ['3', '2']) {
    const name = decode.chain.earlier.replace('{{place}}', place);
    await column.getByRole('button', { name }).click();
  }
  await expect(links.first()).toContainText(decode.processors['repetition-penalty'].name);

  const write = page.getByRole('button', { name: decode.run, exact: true });
  const written = column.getByRole('button', { name: /, probability / });
  await write.click();
  await expect(column.getByText(decode.status.length)).toBeVisible();
  await expect(written).toHaveCount(6);
  const text = await written.allTextContents();

  await written.nth(3).click();
  const panel = page.getByRole('dialog');
  const steps = panel.getByRole('list', { name: pictures.chain.steps }).getByRole('button');
  await expect(steps).toHaveCount(4);
  await expect(steps.last()).toHaveAttribute('aria-pressed', 'true');
  await expect(panel.getByText(/: 5 kept with/)).toBeVisible();
  await steps.first().click();
  await expect(panel.getByText(/^nothing cut/)).toBeVisible();
  await page.keyboard.press('Escape');

  await page.reload();
  await expect(links.first()).toContainText(decode.processors['repetition-penalty'].name);
  await write.click();
  await expect(column.getByText(decode.status.length)).toBeVisible();
  expect(await written.allTextContents()).toEqual(text);
});

/**
 * @file Branches: another token is put in the place of one, the branch goes on, is forked again, rewound and
 * continued by another strategy; all of it is there again after a reload and from a link in another browser,
 * and a deletion can be undone.
 */
import { english } from '../src/language/en';
import { addressOf, expect, test } from './lab';

const { branches, common, decode, runs } = english;

test('a text is forked, the branch forked again, and all is kept', async ({ page, browser }) => {
  test.slow();
  const columns = [
    { kind: 'top-k' as const, k: 20, temperature: 0.8 },
    { kind: 'greedy' as const },
  ];
  const decoding = { prompt: 'One day', seed: 3, maxTokens: 6, columns };
  await page.goto(addressOf({ decoding }, 'decode'));
  await page.getByRole('button', { name: decode.run, exact: true }).click();
  const column = page.getByRole('region', { name: /^Column 1/ });
  const written = column.getByRole('button', { name: /, probability / });
  await expect(column.getByText(decode.status.length)).toBeVisible();
  const original = await written.allTextContents();

  // Another token in the third place.
  await written.nth(2).click();
  const panel = page.getByRole('dialog');
  const forks = panel.getByRole('button', { name: /^Continue with .* instead$/ });
  const isOther = panel.getByRole('row').filter({ hasNotText: '✓' });
  await expect(forks.first()).toBeVisible();
  await isOther
    .getByRole('button', { name: /^Continue with/ })
    .first()
    .click();
  await expect(panel).toBeHidden();
  const list = page.getByRole('list', { name: branches.list });
  const cards = list.locator(':scope > li');
  const textOf = (card: number) => cards.nth(card).getByRole('button', { name: /, probability / });
  await expect(cards).toHaveCount(2);
  await expect(textOf(1)).toHaveCount(6);
  expect(await textOf(0).allTextContents()).toEqual(original);
  const fork = await textOf(1).allTextContents();
  expect(fork.slice(0, 2)).toEqual(original.slice(0, 2));
  expect(fork[2]).not.toBe(original[2]);
  await expect(textOf(1).nth(2)).toHaveAccessibleName(/chosen by hand$/);
  await expect(textOf(1).nth(1)).toHaveAccessibleName(/handed down$/);

  // A branch of the branch, by the keyboard.
  await textOf(1).nth(4).focus();
  await page.keyboard.press('Enter');
  await forks.nth(0).focus();
  await page.keyboard.press('ArrowDown');
  await expect(forks.nth(1)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(cards).toHaveCount(3);
  await expect(textOf(2)).toHaveCount(6);
  expect((await textOf(2).allTextContents()).slice(0, 4)).toEqual(fork.slice(0, 4));

  // Rewound, and continued by the other column's strategy.
  await textOf(1).nth(3).click();
  await panel.getByRole('button', { name: branches.rewind }).click();
  await expect(cards).toHaveCount(4);
  const stub = cards.nth(3);
  await expect(textOf(3)).toHaveCount(4);
  await stub.getByRole('textbox', { name: branches.more }).fill('3');
  await stub.getByRole('combobox', { name: branches.strategy }).click();
  await page.getByRole('option', { name: /^column 2/ }).click();
  await stub.getByRole('button', { name: branches.continue, exact: true }).click();
  await expect(textOf(3)).toHaveCount(7);
  await expect(stub.getByText(decode.strategies.greedy, { exact: false }).first()).toBeVisible();

  await cards
    .nth(1)
    .getByRole('button', { name: /^Rename/ })
    .click();
  await page.getByRole('textbox', { name: runs.newName }).fill('The other way');
  await page.keyboard.press('Enter');
  const texts = await list.getByRole('button', { name: /, probability / }).allTextContents();

  await page.reload();
  await expect(cards).toHaveCount(4);
  await expect(cards.nth(1).getByRole('heading')).toHaveText('The other way');
  await expect(list.getByRole('button', { name: /, probability / })).toHaveCount(texts.length);
  expect(await list.getByRole('button', { name: /, probability / }).allTextContents()).toEqual(
    texts,
  );

  // Another browser, which has nothing but the link.
  await page.evaluate(() => {
    navigator.clipboard.writeText = () => Promise.reject(new Error('not allowed'));
  });
  await page.getByRole('button', { name: common.share.copy }).click();
  const link = await page.getByRole('textbox', { name: common.share.copy }).inputValue();
  await page.keyboard.press('Escape');
  const context = await browser.newContext();
  const elsewhere = await context.newPage();
  await elsewhere.goto(link);
  const same = elsewhere.getByRole('list', { name: branches.list });
  await expect(same.getByRole('heading', { name: 'The other way' })).toBeVisible();
  const tokens = same.getByRole('button', { name: /, probability / });
  await expect(tokens).toHaveCount(texts.length);
  expect(await tokens.allTextContents()).toEqual(texts);
  await expect.poll(() => new URL(elsewhere.url()).searchParams.has('b')).toBe(false);
  await context.close();

  await cards
    .nth(1)
    .getByRole('button', { name: /^Delete “The other way” and its 2/ })
    .click();
  await expect(cards).toHaveCount(1);
  await page.getByRole('button', { name: branches.undo }).click();
  await expect(cards).toHaveCount(4);
});

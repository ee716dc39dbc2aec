/**
 * @file What bounds a text: a regular expression that is typed, refused and mended, and holds; a token
 * that is banned by clicking it; a stop sequence; a prompt longer than the context.
 */
import { english } from '../src/language/en';
import { addressOf, expect, test } from './lab';

const { decode, decodeLimits, errors } = english;

const link = (name: 'regular-expression', expression: string) => ({ name, texts: { expression } });

test('a text keeps to an expression, a ban and a stop sequence', async ({ page }) => {
  const columns = [
    {
      kind: 'chain' as const,
      links: [link('regular-expression', '[A-Z][a-z]{2,4}( [a-z]{1,3}){2}!')],
    },
    { kind: 'greedy' as const },
  ];
  const decoding = { prompt: 'The', maxTokens: 30, columns, stop: ['e'] };
  await page.goto(addressOf({ decoding }, 'decode'));
  const column = (place: string, strategy: string) =>
    page.getByRole('region', {
      name: decode.column.replace('{{column}}', place).replace('{{strategy}}', strategy),
    });
  const first = column('1', decode.strategies.chain);
  const field = first.getByRole('textbox', { name: decodeLimits.texts.expression });
  await field.fill('[0-9]{3}(');
  await expect(first.getByText(errors['constraint.unclosed'].split('{{place}}')[1])).toBeVisible();
  await field.fill('[0-9]{3}\\.[0-9]{2}');
  await expect(first.getByText(errors['constraint.unclosed'].split('{{place}}')[1])).toBeHidden();

  const write = page.getByRole('button', { name: decode.run, exact: true });
  await write.click();
  await expect(first.getByText(decode.status['end-of-text'])).toBeVisible();
  const digits = first.locator('.picture-decoded-token:not(:has(.picture-chip))');
  expect((await digits.allTextContents()).join('')).toMatch(/^[0-9]{3}\.[0-9]{2}$/);
  const second = column('2', decode.strategies.greedy);
  await expect(second.getByText(decode.status.stop)).toBeVisible();
  await expect(second.getByText(decodeLimits.stop.found).locator('mark')).toHaveText('e');

  // The state of the match, at a token in the middle.
  await digits.nth(1).click();
  const panel = page.getByRole('dialog');
  await expect(panel.getByText(decodeLimits.match.open)).toBeVisible();
  await page.keyboard.press('Escape');

  // The token that was taken first is banned, and another one stands there.
  const texts = second.locator('.picture-decoded-token');
  const before = await texts.first().textContent();
  await texts.first().click();
  await panel.locator('.is-chosen .picture-row-label').click();
  await panel.getByRole('button', { name: decodeLimits.bias.ban, exact: true }).click();
  await page.keyboard.press('Escape');
  const biased = column('2', decode.strategies.chain);
  await expect(
    biased.getByText(decode.processors['logit-bias'].name, { exact: true }),
  ).toBeVisible();
  await write.click();
  await expect(biased.locator('.picture-decoded-token').first()).not.toHaveText(before ?? '');
});

test('a prompt that is too long or empty is told of', async ({ page }) => {
  const prompt = 'The cat sat on the mat and the dog. '.repeat(60);
  await page.goto(addressOf({ decoding: { prompt, columns: [{ kind: 'greedy' }] } }, 'decode'));
  await expect(page.getByLabel(decodeLimits.prompt.title)).toContainText('The cat sat');
  await page.getByRole('textbox', { name: decode.prompt }).fill('');
  await expect(page.getByText(decodeLimits.prompt.empty.split('{{token}}')[0])).toBeVisible();
});

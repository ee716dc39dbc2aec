/**
 * @file Mirostat, contrastive search, speculative decoding and guidance write on the shipped model, and
 * each tells of a token what it looked at; a draft with another tokenizer is refused in words.
 */
import { english } from '../src/language/en';
import { addressOf, expect, test } from './lab';

const { decode, decodeStrategies: words, pictures } = english;

const chain = {
  links: [{ name: 'temperature' as const, settings: { temperature: 0.8 } }],
  draw: 'sample' as const,
};
const prompt = 'Lily and Tom went to the park. Lily and Tom';

test('four strategies write side by side and explain their tokens', async ({ page }) => {
  const columns = [
    { kind: 'mirostat' as const, tau: 1.5, eta: 0.2 },
    { kind: 'contrastive' as const, k: 4, alpha: 0.6 },
    {
      kind: 'speculative' as const,
      gamma: 4,
      draft: { kind: 'shipped', name: 'english-draft' } as const,
      ...chain,
    },
    { kind: 'guidance' as const, scale: 2, negativePrompt: 'Ben was sad.', ...chain },
  ];
  await page.goto(addressOf({ decoding: { prompt, maxTokens: 8, columns } }, 'decode'));
  await page.getByRole('button', { name: decode.run, exact: true }).click();
  const column = (index: number, kind: keyof typeof decode.strategies) =>
    page.getByRole('region', {
      name: decode.column
        .replace('{{column}}', String(index))
        .replace('{{strategy}}', decode.strategies[kind]),
    });
  const tellsInPanel = async (
    index: number,
    kind: keyof typeof decode.strategies,
    what: string,
  ) => {
    const tokens = column(index, kind).getByRole('button', { name: /, probability / });
    await tokens.nth(2).click();
    await expect(page.getByRole('dialog').getByText(what).first()).toBeVisible();
    await page.keyboard.press('Escape');
  };
  for (const [index, { kind }] of columns.entries()) {
    await expect(
      column(index + 1, kind).getByText(
        new RegExp(`^(${decode.status.length}|${decode.status['end-of-text']})$`),
      ),
    ).toBeVisible();
  }
  await expect(
    column(1, 'mirostat').getByRole('img', { name: words.mirostat.curve }),
  ).toBeVisible();
  await expect(
    column(3, 'speculative').getByRole('list', { name: pictures.drafts.text }),
  ).toBeVisible();
  await tellsInPanel(1, 'mirostat', 'μ was');
  await tellsInPanel(2, 'contrastive', 'largest cosine');
  await tellsInPanel(4, 'guidance', 'with scale 2');
});

test('the target itself as draft is always right; another tokenizer is refused', async ({
  page,
}) => {
  const columns = [
    {
      kind: 'speculative' as const,
      gamma: 3,
      draft: { kind: 'shipped', name: 'english' } as const,
      ...chain,
    },
  ];
  await page.goto(addressOf({ decoding: { prompt, maxTokens: 8, columns } }, 'decode'));
  const write = page.getByRole('button', { name: decode.run, exact: true });
  await write.click();
  await expect(page.getByText('6 of 6 (100.0%)')).toBeVisible();
  await page.getByRole('combobox', { name: words.draft }).click();
  await page.getByRole('option', { name: english.inside.source.chinese, exact: true }).click();
  await write.click();
  await expect(page.getByText(/has another tokenizer than “english”/)).toBeVisible();
});

/**
 * @file The whole page in Chinese: no English sentence is left on any route.
 */
import { english } from '../src/language/en';
import { chinese } from '../src/language/zh-CN';
import { expect, openRoute, routes, test } from './lab';

/** Pieces of the English words, three words or longer, as they would stand on the page. */
function englishPieces(words: object): string[] {
  return Object.values(words).flatMap((value: unknown) => {
    if (typeof value === 'object' && value !== null) return englishPieces(value);
    return String(value)
      .split(/\{\{\w+\}\}|<\/?\w+>/)
      .map((piece) => piece.trim())
      .filter((piece) => (piece.match(/[A-Za-z]{2,}/g) ?? []).length >= 3)
      .filter((piece) => !piece.startsWith('npm run'));
  });
}

/** Standard terms, which stand in brackets beside their translation. */
const terms = new Set(
  Array.from(JSON.stringify(chinese).matchAll(/[（(]([A-Za-z][^）)]*)[）)]/g), ([, term]) => term),
);

const pieces = englishPieces(english).filter((piece) => !terms.has(piece));

test('every route speaks Chinese', async ({ page }) => {
  expect(pieces.length).toBeGreaterThan(200);
  await page.goto('./');
  await page.getByRole('button', { name: '中文' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(chinese.home.heading);
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  for (const route of [...routes, 'no-such-page']) {
    await openRoute(page, route);
    await expect(page.getByRole('main').getByRole('heading').first()).toHaveText(/\p{Script=Han}/u);
    await page.waitForTimeout(500);
    const shown = await page.evaluate(() => {
      const names = ['aria-label', 'title', 'placeholder'];
      const labels = [...document.querySelectorAll('*')].flatMap((element) =>
        names.map((name) => element.getAttribute(name) ?? ''),
      );
      return [document.body.innerText, ...labels].join('\n');
    });
    expect(
      pieces.filter((piece) => shown.includes(piece)),
      `route /${route}`,
    ).toEqual([]);
  }

  await page.reload();
  await expect(page.getByRole('button', { name: 'EN', exact: true })).toBeVisible();
});

test('a Chinese browser gets Chinese at once', async ({ browser }) => {
  const context = await browser.newContext({ locale: 'zh-CN' });
  const page = await context.newPage();
  await page.goto(process.env.LAB_URL ?? '');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(chinese.home.heading);
  await context.close();
});

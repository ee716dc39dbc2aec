import { withPage } from './scripts/headless.mjs';
const shots = [
  ['en', 1280, 'light', 'unigram'],
  ['zh-CN', 390, 'dark', 'wordpiece'],
  ['en', 390, 'light', 'bpe'],
];
await withPage('', async (page) => {
  page.on('console', (m) => { if (m.type() === 'error') console.log('console', m.text()); });
  page.on('pageerror', (e) => console.log('pageerror', e.message));
  for (const [language, width, theme, kind] of shots) {
    await page.setViewportSize({ width, height: 1000 });
    await page.evaluate(([l, th]) => {
      localStorage.setItem('language', l); localStorage.setItem('i18nextLng', l);
      localStorage.setItem('lab-language', l); localStorage.setItem('mantine-color-scheme-value', th);
    }, [language, theme]);
    await page.reload();
    await page.evaluate(() => { location.hash = '#/tokenizer'; });
    await page.waitForTimeout(1500);
    await page.locator(`input[type=radio][value=${kind}]`).check();
    await page.waitForTimeout(300);
    const train = page.getByRole('button', { name: /Train the tokenizer|训练分词器|Train again|重新训练/ });
    await train.click();
    await page.waitForTimeout(6000);
    console.log(language, kind, await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]));
    await page.screenshot({ path: `/tmp/tok-${language}-${width}-${kind}.png`, fullPage: true });
  }
});

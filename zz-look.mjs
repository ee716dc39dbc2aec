import { withPage } from './scripts/headless.mjs';
const scheme = process.env.SCHEME ?? 'light', lang = process.env.L ?? 'en', width = Number(process.env.W ?? 1280), tag = process.env.T ?? 'a';
await withPage('#/experts', async (page) => {
  page.on('console', (m) => m.type() === 'error' && console.log('console', m.text()));
  page.on('pageerror', (e) => console.log('error', e.stack));
  await page.emulateMedia({ colorScheme: scheme });
  await page.setViewportSize({ width, height: 900 });
  await page.getByRole('button', { name: /eight experts|八个专家/ }).click();
  await page.locator('.picture-shares-area').first().waitFor({ timeout: 60000 });
  await page.waitForTimeout(Number(process.env.WAIT ?? 9000));
  console.log('overflow', await page.evaluate(() => document.documentElement.scrollWidth - innerWidth));
  if (process.env.HOVER) await page.locator('[data-key="token 4"]').hover();
  const frames = page.locator('.picture-frame');
  for (let i = 0; i < await frames.count(); i++) await frames.nth(i).screenshot({ path: `/tmp/ex-${tag}-${i}.png` });
  await page.screenshot({ path: `/tmp/ex-${tag}.png`, fullPage: true });
}, { before: async (page) => { await page.addInitScript(([s, l]) => { localStorage.setItem('llm-lab.theme', s); localStorage.setItem('mantine-color-scheme-value', s); localStorage.setItem('llm-lab.language', l); }, [scheme, lang]); } });

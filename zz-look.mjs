import { withPage } from './scripts/headless.mjs';
const scheme = process.env.SCHEME ?? 'light', lang = process.env.L ?? 'en', width = Number(process.env.W ?? 1280), tag = process.env.T ?? 'a';
await withPage('#/experts', async (page) => {
  page.on('console', (m) => m.type() === 'error' && console.log('console', m.text()));
  page.on('pageerror', (e) => console.log('error', e.stack));
  await page.setViewportSize({ width, height: 900 });
  const t0 = Date.now();
  for (const name of [/Train 2 runs|训练 2 次/, /Train 3 runs|训练 3 次/]) {
    const b = page.getByRole('button', { name });
    await b.click();
    await page.waitForTimeout(1500);
    await page.getByRole('button', { name: /^Stop$|^停止$/ }).waitFor({ state: 'detached', timeout: 60000 }).catch((e) => console.log(e.message.slice(0, 60)));
    console.log('trial', Date.now() - t0);
  }
  console.log('overflow', await page.evaluate(() => document.documentElement.scrollWidth - innerWidth));
  await page.screenshot({ path: `/tmp/ex-${tag}.png`, fullPage: true });
}, { before: async (page) => { await page.addInitScript(([s, l]) => { localStorage.setItem('llm-lab.theme', s); localStorage.setItem('mantine-color-scheme-value', s); localStorage.setItem('llm-lab.language', l); }, [scheme, lang]); } });

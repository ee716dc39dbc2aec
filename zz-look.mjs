import { withPage, importSource } from './scripts/headless.mjs';
const { specToLink } = await importSource('src/experiment/link.ts');
const { requireSpec } = await importSource('src/experiment/spec.ts');
const spec = requireSpec({ decoding: { prompt: 'The fox 狐 said. '.repeat(30), maxTokens: 40, stop: ['e', '\n'], columns: [
  { kind: 'chain', links: [{ name: 'logit-bias', settings: { 300: -100, 310: 3 } }, { name: 'regular-expression', texts: { expression: '[A-Z][a-z]+( [a-z]+){2,5}\\.' } }] },
  { kind: 'greedy' }, { kind: 'beam', beams: 3 }, { kind: 'chain', links: [{ name: 'json-schema' }] } ] } });
const link = specToLink(spec);
await withPage('', async (page) => {
  await page.setViewportSize({ width: 1280, height: 1400 });
  await page.evaluate((hash) => { location.hash = hash; }, `#/decode?spec=${link}`);
  console.log(await page.evaluate(() => location.href.slice(0, 80)));
  await page.waitForTimeout(3000);
  const write = page.getByRole('button', { name: 'Write', exact: true });
  await write.waitFor({ timeout: 60000 });
  await page.waitForTimeout(6000);
  await write.click();
  await page.getByText('stop sequence', {exact: true}).first().waitFor({ timeout: 90000 });
  await page.waitForTimeout(5000);
  await page.screenshot({ path: '/tmp/look1.png', fullPage: true });
  await page.locator('.picture-decoded-token').nth(1).click();
  await page.waitForTimeout(2500);
  await page.getByRole('dialog').locator('tr button').first().click();
  await page.waitForTimeout(500);
  await page.screenshot({ path: '/tmp/look2.png' });
  await page.keyboard.press('Escape');
  await page.setViewportSize({ width: 390, height: 844 });
  await page.waitForTimeout(1500);
  console.log('overflow', await page.evaluate(() => document.documentElement.scrollWidth));
  await page.screenshot({ path: '/tmp/look3.png', fullPage: true });
});

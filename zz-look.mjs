import { withPage } from './scripts/headless.mjs';
const spec = '1.' + Buffer.from(JSON.stringify({backend:'wasm',text:{source:'english-stories',documents:60,seed:1},tokenizer:{kind:'bytes'},model:{layers:1,heads:2,width:16,contextLength:16},training:{steps:40,batchSize:4,learningRate:0.01,minimumLearningRate:0.0001,warmupSteps:3,evaluationInterval:10,evaluationBatches:2,sampleInterval:40,checkpointInterval:10}})).toString('base64url');
await withPage('?s=' + spec + '#/experiments', async (page) => {
  page.on('console', (m) => m.type() === 'error' && console.log('console', m.text()));
  page.on('pageerror', (e) => console.log('pageerror', e.stack));
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.waitForTimeout(2500);
  await page.screenshot({ path: '/tmp/q1.png', fullPage: true });
  await page.getByRole('textbox', { name: 'Seeds for each combination' }).fill('2');
  await page.getByRole('button', { name: /Queue \d+ runs/ }).click();
  await page.waitForTimeout(2500);
  await page.screenshot({ path: '/tmp/q2.png', fullPage: true });
  for (let i = 0; i < 60; i++) {
    await page.waitForTimeout(1000);
    const n = await page.evaluate(() => document.body.innerText.match(/Nothing waits/)?.length ?? 0);
    if (n) break;
  }
  await page.getByRole('button', { name: /What differs/ }).nth(1).click();
  await page.getByRole('checkbox', { name: /^Baseline/ }).nth(1).click();
  await page.waitForTimeout(1500);
  await page.screenshot({ path: '/tmp/q3.png', fullPage: true });
  await page.setViewportSize({ width: 390, height: 800 });
  await page.waitForTimeout(800);
  console.log('overflow', await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth));
  await page.screenshot({ path: '/tmp/q4.png', fullPage: true });
});

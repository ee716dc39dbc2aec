import { withPage, importSource } from './scripts/headless.mjs';
const { specToLink } = await importSource('src/experiment/link.ts');
const { requireSpec } = await importSource('src/experiment/spec.ts');
const spec = requireSpec({ backend: 'wasm', text: { source: 'english-stories', documents: 60, seed: 1 }, tokenizer: { kind: 'bytes' }, model: { layers: 1, heads: 2, width: 16, contextLength: 16 }, training: { steps: 30, batchSize: 4, learningRate: 0.01, minimumLearningRate: 0.001, warmupSteps: 3 } });
await withPage(`?s=${specToLink(spec)}#/experts`, async (page) => {
  page.setDefaultTimeout(10000);
  page.on('console', (m) => m.type() === 'error' && console.log('console', m.text()));
  const t0 = Date.now(); const log = (s) => console.log(s, Date.now() - t0);
  try {
  await page.getByRole('button', { name: /eight experts/ }).click(); log('clicked');
  const flow = page.getByRole('group', { name: /Tokens and experts/ });
  await flow.getByRole('button', { name: /→ layer 1: expert \d/ }).first().waitFor(); log('flow');
  await flow.getByRole('button', { name: /^Layer 2, expert 3/ }).click(); log('expert');
  await page.getByText(/^Layer 2, expert 3: tokens sent to it/).waitFor(); log('said');
  await page.getByText('as a table', { exact: true }).click(); log('table');
  await page.getByRole('region', { name: 'The experts of each token, with their gates' }).waitFor(); log('tab');
  await page.getByRole('img', { name: /^Load of the experts/ }).waitFor(); log('load');
  const habits = page.getByRole('list', { name: /^Most frequent tokens/ });
  log(await habits.getByRole('heading').count());
  } catch (e) { console.log(e.message); }
  await page.screenshot({ path: '/tmp/ex-j.png', fullPage: true });
});

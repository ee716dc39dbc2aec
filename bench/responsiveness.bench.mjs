/**
 * @file Whether the page stays responsive while it trains: main-thread tasks over 50 ms, counted with
 * the Long Tasks API, on the page where training is watched. The goal is none during training;
 * those of loading are told beside it.
 */
import { importSource, withPage } from '../scripts/headless.mjs';

const cases = [
  { preset: 'tiny', backend: 'wasm' },
  { preset: 'small', backend: 'wasm' },
  { preset: 'tiny', backend: 'webgpu' },
];

/** Runs in the page before anything else of it. */
function observeLongTasks() {
  window.longTasks = [];
  new window.PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) {
      window.longTasks.push({ startTime, duration });
    }
  }).observe({ type: 'longtask', buffered: true });
}

async function trainAndCount(page, seconds) {
  const now = () => page.evaluate(() => performance.now());
  await page.getByTestId('train-controls').waitFor();
  await page.waitForTimeout(2000);
  const loadedAt = await now();
  await page.getByTestId('play').click();
  await page.waitForFunction(() => window.trainedSteps > 2, null, { timeout: 120_000 });
  const from = await now();
  await page.waitForTimeout(1000 * seconds);
  const to = await now();
  const tasks = await page.evaluate(() => window.longTasks);
  const between = (start, end) =>
    tasks.filter(({ startTime }) => startTime >= start && startTime < end);
  return {
    load: between(0, loadedAt),
    start: between(loadedAt, from),
    training: between(from, to),
  };
}

export { cases, observeLongTasks, trainAndCount, importSource, withPage };

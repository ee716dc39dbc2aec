/**
 * @file Whether the page stays responsive while it trains: main-thread tasks over 50 ms, counted with
 * the Long Tasks API on the page where training is watched. The goal is none while the run goes on,
 * and the command fails if there is one; those of loading and of starting (until three seconds
 * after the first checkpoint) are told beside it.
 */
import { importSource, withPage } from '../scripts/headless.mjs';
import { say } from '../scripts/project.mjs';
import { presetSpec } from './preset-spec.mjs';

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

async function trainAndCount(page, words, seconds) {
  const now = () => page.evaluate(() => performance.now());
  const status = page.getByRole('status', { name: words.status.label });
  const start = page.getByRole('button', { name: words.start });
  await start.waitFor();
  await page.waitForTimeout(2000);
  const loaded = await now();
  await start.click();
  await status.filter({ hasText: words.status.running }).waitFor({ timeout: 120_000 });
  // The first step builds kernels and the first drawing of the charts runs code that is not yet
  // compiled: both belong to starting.
  const stepKept = () => page.evaluate(async () => (await window.lab.runs())[0]?.step ?? 0);
  while ((await stepKept()) === 0) await page.waitForTimeout(500);
  await page.waitForTimeout(3000);
  const from = await now();
  await page.waitForTimeout(1000 * seconds);
  const to = await now();
  if ((await status.textContent()) !== words.status.running) {
    throw new Error('the run did not go on to the end of the count');
  }
  const tasks = await page.evaluate(() => window.longTasks);
  const between = (first, last) =>
    tasks.filter(({ startTime }) => startTime >= first && startTime < last);
  return {
    loading: between(0, loaded),
    starting: between(loaded, from),
    training: between(from, to),
  };
}

const longest = (tasks) => Math.round(Math.max(0, ...tasks.map(({ duration }) => duration)));

/** Seconds of training for each row. */
export const options = { seconds: 20 };

/** @param {{seconds: number}} options */
export default async function responsiveness({ seconds }) {
  const { specToLink } = await importSource('src/experiment/link.ts');
  const { english } = await importSource('src/language/en/index.ts');
  const rows = [];
  for (const { preset, backend } of cases) {
    // All that happens in a run happens while it is counted.
    const spec = await presetSpec(preset, backend, {
      evaluationInterval: 10,
      sampleInterval: 20,
      checkpointInterval: 20,
    });
    const address = `?s=${specToLink(spec)}#/train`;
    const counted = await withPage(address, (page) => trainAndCount(page, english.train, seconds), {
      before: (page) => page.addInitScript(observeLongTasks),
    });
    rows.push({
      preset,
      engine: backend,
      seconds,
      'long tasks while training': counted.training.length,
      'longest, ms': longest(counted.training),
      'while starting': counted.starting.length,
      'while loading': counted.loading.length,
    });
  }
  const isMet = rows.every((row) => row['long tasks while training'] === 0);
  if (!isMet) say('Not met: the main thread was busy for more than 50 ms while training.');
  return { rows, isMet };
}

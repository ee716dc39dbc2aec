/**
 * @file Whether a slider of the token panel acts within a frame at a big vocabulary: the panel itself on
 * made-up logits, its first slider moved by the arrow keys, from the key until the page is laid out anew.
 * The goal is 16 ms of the main thread's own time; what other work on the machine adds to it is seen in the
 * time by the clock. See `README.md`.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { launchChromium } from '../scripts/headless.mjs';
import { root, say } from '../scripts/project.mjs';
import { serve } from '../scripts/serve.mjs';
import { median } from './figures.mjs';

export const options = { vocab: 32_768, moves: 60 };
export const needs = () => ({ browser: true, build: false });

const mostMilliseconds = 16;
const kinds = ['top-k', 'top-p', 'chain'];

/** Bundles the page as the product is bundled. */
async function withBundle(work) {
  const { build, loadConfigFromFile } = await import('vite');
  const environment = { command: 'build', mode: 'production' };
  const product = await loadConfigFromFile(environment, path.join(root, 'vite.config.ts'));
  const { base, worker, plugins, build: built } = product.config;
  const outDir = mkdtempSync(path.join(tmpdir(), 'llm-lab-microscope-'));
  try {
    await build({
      configFile: false,
      root: path.join(root, 'bench/microscope'),
      publicDir: false,
      logLevel: 'error',
      base,
      worker,
      plugins,
      build: { target: built.target, outDir, chunkSizeWarningLimit: Infinity },
    });
    return await work(outDir);
  } finally {
    rmSync(outDir, { recursive: true });
  }
}

/** Milliseconds that the main thread itself has worked so far. */
async function threadTime(session) {
  const { metrics } = await session.send('Performance.getMetrics');
  return 1000 * metrics.find(({ name }) => name === 'TaskDuration').value;
}

async function measure(browser, url, { vocab, moves }, kind) {
  const page = await browser.newPage();
  page.on('pageerror', ({ message }) => say(message));
  await page.goto(url);
  await page.waitForFunction(() => 'openPanel' in window);
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  await page.evaluate((given) => window.openPanel(...given), [vocab, kind]);
  /** Calls a function of the page that does its work `moves` times; own time and times by the clock of each. */
  const time = async (name) => {
    const before = await threadTime(session);
    const clock = await page.evaluate(([called, turns]) => window[called](turns), [name, moves]);
    return { own: ((await threadTime(session)) - before) / moves, clock: median(clock) };
  };
  // Compiled by then.
  await time('moveSlider');
  const move = await time('moveSlider');
  const chain = await time('explain');
  const ranking = await time('rank');
  await page.close();
  return {
    strategy: kind,
    vocabulary: vocab,
    'ms per move': move.own.toFixed(1),
    'of it the chain': chain.own.toFixed(1),
    'ranking, once a token': ranking.own.toFixed(1),
    'per move, by the clock': move.clock.toFixed(1),
  };
}

export default async function microscope(given) {
  const rows = await withBundle(async (folder) => {
    const server = await serve(0, [folder]);
    const browser = await launchChromium();
    try {
      const all = [];
      for (const kind of kinds) all.push(await measure(browser, server.url, given, kind));
      return all;
    } finally {
      await browser.close();
      await server.close();
    }
  });
  const isMet = rows.every((row) => Number(row['ms per move']) < mostMilliseconds);
  if (!isMet) say(`Not met: a slider must act within ${mostMilliseconds} ms.`);
  return { rows, isMet };
}

/**
 * @file The lab without a window: serves the built page to a headless Chromium and opens the bare
 * page that offers `window.lab` (`src/state/console.ts`).
 */
import path from 'node:path';
import { chromium } from '@playwright/test';
import { chromiumArguments, findChromium } from './chromium.mjs';
import { distFolder, root } from './project.mjs';
import { serve } from './serve.mjs';

/** A browser with WebGPU; the headless mode stands in the arguments. */
export async function launchChromium() {
  return chromium.launch({
    executablePath: await findChromium(),
    args: chromiumArguments,
    headless: false,
  });
}

/**
 * Opens a page of the built lab, does `work` with it, and closes everything again.
 * @template T
 * @param {string} page `headless.html`, or `''` for the lab itself
 * @param {(page: import('@playwright/test').Page) => Promise<T>} work
 * @param {{before?: (page: import('@playwright/test').Page) => Promise<unknown>}} [options]
 *   `before`: done before the page is loaded
 * @returns {Promise<T>}
 */
export async function withPage(page, work, { before } = {}) {
  // What has just been put into public/ (a model) is served before its older copy in dist/.
  const server = await serve(0, [path.join(root, 'public'), distFolder]);
  try {
    const browser = await launchChromium();
    try {
      const tab = await browser.newPage({ acceptDownloads: true });
      const crashed = new Promise((_, reject) => {
        tab.on('crash', () => reject(new Error('The page crashed: out of memory?')));
        browser.on('disconnected', () => reject(new Error('The browser closed.')));
      });
      crashed.catch(() => undefined);
      await before?.(tab);
      await tab.goto(server.url + page);
      return await Promise.race([work(tab), crashed]);
    } finally {
      await browser.close();
    }
  } finally {
    await server.close();
  }
}

/** A module of the page's own source, run in Node: for what knows no browser. */
export function importSource(file) {
  return withSources((load) => load(file));
}

/**
 * Does `work` with modules of the page's own source, which may import others while it lasts.
 * @template T
 * @param {(load: (file: string) => Promise<any>) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withSources(work) {
  const { createServer } = await import('vite');
  const server = await createServer({
    root,
    configFile: false,
    logLevel: 'error',
    appType: 'custom',
    server: { middlewareMode: true, ws: false, watch: null },
    optimizeDeps: { noDiscovery: true },
  });
  try {
    return await work((file) => server.ssrLoadModule(path.join(root, file)));
  } finally {
    await server.close();
  }
}

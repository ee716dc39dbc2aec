/**
 * @file Bundles the peers into a temporary folder, as the product is bundled: for the page, or for
 * Node.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { root } from '../../scripts/project.mjs';

/**
 * Does `work` with the folder and removes it again.
 * @template T
 * @param {boolean} forNode
 * @param {(folder: string) => Promise<T>} work gets the folder with `index.html`, or `host.js` for Node
 * @returns {Promise<T>}
 */
export async function withBundle(forNode, work) {
  const { build, loadConfigFromFile } = await import('vite');
  const product = await loadConfigFromFile(
    { command: 'build', mode: 'production' },
    path.join(root, 'vite.config.ts'),
  );
  const { base, worker, build: built } = product.config;
  const folder = mkdtempSync(path.join(tmpdir(), 'llm-lab-engines-'));
  try {
    await build({
      configFile: false,
      root: path.join(root, 'bench/engines'),
      publicDir: false,
      logLevel: 'error',
      base,
      worker,
      // The compiled kernels; for Node there is no worker.
      plugins: worker.plugins(),
      ssr: { noExternal: true },
      build: {
        target: built.target,
        // TensorFlow.js gives its threads the source of a function, which the minifier breaks.
        minify: false,
        outDir: folder,
        chunkSizeWarningLimit: Infinity,
        ...(forNode && { ssr: 'host.ts' }),
      },
    });
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

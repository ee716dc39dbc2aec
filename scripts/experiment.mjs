/**
 * @file `npm run experiment -- spec.json [--backend webgpu|wasm|cpu] [--text file] [--out folder]`:
 * runs a spec without a window. Standard output carries one event per line as JSON (with
 * `npm run --silent`, or `node scripts/experiment.mjs`: npm prints two lines of its own otherwise).
 * Exit codes: 0 done, 1 the run failed, 2 bad arguments or a bad spec.
 */
import path from 'node:path';
import { ensureBuilt } from './build.mjs';
import { readArguments, readJson, resolveSpec } from './experiment-arguments.mjs';
import { ensureInstalled } from './install.mjs';
import { command, root, say } from './project.mjs';

function defaultFolder(spec) {
  const readable = spec.name.replace(/[^\p{L}\p{N}._-]+/gu, '-').replace(/^[.-]+|-+$/g, '');
  const date = new Date().toISOString().slice(0, 19).replaceAll(':', '-');
  return path.join(root, 'runs', readable || date);
}

await command(async (args) => {
  const options = readArguments(args);
  const input = readJson(options.specFile);
  ensureInstalled();
  const { importSource } = await import('./headless.mjs');
  const { parseSpec } = await importSource('src/experiment/spec.ts');
  const spec = resolveSpec(input, options, parseSpec);
  await ensureBuilt();
  const { runExperiment } = await import('./run-experiment.mjs');
  const folder = path.resolve(options.out ?? defaultFolder(spec));
  const onLine = (line) => process.stdout.write(`${line}\n`);
  const result = await runExperiment({ spec, text: options.text, folder, onLine });
  say(`${result.status} after ${result.steps} steps: ${folder}`);
  return result.status === 'finished' ? 0 : 1;
});

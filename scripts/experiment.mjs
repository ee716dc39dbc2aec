/**
 * @file `npm run experiment -- spec.json [--backend webgpu|wasm|cpu] [--text file] [--out folder]`:
 * runs a spec, or a sweep over one, without a window. Standard output carries one event per line as JSON (with
 * `npm run --silent`, or `node scripts/experiment.mjs`: npm prints two lines of its own otherwise).
 * Exit codes: 0 done, 1 the run failed, 2 bad arguments or a bad spec.
 */
import path from 'node:path';
import { ensureBuilt } from './build.mjs';
import { readArguments, readJson, resolveSpec } from './experiment-arguments.mjs';
import { ensureInstalled } from './install.mjs';
import { command, root, say } from './project.mjs';
import { isSweep, loadSweepModules, resolveSweep, runSweep } from './run-sweep.mjs';

function defaultFolder(spec) {
  const readable = spec.name.replace(/[^\p{L}\p{N}._-]+/gu, '-').replace(/^[.-]+|-+$/g, '');
  const date = new Date().toISOString().slice(0, 19).replaceAll(':', '-');
  return path.join(root, 'runs', readable || date);
}

const print = (line) => process.stdout.write(`${line}\n`);

await command(async (args) => {
  const options = readArguments(args);
  const input = readJson(options.specFile);
  ensureInstalled();
  const { importSource, withSources } = await import('./headless.mjs');
  return isSweep(input)
    ? sweep(input, options, await withSources(loadSweepModules))
    : single(input, options, await importSource('src/experiment/spec.ts'));
});

async function single(input, options, { parseSpec }) {
  const spec = resolveSpec(input, options, parseSpec);
  await ensureBuilt();
  const { runExperiment } = await import('./run-experiment.mjs');
  const folder = path.resolve(options.out ?? defaultFolder(spec));
  const result = await runExperiment({ spec, text: options.text, folder, onLine: print });
  say(`${result.status} after ${result.steps} steps: ${folder}`);
  return result.status === 'finished' ? 0 : 1;
}

async function sweep(input, options, modules) {
  const plan = resolveSweep(input, options, modules);
  await ensureBuilt();
  const { runExperiment } = await import('./run-experiment.mjs');
  const folder = path.resolve(options.out ?? defaultFolder(plan.runs[0].spec));
  const run = (spec, own, onEvent) =>
    runExperiment({
      spec,
      text: options.text,
      folder: own,
      onLine: (line) => {
        print(line);
        onEvent(JSON.parse(line));
      },
    });
  const isDone = await runSweep(plan, { folder, run, modules });
  say(`The table is in ${folder}`);
  return isDone ? 0 : 1;
}

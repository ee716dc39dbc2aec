/**
 * @file `npm run bench [-- name…] [--option value…]`: runs the benchmarks in `bench/`, all or the named
 * ones. Each prints a table for people on standard error and its numbers as JSON on standard output.
 *
 * A benchmark's module exports the benchmark as its default, and may export
 * - `options`: its options with their defaults; whether one takes a number, a text or nothing (a
 *   switch) follows from its default;
 * - `needs(options)`: whether it needs a `browser` and the built page (`build`); both if it is silent.
 */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { pathToFileURL } from 'node:url';
import { ensureBuilt } from './build.mjs';
import { chromiumVersion, findChromium } from './chromium.mjs';
import { ensureInstalled } from './install.mjs';
import { command, root, say, UsageError } from './project.mjs';

const folder = path.join(root, 'bench');
const suffix = '.bench.mjs';

async function loadBenches() {
  const names = readdirSync(folder)
    .filter((file) => file.endsWith(suffix))
    .map((file) => file.slice(0, -suffix.length));
  const load = async (name) => {
    const module = await import(pathToFileURL(path.join(folder, name + suffix)).href);
    const { default: run, options = {}, needs = () => ({ browser: true, build: true }) } = module;
    return { name, run, options, needs };
  };
  return Promise.all(names.map(load));
}

/** The chosen benchmarks with the values of their options. */
function readArguments(args, benches) {
  const defaults = benches.flatMap(({ options }) => Object.entries(options));
  let parsed;
  try {
    parsed = parseArgs({
      args,
      allowPositionals: true,
      options: Object.fromEntries(
        defaults.map(([name, value]) => [
          name,
          { type: typeof value === 'boolean' ? 'boolean' : 'string' },
        ]),
      ),
    });
  } catch (error) {
    throw new UsageError(error.message);
  }
  const { positionals, values } = parsed;
  const unknown = positionals.find((wanted) => !benches.some(({ name }) => name === wanted));
  if (unknown) {
    const all = benches.map(({ name }) => name).join(', ');
    throw new UsageError(`There is no benchmark "${unknown}"; there are ${all}.`);
  }
  const chosen = benches.filter(
    ({ name }) => positionals.length === 0 || positionals.includes(name),
  );
  const stray = Object.keys(values).find((name) =>
    chosen.every(({ options }) => !(name in options)),
  );
  if (stray) throw new UsageError(`--${stray}: not an option of ${positionals.join(', ')}`);
  return chosen.map((bench) => ({ ...bench, options: readOptions(bench.options, values) }));
}

function readOptions(defaults, values) {
  const entries = Object.entries(defaults).map(([name, fallback]) => {
    const value = values[name] ?? fallback;
    if (typeof fallback !== 'number') return [name, value];
    if (!(Number(value) > 0)) throw new UsageError(`--${name}: not a positive number`);
    return [name, Number(value)];
  });
  return Object.fromEntries(entries);
}

await command(async (args) => {
  ensureInstalled();
  const { table } = await import('../bench/figures.mjs');
  const chosen = readArguments(args, await loadBenches());
  let failed = false;
  for (const { name, run, options, needs } of chosen) {
    const { browser: needsBrowser, build } = needs(options);
    if (build) await ensureBuilt();
    const browser = needsBrowser ? chromiumVersion(await findChromium()) : undefined;
    say(`\n── ${name} (${browser ?? `Node ${process.version}`}) ──`);
    const { rows, isMet = true, more = {} } = await run(options);
    say(table(rows));
    console.log(JSON.stringify({ bench: name, browser, rows, ...more }));
    failed ||= !isMet;
  }
  return failed ? 1 : 0;
});

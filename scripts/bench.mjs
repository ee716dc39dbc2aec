/**
 * @file `npm run bench [-- training|responsiveness] [--seconds n]`: runs the benchmarks in `bench/`
 * on the built page. Each prints a table for people on standard error and its numbers as JSON on
 * standard output.
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

function readArguments(args) {
  let parsed;
  try {
    parsed = parseArgs({ args, allowPositionals: true, options: { seconds: { type: 'string' } } });
  } catch (error) {
    throw new UsageError(error.message);
  }
  const { positionals, values } = parsed;
  const all = readdirSync(folder)
    .filter((file) => file.endsWith(suffix))
    .map((file) => file.slice(0, -suffix.length));
  const unknown = positionals.find((name) => !all.includes(name));
  if (unknown)
    throw new UsageError(`There is no benchmark "${unknown}"; there are ${all.join(', ')}.`);
  const seconds = values.seconds === undefined ? undefined : Number(values.seconds);
  if (seconds !== undefined && !(seconds > 0))
    throw new UsageError('--seconds: not a positive number');
  return { chosen: positionals.length > 0 ? positionals : all, seconds };
}

/** Rows of equal keys as a table with aligned columns. */
function table(rows) {
  const keys = Object.keys(rows[0] ?? {});
  const cells = [keys, ...rows.map((row) => keys.map((key) => String(row[key] ?? '')))];
  const widths = keys.map((_, at) => Math.max(...cells.map((line) => line[at].length)));
  return cells
    .map((line) =>
      line
        .map((cell, at) => cell.padEnd(widths[at]))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

await command(async (args) => {
  const { chosen, seconds } = readArguments(args);
  ensureInstalled();
  await ensureBuilt();
  const browser = chromiumVersion(await findChromium());
  let failed = false;
  for (const name of chosen) {
    say(`\n── ${name} (${browser}) ──`);
    const { default: bench } = await import(pathToFileURL(path.join(folder, name + suffix)).href);
    const { rows, isMet = true } = await bench({ seconds });
    say(table(rows));
    console.log(JSON.stringify({ bench: name, browser, rows }));
    failed ||= !isMet;
  }
  return failed ? 1 : 0;
});

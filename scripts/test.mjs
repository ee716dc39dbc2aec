/**
 * @file `npm test`: installs what is missing, finds a Chromium, and runs everything that must hold.
 * `node scripts/test.mjs browser journeys` runs only these parts; `--full` adds the slow proofs
 * (`*.full.test.ts`).
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromiumVersion, findChromium } from './chromium.mjs';
import { ensureBuilt, build } from './build.mjs';
import { ensureInstalled } from './install.mjs';
import { command, runNode, say, UsageError } from './project.mjs';

/** @typedef {{passed: number, failed: number}} Count */

const count = (code) => ({ passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1 });

/** Numbers of single tests from a report; a report that is missing counts as one failure. */
function countReport(file, read, code) {
  try {
    const { passed, failed } = read(JSON.parse(readFileSync(file, 'utf8')));
    // A crash outside of any test must not look like a pass.
    return { passed, failed: code !== 0 && failed === 0 ? 1 : failed };
  } catch {
    return { passed: 0, failed: 1 };
  }
}

const program = (args) => async () => count(await runNode(args));

/** @param {string[]} projects */
const vitest =
  (...projects) =>
  async (context) => {
    const file = path.join(context.folder, `${projects[0]}.json`);
    const chosen = projects.flatMap((project) => ['--project', project]);
    const args = ['node_modules/vitest/vitest.mjs', 'run', ...chosen];
    const reporters = ['--reporter=dot', '--reporter=json', `--outputFile.json=${file}`];
    const code = await runNode([...args, ...reporters], { env: context.env });
    const read = (report) => ({ passed: report.numPassedTests, failed: report.numFailedTests });
    return countReport(file, read, code);
  };

const playwright = async (context) => {
  const file = path.join(context.folder, 'journeys.json');
  const args = ['node_modules/@playwright/test/cli.js', 'test', '--reporter=line,json'];
  const env = { ...context.env, PLAYWRIGHT_JSON_OUTPUT_NAME: file };
  const code = await runNode(args, { env });
  const read = ({ stats }) => ({ passed: stats.expected, failed: stats.unexpected + stats.flaky });
  return countReport(file, read, code);
};

const parts = {
  format: program(['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level=warn', '.']),
  lint: program(['node_modules/eslint/bin/eslint.js', '.', '--max-warnings', '0']),
  types: program(['node_modules/typescript/bin/tsc', '--noEmit']),
  unit: vitest('unit', 'isolated'),
  build: async () => {
    await build();
    return count(0);
  },
  budget: async () => {
    await ensureBuilt();
    return count(await runNode(['scripts/budget.mjs']));
  },
  browser: vitest('browser'),
  journeys: async (context) => {
    await ensureBuilt();
    return playwright(context);
  },
};

/**
 * Stages follow each other, the quick ones first. The lists of one stage are run beside each other,
 * each from left to right: what stands there keeps about one core busy.
 */
const stages = [
  [['unit']],
  [['browser'], ['lint', 'format', 'types', 'build', 'budget']],
  [['journeys']],
];

function readArguments(args) {
  const names = args.filter((arg) => arg !== '--full');
  const unknown = names.find((name) => !Object.hasOwn(parts, name));
  if (unknown) {
    throw new UsageError(
      `There is no part "${unknown}"; there are ${Object.keys(parts).join(', ')}.`,
    );
  }
  const chosen = names.length > 0 ? names : Object.keys(parts);
  return { chosen, isFull: args.includes('--full') };
}

/** @returns {Promise<Count>} */
async function runPart(name, context) {
  say(`\n── ${name} ──`);
  const start = performance.now();
  let result;
  try {
    result = await parts[name](context);
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    result = count(1);
  }
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  say(`── ${name}: ${result.passed} passed, ${result.failed} failed, ${seconds} s`);
  return result;
}

await command(async (args) => {
  const { chosen, isFull } = readArguments(args);
  ensureInstalled();
  const chromium = await findChromium();
  say(`Browser: ${chromiumVersion(chromium)} (${chromium})`);
  const folder = mkdtempSync(path.join(tmpdir(), 'llm-lab-test-'));
  const env = { CHROME_PATH: chromium, ...(isFull && { LAB_FULL: '1' }) };
  const total = { passed: 0, failed: 0 };
  const runInTurn = async (names) => {
    for (const name of names.filter((one) => chosen.includes(one))) {
      const { passed, failed } = await runPart(name, { folder, env });
      total.passed += passed;
      total.failed += failed;
    }
  };
  try {
    for (const lists of stages) await Promise.all(lists.map(runInTurn));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  console.log(`\n${total.passed} passed, ${total.failed} failed`);
  return total.failed > 0 ? 1 : 0;
});

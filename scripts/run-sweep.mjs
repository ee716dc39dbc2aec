/**
 * @file Runs every combination of a sweep, one after the other, each as `run-experiment.mjs` does, and
 * leaves what came of them as one table: `table.csv` with a line for each run, `table.json` also with
 * repeated seeds folded. Both are written anew after each run, so that what is done is there.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { resolveSpec } from './experiment-arguments.mjs';
import { UsageError, say } from './project.mjs';

/**
 * What of the lab's own source a sweep needs.
 * @param {(file: string) => Promise<any>} load
 */
export async function loadSweepModules(load) {
  const [sweep, table, outcome, spec, csv] = [
    await load('src/experiment/sweeps/sweep.ts'),
    await load('src/experiment/sweeps/table.ts'),
    await load('src/experiment/outcome.ts'),
    await load('src/experiment/spec.ts'),
    await load('src/pictures/csv.ts'),
  ];
  return { ...sweep, ...table, ...outcome, ...spec, ...csv };
}

/** Whether the content of a file is a sweep and not a spec. */
export function isSweep(input) {
  return typeof input === 'object' && input !== null && 'sweep' in input;
}

/**
 * The runs of a sweep file, `{ spec, sweep }`.
 * @param {unknown} input
 * @param {{backend?: string, text?: string}} options
 * @param {object} modules of `loadSweepModules`
 * @throws UsageError
 */
export function resolveSweep(input, options, { sweepSchema, planSweep, parseSpec }) {
  const { spec: given = {}, sweep, ...rest } = input;
  const unknown = Object.keys(rest);
  if (unknown.length > 0) throw new UsageError(`${unknown.join(', ')}: not known in a sweep file`);
  const spec = resolveSpec(given, options, parseSpec);
  const parsed = sweepSchema.safeParse(sweep);
  if (!parsed.success) {
    const lines = parsed.error.issues.map(
      (issue) => `${['sweep', ...issue.path].join('.')}: ${issue.message}`,
    );
    throw new UsageError(lines.join('\n'));
  }
  let plan;
  try {
    plan = planSweep(spec, parsed.data);
  } catch (error) {
    throw new UsageError(`sweep: ${error.message}`);
  }
  if (plan.runs.length === 0) {
    throw new UsageError(`sweep: no combination can run\n${refusals(plan).join('\n')}`);
  }
  return plan;
}

/** A line for each combination that cannot run. */
function refusals({ refused, paths }) {
  return refused.map(({ values, problems, issues }) => {
    const combination = values.map((value, at) => `${paths[at]} ${JSON.stringify(value)}`);
    const reasons = [...problems, ...issues].map(({ message }) => message);
    return `${combination.join(', ')}: ${reasons.join('; ')}`;
  });
}

/**
 * @param {object} plan of `resolveSweep`
 * @param {object} options
 * @param {string} options.folder where the table and a folder for each run go
 * @param {(spec: object, folder: string, onEvent: (event: object) => void) => Promise<{status: string}>} options.run
 * @param {object} options.modules of `loadSweepModules`
 * @returns {Promise<boolean>} whether all runs have come to their end
 */
export async function runSweep(plan, { folder, run, modules }) {
  const { sweepRunName, outcomeOf } = modules;
  mkdirSync(folder, { recursive: true });
  refusals(plan).forEach((line) => say(`Left out: ${line}`));
  const done = [];
  for (const [index, { spec }] of plan.runs.entries()) {
    const name = sweepRunName(spec, plan.paths);
    say(`Run ${index + 1} of ${plan.runs.length}: ${name}`);
    const own = String(index + 1).padStart(3, '0');
    const events = [];
    let status = 'failed';
    let error = null;
    try {
      ({ status } = await run(spec, path.join(folder, own), (event) => events.push(event)));
    } catch (failure) {
      error = failure.message;
      say(error);
    }
    const started = events.find(({ type }) => type === 'started');
    const outcome = started ? outcomeOf(spec, started, historyOf(events)) : null;
    const entry = { id: own, name, spec, status, runId: own, outcome, isPinned: false };
    done.push({ entry, error });
    writeTable(plan, done, folder, modules);
  }
  return done.every(({ entry }) => entry.status === 'finished');
}

/** Steps that were done again after a loss of the device count once. */
function historyOf(events) {
  const rows = new Map();
  for (const event of events) {
    if (event.type === 'step' || event.type === 'evaluation') {
      rows.set(`${event.type} ${event.step}`, event);
    }
  }
  return [...rows.values()];
}

function writeTable({ paths, refused }, done, folder, { runLines, tableRows, toCsv }) {
  const runs = done.map(({ entry }) => entry);
  const { header, rows } = runLines(runs, paths);
  writeFileSync(path.join(folder, 'table.csv'), toCsv(header, rows));
  const table = {
    fields: paths,
    runs: done.map(({ entry: { id, name, spec, status, outcome }, error }) => ({
      folder: id,
      name,
      status,
      error,
      spec,
      outcome,
    })),
    folded: tableRows(runs, paths, true).map(({ values, measures }) => ({ values, measures })),
    refused,
  };
  writeFileSync(path.join(folder, 'table.json'), `${JSON.stringify(table, null, 2)}\n`);
}

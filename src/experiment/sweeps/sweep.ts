/**
 * @file A sweep: one or two fields of a spec, the values that each takes, and how often every combination
 * is repeated with another seed. It stands in a file for `npm run experiment`, or is put together on the
 * page; either way it becomes a list of whole specs, and what cannot run is told before anything runs.
 */
import { z } from 'zod';
import { LabError } from '../../base/errors';
import { findProblems, type Problem } from '../problems';
import { specSchema, type Spec, type SpecIssue } from '../spec';
import { sweepFields, valueAt, withValueAt, type SweepValue } from './fields';

/** Of one field. */
export const mostValues = 64;
export const mostSeeds = 20;
/** Runs of a sweep. */
export const mostRuns = 200;

const path = z.string().min(1).max(100);
const value = z.union([z.string().max(100), z.number(), z.boolean(), z.null()]);

const axisSchema = z.union([
  z.strictObject({ path, values: z.array(value).min(1).max(mostValues) }),
  z.strictObject({
    path,
    from: z.number(),
    to: z.number(),
    count: z.int().min(2).max(mostValues),
    /** Of what is the same between two neighbours: their difference, or their ratio. */
    scale: z.enum(['linear', 'logarithmic']).default('linear'),
  }),
]);

export const sweepSchema = z.strictObject({
  fields: z.array(axisSchema).min(1).max(2),
  /** Each combination is run with so many seeds: the spec's, and those after it. */
  seeds: z.int().min(1).max(mostSeeds).default(1),
});

export type Axis = z.output<typeof axisSchema>;
export type Sweep = z.output<typeof sweepSchema>;

/** One run of a sweep. */
export interface SweepRun {
  /** In the order of the fields. */
  values: SweepValue[];
  spec: Spec;
}

/** A combination that cannot be run, and why. */
export interface RefusedRun {
  values: SweepValue[];
  /** What is wrong across fields; empty if the schema has refused it before. */
  problems: Problem[];
  issues: SpecIssue[];
}

export interface SweepPlan {
  /** Of the fields. */
  paths: string[];
  runs: SweepRun[];
  refused: RefusedRun[];
}

/**
 * The values of one field, each once.
 * @param isWhole whether those of a range are rounded
 */
export function axisValues(axis: Axis, isWhole: boolean): SweepValue[] {
  if ('values' in axis) return distinct(axis.values);
  const { from, to, count, scale } = axis;
  const at = (share: number) =>
    scale === 'linear' ? from + share * (to - from) : from * (to / from) ** share;
  const values = Array.from({ length: count }, (_, index) => at(index / (count - 1)));
  // Without the noise of the last digits, which nobody has asked for.
  return distinct(values.map((one) => (isWhole ? Math.round(one) : Number(one.toPrecision(6)))));
}

const distinct = (values: readonly SweepValue[]) => [...new Set(values)];

/**
 * All runs of a sweep: the last field changes fastest, and seeds faster still.
 * @throws LabError `sweep.field` for a path that cannot be swept, `sweep.range` for a logarithmic range
 * that is not above 0, `sweep.large`
 */
export function planSweep(base: Spec, { fields, seeds }: Sweep): SweepPlan {
  const known = sweepFields(base.text);
  const axes = fields.map((axis) => {
    const field = known.find((one) => one.path === axis.path);
    const isTwice = fields.filter((other) => other.path === axis.path).length > 1;
    if (!field || isTwice) throw new LabError('sweep.field', { path: axis.path });
    if (!('values' in axis) && (field.kind !== 'number' || !hasLogarithms(axis))) {
      throw new LabError('sweep.range', { path: axis.path });
    }
    return axisValues(axis, field.kind === 'number' && field.isWhole);
  });
  const combinations = axes.reduce<SweepValue[][]>(
    (some, values) => some.flatMap((before) => values.map((one) => [...before, one])),
    [[]],
  );
  const count = combinations.length * seeds;
  if (count > mostRuns) throw new LabError('sweep.large', { count, limit: mostRuns });
  const paths = fields.map((axis) => axis.path);
  return planRuns(base, paths, combinations, seeds);
}

/** Runs of given values of some fields. */
export function planRuns(
  base: Spec,
  paths: readonly string[],
  combinations: readonly SweepValue[][],
  seeds: number,
): SweepPlan {
  const plan: SweepPlan = { paths: [...paths], runs: [], refused: [] };
  for (const values of combinations) {
    const tree = paths.reduce<unknown>(
      (spec, one, index) => withValueAt(spec, one, values[index]),
      base,
    );
    const parsed = specSchema.safeParse(tree);
    const problems = parsed.success ? findProblems(parsed.data) : [];
    if (parsed.success && problems.length === 0) {
      for (let repeat = 0; repeat < seeds; repeat++) {
        plan.runs.push({ values, spec: { ...parsed.data, seed: seedAfter(base.seed, repeat) } });
      }
      continue;
    }
    const issues = (parsed.error?.issues ?? []).map((issue) => ({
      path: issue.path.join('.'),
      message: issue.message,
    }));
    plan.refused.push({ values, problems, issues });
  }
  return plan;
}

const hasLogarithms = (axis: Axis) =>
  'values' in axis || axis.scale === 'linear' || (axis.from > 0 && axis.to > 0);

const seedAfter = (seed: number, repeat: number) => (seed + repeat) % 2 ** 31;

/** What a run of a sweep is called, in every language: `learningRate 0.001, seed 2`. */
export function sweepRunName(spec: Spec, paths: readonly string[]): string {
  const parts = paths.map((one) => {
    const shown = valueAt(spec, one);
    return `${one.slice(one.lastIndexOf('.') + 1)} ${typeof shown === 'string' ? shown : JSON.stringify(shown)}`;
  });
  return [...(spec.name === '' ? [] : [spec.name]), ...parts, `seed ${spec.seed}`].join(', ');
}

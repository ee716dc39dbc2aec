import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { requireSpec, specSchema } from '../spec';
import { sweepFields, valueAt, withValueAt } from './fields';
import { axisValues, mostRuns, planSweep, sweepRunName, sweepSchema } from './sweep';

const base = requireSpec({ seed: 7 });

describe('fields of the spec', () => {
  const fields = sweepFields(base.text);
  const find = (path: string) => fields.find((field) => field.path === path);

  it('are numbers and choices with what the schema allows', () => {
    expect(find('training.batchSize')).toEqual({
      path: 'training.batchSize',
      kind: 'number',
      isWhole: true,
      min: 1,
      max: 512,
      acceptsNull: false,
    });
    expect(find('model.keyValueHeads')).toMatchObject({ kind: 'number', acceptsNull: true });
    expect(find('training.betas.1')).toMatchObject({ kind: 'number', isWhole: false, min: 0 });
    expect(find('training.optimizer')).toMatchObject({
      kind: 'choice',
      choices: ['adamw', 'sgd', 'lion', 'muon'],
    });
    expect(find('model.tiedHead')).toMatchObject({ choices: [false, true] });
    expect(find('model.experts.perToken')).toMatchObject({ choices: [1, 2] });
    expect(find('backend')).toMatchObject({ kind: 'choice' });
  });

  it('are those of the text that is chosen', () => {
    expect(find('text.documents')).toMatchObject({ min: 10, max: 200_000 });
    expect(sweepFields({ source: 'crawl' })).toContainEqual(
      expect.objectContaining({ path: 'text.validation', choices: ['tail', 'good-pages'] }),
    );
    const own = sweepFields({ source: 'own' }).map(({ path }) => path);
    expect(own.filter((path) => path.startsWith('text'))).toEqual([]);
  });

  it('leave out what changes no run, and the seed', () => {
    const paths = fields.map(({ path }) => path);
    expect(paths.filter((path) => /^(name|version|seed|decoding)/.test(path))).toEqual([]);
    expect(paths.length).toBeGreaterThan(50);
  });

  it('every one of them can be set, and read again', () => {
    for (const field of fields) {
      const value = field.kind === 'choice' ? field.choices[0] : field.min;
      const changed = withValueAt(base, field.path, value);
      expect(valueAt(changed, field.path)).toBe(value);
      expect(specSchema.safeParse(changed).error?.issues ?? []).toEqual([]);
    }
    expect(base).toEqual(requireSpec({ seed: 7 }));
  });
});

describe('values of a field', () => {
  const range = { path: 'training.learningRate', from: 1e-4, to: 1e-2, count: 3 };

  it('are a list without doubles, or a range', () => {
    expect(axisValues({ path: 'x', values: [3, 1, 3] }, true)).toEqual([3, 1]);
    expect(axisValues({ ...range, scale: 'logarithmic' }, false)).toEqual([1e-4, 1e-3, 1e-2]);
    expect(axisValues({ ...range, scale: 'linear' }, false)).toEqual([1e-4, 5.05e-3, 1e-2]);
    const whole = { path: 'x', from: 1, to: 3, count: 5, scale: 'linear' } as const;
    expect(axisValues(whole, true)).toEqual([1, 2, 3]);
  });

  it('of a range keep its ends and its order', () => {
    const anyScale = fc.constantFrom('linear' as const, 'logarithmic' as const);
    const number = fc.double({ min: 1e-6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(
        number,
        number,
        fc.integer({ min: 2, max: 64 }),
        anyScale,
        (from, to, count, scale) => {
          const values = axisValues({ path: 'x', from, to, count, scale }, false).map(Number);
          expect(values[0] / from).toBeCloseTo(1, 4);
          expect((values.at(-1) ?? NaN) / to).toBeCloseTo(1, 4);
          const sorted = [...values].sort((one, other) => (from < to ? one - other : other - one));
          expect(values).toEqual(sorted);
        },
      ),
    );
  });
});

describe('a sweep', () => {
  const plan = (sweep: unknown, spec = base) => planSweep(spec, sweepSchema.parse(sweep));

  it('is every combination, with every seed', () => {
    const { paths, runs, refused } = plan({
      fields: [
        { path: 'training.batchSize', values: [8, 16] },
        { path: 'model.norm', values: ['layer', 'rms'] },
      ],
      seeds: 2,
    });
    expect(paths).toEqual(['training.batchSize', 'model.norm']);
    expect(refused).toEqual([]);
    expect(runs.map(({ values, spec }) => [...values, spec.seed])).toEqual([
      [8, 'layer', 7],
      [8, 'layer', 8],
      [8, 'rms', 7],
      [8, 'rms', 8],
      [16, 'layer', 7],
      [16, 'layer', 8],
      [16, 'rms', 7],
      [16, 'rms', 8],
    ]);
    for (const { values, spec } of runs) {
      expect([spec.training.batchSize, spec.model.norm]).toEqual(values);
      expect(requireSpec(spec)).toEqual(spec);
    }
    expect(sweepRunName(runs[1].spec, paths)).toBe('batchSize 8, norm layer, seed 8');
  });

  it('tells which combinations cannot run, and why', () => {
    const { runs, refused } = plan({
      fields: [{ path: 'model.heads', values: [2, 3, 99] }],
      seeds: 3,
    });
    expect(runs).toHaveLength(3);
    expect(refused.map(({ values }) => values)).toEqual([[3], [99]]);
    expect(refused[0].problems).toMatchObject([{ path: 'model.heads', code: 'headsDivide' }]);
    expect(refused[1].issues).toMatchObject([{ path: 'model.heads' }]);
  });

  it('of a field that the model has not makes the part that has it', () => {
    const { runs } = plan({ fields: [{ path: 'model.experts.count', values: [4] }] });
    expect(runs[0].spec.model.experts).toMatchObject({ count: 4, perToken: 1 });
  });

  it('is refused where its fields cannot be swept, and where it is too large', () => {
    const codes = [
      [{ path: 'decoding.seed', values: [1] }],
      [{ path: 'training.nothing', values: [1] }],
      [
        { path: 'model.width', values: [8] },
        { path: 'model.width', values: [16] },
      ],
      [{ path: 'model.norm', from: 1, to: 2, count: 2 }],
      [{ path: 'training.weightDecay', from: 0, to: 1, count: 3, scale: 'logarithmic' }],
      [
        { path: 'training.steps', from: 1, to: 64, count: 64 },
        { path: 'training.batchSize', from: 1, to: 64, count: 64 },
      ],
    ].map((fields) => {
      try {
        return plan({ fields });
      } catch (error) {
        return error instanceof Error && 'code' in error ? error.code : error;
      }
    });
    expect(codes).toEqual([
      'sweep.field',
      'sweep.field',
      'sweep.field',
      'sweep.range',
      'sweep.range',
      'sweep.large',
    ]);
    expect(64 * 64).toBeGreaterThan(mostRuns);
    expect(sweepSchema.safeParse({ fields: [] }).success).toBe(false);
    expect(sweepSchema.safeParse({ fields: [{ path: 'x', values: [1], more: 1 }] }).success).toBe(
      false,
    );
  });
});

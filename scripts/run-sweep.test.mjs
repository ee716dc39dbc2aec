/**
 * @file A sweep without a window: what it refuses, and the table that it leaves, with runs that are made up.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UsageError } from './project.mjs';
import { isSweep, loadSweepModules, resolveSweep, runSweep } from './run-sweep.mjs';

let folder;
let modules;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'llm-lab-sweep-'));
  modules = await loadSweepModules((file) => import(path.join('..', file)));
});
afterAll(() => rmSync(folder, { recursive: true }));

const input = {
  spec: { model: { heads: 4, width: 16, contextLength: 8 }, training: { batchSize: 2 } },
  sweep: { fields: [{ path: 'model.heads', values: [2, 3, 4] }], seeds: 2 },
};

describe('a sweep file', () => {
  it('is told from a spec', () => {
    expect([isSweep(input), isSweep({ model: {} }), isSweep(null)]).toEqual([true, false, false]);
  });

  it('is every combination that can run', () => {
    const plan = resolveSweep(input, { backend: 'wasm' }, modules);
    expect(plan.runs.map(({ values, spec }) => [...values, spec.seed, spec.backend])).toEqual([
      [2, 1, 'wasm'],
      [2, 2, 'wasm'],
      [4, 1, 'wasm'],
      [4, 2, 'wasm'],
    ]);
    expect(plan.refused).toMatchObject([{ values: [3] }]);
  });

  it.each([
    [{ ...input, more: 1 }, /more: not known/],
    [{ ...input, spec: { model: { layers: 0 } } }, /model\.layers/],
    [{ sweep: { fields: [] } }, /sweep\.fields/],
    [{ sweep: { fields: [{ path: 'name', values: ['a'] }] } }, /“name” cannot be swept/],
    [{ ...input, sweep: { fields: [{ path: 'model.heads', values: [3] }] } }, /multiple of heads/],
  ])('%j is refused', (wrong, message) => {
    expect(() => resolveSweep(wrong, {}, modules)).toThrow(UsageError);
    expect(() => resolveSweep(wrong, {}, modules)).toThrow(message);
  });
});

describe('the table', () => {
  it('has a line for each run and a row for each combination; a failure does not end it', async () => {
    const plan = resolveSweep(input, {}, modules);
    const run = async (spec, own, onEvent) => {
      expect(path.dirname(own)).toBe(folder);
      const about = { parameters: 10, bytesPerToken: 1, flopsPerStep: 100, vocabularySize: 257 };
      onEvent({ type: 'started', ...about, backend: 'wasm' });
      if (spec.seed === 2 && spec.model.heads === 4) throw new Error('The run failed: too hot');
      onEvent({ type: 'step', step: 1, trainLoss: 9, tokensPerSecond: 16 });
      // Done again after the device was lost.
      onEvent({ type: 'step', step: 1, trainLoss: 2, tokensPerSecond: 16 });
      onEvent({ type: 'evaluation', step: 1, validationLoss: spec.seed });
      return { status: 'finished' };
    };
    expect(await runSweep(plan, { folder, run, modules })).toBe(false);
    const lines = readFileSync(path.join(folder, 'table.csv'), 'utf8').trim().split('\r\n');
    expect(lines).toHaveLength(5);
    expect(lines[0]).toMatch(/^name,model\.heads,seed,status,trainLoss,validationLoss,/);
    expect(lines[1]).toMatch(/^"heads 2, seed 1",2,1,finished,2,1,/);
    expect(lines[4]).toMatch(/^"heads 4, seed 2",4,2,failed,,,/);
    const table = JSON.parse(readFileSync(path.join(folder, 'table.json'), 'utf8'));
    expect(table.folded[0].measures.validationLoss).toEqual({
      mean: 1.5,
      deviation: Math.SQRT1_2,
      runs: 2,
    });
    expect(table.runs[3]).toMatchObject({ error: 'The run failed: too hot', status: 'failed' });
    expect(table.refused).toHaveLength(1);
  });
});

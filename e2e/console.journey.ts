/**
 * @file `window.lab`: a run and its model as arrays, and the loss of the GPU device in mid-run.
 */
import type { Page } from '@playwright/test';
import type { SpecInput } from '../src/experiment/spec';
import { expect, test, tinySpec } from './lab';

test.beforeEach(async ({ page }) => {
  await page.goto('./headless.html');
});

test('a run gives its model as arrays', async ({ page }) => {
  const found = await page.evaluate(async (spec) => {
    const { lab } = window;
    if (!lab) throw new Error('window.lab is missing');
    const types: string[] = [];
    const result = await lab.run(spec, { onEvent: ({ type }) => types.push(type) });
    const text = 'The cat';
    const { tokens, probabilities } = await lab.attention(result.runId, text);
    const { shape, data } = await lab.logits(result.runId, text);
    const weights = Object.values(await lab.weights(result.runId));
    const rows: number[] = [];
    for (let at = 0; at < probabilities.data.length; at += tokens.length) {
      rows.push(probabilities.data.subarray(at, at + tokens.length).reduce((a, b) => a + b, 0));
    }
    const columns = await lab.decode(result.runId, { prompt: 'The ', maxTokens: 5 });
    return {
      result,
      types,
      labels: tokens.map(({ label }) => label).join(''),
      shapes: { probabilities: probabilities.shape, logits: shape },
      logits: { count: data.length, finite: data.every(Number.isFinite) },
      rows,
      parameters: weights.reduce((sum, array) => sum + array.data.length, 0),
      decoded: columns.map((column) => [column.tokens.length, column.status]),
      tokenized: (await lab.tokenize('a é')).length,
      names: (await lab.runs()).map(({ id, step }) => [id, step]),
      history: await lab.history(result.runId),
      damagedSpec: lab.check({ model: { layers: 0 } }),
    };
  }, tinySpec);

  const { result } = found;
  expect(result).toMatchObject({ status: 'finished', steps: 30, backend: 'webgpu' });
  expect(result.validationLoss).toBeLessThan(result.uniformLoss);
  expect(found.types.filter((type) => type === 'step')).toHaveLength(30);
  expect(found.labels).toBe('The·cat');
  expect(found.shapes.probabilities).toEqual([1, 2, 7, 7]);
  expect(found.shapes.logits).toEqual([7, result.vocabularySize]);
  expect(found.logits).toEqual({ count: 7 * result.vocabularySize, finite: true });
  found.rows.forEach((sum) => expect(sum).toBeCloseTo(1, 4));
  expect(found.parameters).toBe(result.parameters);
  expect(found.decoded).toHaveLength(4);
  found.decoded.forEach(([, status]) => expect(['length', 'end-of-text']).toContain(status));
  expect(found.tokenized).toBe(3);
  expect(found.names).toEqual([[result.runId, 30]]);
  expect(found.history.filter(({ type }) => type === 'step')).toHaveLength(30);
  expect(found.damagedSpec).toMatchObject({ ok: false, issues: [{ path: 'model.layers' }] });
});

/** Losses of every step; the device is destroyed after `lossAt` steps. */
function lossesOf(page: Page, spec: SpecInput, lossAt: number) {
  return page.evaluate(
    async ([given, at]) => {
      const { lab } = window;
      if (!lab) throw new Error('window.lab is missing');
      const losses: Record<number, number> = {};
      const recovered: { step: number; backend: string }[] = [];
      const result = await lab.run(given, {
        keep: false,
        onEvent: (event) => {
          if (event.type === 'step') losses[event.step] = event.trainLoss;
          if (event.type === 'step' && event.step === at && recovered.length === 0) {
            void lab.loseDevice();
          }
          if (event.type === 'recovered') recovered.push(event);
        },
      });
      return { result, losses, recovered };
    },
    [spec, lossAt] as const,
  );
}

test('a run survives the loss of the GPU device', async ({ page }) => {
  const lost = await lossesOf(page, tinySpec, 14);
  expect(lost.recovered).toHaveLength(1);
  expect(lost.recovered[0].step).toBeGreaterThanOrEqual(10);
  expect(lost.result).toMatchObject({ status: 'finished', steps: 30 });
  const undisturbed = await lossesOf(page, tinySpec, 0);
  expect(undisturbed.recovered).toEqual([]);
  for (const [step, loss] of Object.entries(undisturbed.losses)) {
    // Equal if it went on with WebGPU; another engine rounds otherwise.
    expect(lost.losses[Number(step)]).toBeCloseTo(loss, 3);
  }
});

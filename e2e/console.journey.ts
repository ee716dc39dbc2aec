/**
 * @file `window.lab`: a run and its model as arrays, and the same run again, with the loss of its GPU
 * device in the middle.
 */
import type { Page } from '@playwright/test';
import { expect, lossesOf, test, tinySpec } from './lab';

test.beforeEach(async ({ page }) => {
  await page.goto('./headless.html');
});

test('a run gives its model as arrays, and comes to the same after a loss of its device', async ({
  page,
}) => {
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

  const undisturbed = await lossesOf(page, result.runId);
  const lost = await runWithLoss(page, 14);
  expect(lost.recovered).toHaveLength(1);
  expect(lost.recovered[0].step).toBeGreaterThanOrEqual(10);
  expect(lost.result).toMatchObject({ status: 'finished', steps: 30 });
  expect(undisturbed).toHaveLength(30);
  for (const [index, loss] of undisturbed.entries()) {
    // Equal if it went on with WebGPU; another engine rounds otherwise.
    expect(lost.losses[index + 1]).toBeCloseTo(loss, 3);
  }
});

/** Losses by step of the tiny run, whose device is destroyed after so many steps. */
function runWithLoss(page: Page, lossAt: number) {
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
    [tinySpec, lossAt] as const,
  );
}

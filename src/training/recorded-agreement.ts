/**
 * @file Tests that hold recorded models: loss and every gradient as PyTorch has them, on every engine;
 * and decoding with the cache as without.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { flatten, named, parameterLayout } from '../models/layout';
import { LanguageModel } from '../models/model';
import { backendNames, startEngine } from '../tensor/engine';
import type { Machine } from '../tensor/machine';
import { pack, unpack } from '../tensor/ops/pack';
import { asMatrix, asVector } from '../tensor/shapes';
import { lossAndGradients } from './loss';
import {
  expectClose,
  fixedBatch,
  fixedWeights,
  numbersByName,
  recordedConfig,
} from './recorded-testing';

const batchSize = 3;
const schema = z.object({
  models: z.record(
    z.string(),
    z.object({ config: recordedConfig, loss: z.number(), gradients: numbersByName }),
  ),
});

/** @param recorded with models by name, as `reference/record_positions.py` writes them */
export function describeAgreement(recorded: unknown): void {
  const { models } = schema.parse(recorded);
  describe.each(backendNames)('on %s', (backend) => {
    let machine: Machine;
    beforeAll(async () => {
      const engine = await startEngine(backend);
      expect(engine.report.backend).toBe(backend);
      machine = engine.machine;
    });
    afterAll(() => machine.dispose());

    it.each(Object.keys(models))('%s: loss and gradients', async (name) => {
      const { config, loss, gradients } = models[name];
      const { contextLength } = config;
      const layout = parameterLayout(config);
      const weights = machine.store(layout.size);
      weights.write(flatten(fixedWeights(config), layout));
      const step = machine.compile(
        {
          name: 'gradients',
          stores: { weights: [layout.size] },
          feeds: {
            inputs: { shape: [batchSize, contextLength], type: 'int32' },
            targets: { shape: [batchSize * contextLength], type: 'int32' },
          },
          body: (tensors) => {
            const batch = {
              inputs: asMatrix(tensors.inputs, batchSize, contextLength),
              targets: asVector(tensors.targets),
            };
            const found = lossAndGradients(config, unpack(tensors.weights, layout), batch);
            return { outputs: { loss: found.loss, gradients: pack(found.gradients, layout) } };
          },
        },
        { weights },
      );
      const batch = fixedBatch(config, batchSize, 0);
      const outputs = await step.run({ ...batch }, ['loss', 'gradients']);
      expectClose(outputs.loss, [loss], 'loss');
      const found = named(outputs.gradients, layout);
      expect(Object.keys(found).sort()).toEqual(Object.keys(gradients).sort());
      for (const [parameter, { data }] of Object.entries(found)) {
        expectClose(data, gradients[parameter], `∂/∂ ${parameter}`);
      }
      step.dispose();
      weights.dispose();
    });

    it.each(Object.keys(models))('%s: decoding with the cache', async (name) => {
      const { config } = models[name];
      const model = new LanguageModel(machine, config, fixedWeights(config));
      const ids = Array.from({ length: config.contextLength }, (_, place) => (7 * place + 3) % 11);
      const texts = [ids.slice(0, 4), ids.slice(0, 5), ids];
      const cached = await model.nextLogits(texts);
      for (const [index, text] of texts.entries()) {
        const all = await model.logits(text);
        const last = all.subarray((text.length - 1) * config.vocabularySize);
        expectClose(cached[index], [...last], `after ${text.length} tokens`);
      }
      model.dispose();
    });
  });
}

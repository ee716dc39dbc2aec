/**
 * @file Tests that hold recorded models: loss and every gradient as PyTorch has them, on every engine;
 * and decoding with the cache as without.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { architectureOf } from '../models/config';
import { flatten, named, parameterLayout } from '../models/layout';
import { LanguageModel } from '../models/model';
import { backendNames, startEngine } from '../tensor/engine';
import type { Feeds, Machine } from '../tensor/machine';
import { pack, unpack } from '../tensor/ops/pack';
import { lossAndGradients } from './loss';
import { batchFields } from './objectives/objective';
import {
  expectClose,
  fixedBatch,
  fixedWeights,
  numbersByName,
  recordedBatch,
  recordedConfig,
} from './recorded-testing';
import { noiseFeedOf, noiseOf, noiseShapes } from './router-noise';
import { batchFeed, batchShapes, batchTensors } from './steps';

const batchSize = 3;
const schema = z.object({
  models: z.record(
    z.string(),
    z.object({
      config: recordedConfig,
      /** Where there is none, `fixedBatch`. */
      batch: recordedBatch.optional(),
      /** Of routers, by the names of their layers. */
      noise: numbersByName.optional(),
      jitter: numbersByName.optional(),
      loss: z.number(),
      gradients: numbersByName,
    }),
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
      const { config, loss, gradients, noise = {}, jitter = {} } = models[name];
      const batch = models[name].batch ?? fixedBatch(config, batchSize, 0);
      const fields = batchFields.filter((field) => batch[field]);
      const layout = parameterLayout(config);
      const weights = machine.store(layout.size);
      weights.write(flatten(fixedWeights(config), layout));
      const step = machine.compile(
        {
          name: 'gradients',
          stores: { weights: [layout.size] },
          feeds: {
            ...batchShapes(config, batchSize, fields, 0),
            ...noiseShapes(config, batchSize, 0),
          },
          body: (tensors) => {
            const batch = batchTensors(config, tensors, fields, 0);
            const options = { noiseOf: noiseOf(config, tensors, 0) };
            const parameters = unpack(tensors.weights, layout);
            const found = lossAndGradients(config, parameters, batch, options);
            return { outputs: { loss: found.loss, gradients: pack(found.gradients, layout) } };
          },
        },
        { weights },
      );
      const feeds: Feeds = batchFeed(batch, 0);
      for (const [router, numbers] of Object.entries(noise)) {
        feeds[noiseFeedOf('noise', router, 0)] = Float32Array.from(numbers);
      }
      for (const [router, numbers] of Object.entries(jitter)) {
        feeds[noiseFeedOf('jitter', router, 0)] = Float32Array.from(numbers);
      }
      const outputs = await step.run(feeds, ['loss', 'gradients']);
      expectClose(outputs.loss, [loss], 'loss');
      const found = named(outputs.gradients, layout);
      expect(Object.keys(found).sort()).toEqual(Object.keys(gradients).sort());
      for (const [parameter, { data }] of Object.entries(found)) {
        expectClose(data, gradients[parameter], `∂/∂ ${parameter}`);
      }
      step.dispose();
      weights.dispose();
    });

    const writers = Object.keys(models).filter(
      (name) => architectureOf(models[name].config) !== 'encoder-only',
    );
    it.each(writers)('%s: decoding with the cache', async (name) => {
      const { config } = models[name];
      const model = new LanguageModel(machine, config, fixedWeights(config));
      const ids = Array.from({ length: config.contextLength }, (_, place) => (7 * place + 3) % 11);
      const texts =
        architectureOf(config) === 'encoder-decoder'
          ? [
              [3, 4, 0, 5],
              [6, 0],
              [3, 4, 0, 5, 7],
              [...ids.slice(0, 2), 0, ...ids.slice(3)],
            ]
          : [ids.slice(0, 4), ids.slice(0, 5), ids];
      const cached = await model.nextLogits(texts);
      for (const [index, text] of texts.entries()) {
        const all = await model.logits(text);
        const last = all.subarray(-config.vocabularySize);
        expectClose(cached[index], [...last], `after ${text.length} tokens`);
      }
      model.dispose();
    });
  });
}

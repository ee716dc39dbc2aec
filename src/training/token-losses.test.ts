/**
 * @file The losses of the tokens have the loss of the batch as their mean.
 */
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import '@tensorflow/tfjs-backend-cpu';
import { expect, it } from 'vitest';
import { Random } from '../base/random';
import type { Architecture, ModelConfig } from '../models/config';
import { LanguageModel } from '../models/model';
import { initialiseParameters } from '../models/parameters';
import { createSimdMachine } from '../tensor/simd/machine';
import { masked } from './objectives/masked';
import { batchOf, type Objective } from './objectives/objective';
import { prefix } from './objectives/prefix';
import { spanCorruption } from './objectives/span-corruption';
import { batchFeed, evaluationStep } from './steps';
import { tinyModel } from './testing';
import { tokenLosses } from './token-losses';

const contextLength = 12;
const machine = await createSimdMachine({ threads: 1 });
const text = Uint16Array.from({ length: 100 }, (_, index) => 5 + (index % 6));
const tokens = { mask: 1, first: 2, separator: 3, endOfText: 0, vocabularySize: 11 };
const cases: [Architecture, Objective][] = [
  ['decoder-only', prefix('decoder-only', contextLength, 0)],
  [
    'encoder-only',
    masked({
      contextLength,
      corruptedShare: 0.3,
      nextSentence: false,
      tokens,
      continuesWord: null,
    }),
  ],
  [
    'encoder-decoder',
    spanCorruption(contextLength, { corruptedShare: 0.3, meanSpan: 2 }, 0, [1, 2, 3, 4]),
  ],
];

it.each(cases)('%s', async (architecture, objective) => {
  const config: ModelConfig = { ...tinyModel, architecture, contextLength, vocabularySize: 11 };
  const model = new LanguageModel(machine, config, initialiseParameters(config, 3));
  const example = objective.examplesOf(text).at(4, new Random(2));
  const [losses] = await tokenLosses(machine, model, [example], objective.fields);
  const learned = losses.filter((loss) => loss !== null);
  expect(learned.length).toBeGreaterThan(0);
  const step = machine.compile(evaluationStep(config, 1, objective.fields), {
    weights: model.weights,
  });
  const { loss } = await step.run(batchFeed(batchOf([example], objective), 0), ['loss']);
  const mean = learned.reduce((sum, one) => sum + one, 0) / learned.length;
  expect(mean).toBeCloseTo(loss[0], 4);
  step.dispose();
  model.dispose();
});

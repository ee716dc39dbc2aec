/**
 * @file What all peers do: the same model, first weights, batches, optimiser and prompts. Only its
 * size can be chosen. The text is made up: steps of 0 to 7 from token to token, so there is something
 * to learn and the loss falls.
 */
import type { NamedArrays } from '../../src/base/arrays';
import { Random } from '../../src/base/random';
import { defaultSpec } from '../../src/experiment/spec';
import type { ModelConfig } from '../../src/models/config';
import { initialiseParameters } from '../../src/models/parameters';
import { nextToken } from '../../src/training/objectives/next-token';
import { trainingBatch, type Batch, type Objective } from '../../src/training/objectives/objective';
import type { TrainingConfig } from '../../src/training/config';
import type { TokenData } from '../../src/text/types';
import type { Size } from './protocol';

export const seed = 1;

export interface Trial {
  model: ModelConfig;
  training: TrainingConfig;
  data: TokenData;
  objective: Objective;
  parameters(): NamedArrays;
  /** The batch of a step, from 0. */
  batch(step: number): Batch;
  /** What texts begin with, as columns on the page do: the same, but that they part at its last token. */
  prompts(columns: number, length: number): number[][];
}

export function trialOf(size: Size): Trial {
  const { contextLength, vocabularySize, batchSize } = size;
  const model: ModelConfig = {
    ...defaultSpec.model,
    layers: size.layers,
    heads: size.heads,
    width: size.width,
    contextLength,
    vocabularySize,
    positions: 'learned',
    norm: 'layer',
    dropout: 0,
    tiedHead: false,
    ...size.change,
  };
  const learningRate = 1e-3;
  const training: TrainingConfig = {
    ...defaultSpec.training,
    batchSize,
    learningRate,
    // The schedule stays at its peak, so that peers need none.
    minimumLearningRate: learningRate,
    warmupSteps: 0,
    betas: [0.9, 0.95],
    epsilon: 1e-8,
    weightDecay: 0.1,
    gradientClip: 1,
  };
  const data = walk(vocabularySize, 50 * (contextLength + 1));
  const objective = objectiveOf(model);
  const examples = objective.examplesOf(data.train);
  return {
    model,
    training,
    data,
    objective,
    parameters: () => initialiseParameters(model, seed),
    batch: (step) => trainingBatch(objective, examples, batchSize, seed, step),
    prompts: (columns, length) =>
      Array.from({ length: columns }, (_, column) => {
        const ids = Array.from(data.train.subarray(0, length));
        ids[length - 1] = (ids[length - 1] + column) % vocabularySize;
        return ids;
      }),
  };
}

/** The next token; of models that see what comes after, with the fields that theirs need. */
function objectiveOf({ architecture = 'decoder-only', contextLength }: ModelConfig): Objective {
  const plain = nextToken(contextLength);
  switch (architecture) {
    case 'decoder-only':
      return plain;
    case 'encoder-only':
      return { ...plain, fields: [...plain.fields, 'lengths'] };
    case 'encoder-decoder':
      return {
        ...plain,
        fields: [...plain.fields, 'source', 'sourceLengths'],
        examplesOf: (tokens) => {
          const { count, at } = plain.examplesOf(tokens);
          return {
            count,
            at: (place, random) => ({
              ...at(place, random),
              source: at((place + contextLength) % count, random).inputs,
            }),
          };
        },
      };
  }
}

function walk(vocabularySize: number, length: number): TokenData {
  const random = new Random(seed, 'walk');
  const train = new Uint32Array(length);
  for (let index = 1; index < length; index++) {
    train[index] = (train[index - 1] + random.integer(8)) % vocabularySize;
  }
  return { train, validation: train };
}

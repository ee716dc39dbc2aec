/**
 * @file Length extrapolation: the same model trained with each way of telling positions apart, on the
 * same batches of a short context, then measured at every position of a context that is several times
 * as long (Press et al. 2021, arXiv 2108.12409). And what a model notices of the order: its prediction
 * with the tokens before the last one shuffled.
 */
import { throwIfCancelled } from '../base/errors';
import { Random } from '../base/random';
import { yieldToEvents } from '../base/scheduling';
import type { NamedArrays } from '../base/arrays';
import { ropeScalings, type ModelConfig, type PositionScheme } from '../models/config';
import { mostProbable } from '../base/distribution';
import { LanguageModel } from '../models/model';
import { initialiseParameters } from '../models/parameters';
import { usualRope } from '../models/rotary';
import type { Machine } from '../tensor/machine';
import { tokenizerFromJson } from '../text/tokenizers';
import type { TokenData } from '../text/types';
import { nextToken } from '../training/objectives/next-token';
import { evaluationBatches } from '../training/objectives/objective';
import { Trainer } from '../training/trainer';
import {
  extrapolationReach,
  type ExtrapolationSettings,
  type Reading,
  type ReadingCurve,
  type SchemeOutcome,
  type ShuffleOutcome,
} from './extrapolation-settings';
import type { PreparedData } from './prepare';
import { modelConfig, requireSpec, type Spec } from './spec';

/** Enough that the losses of two positions can be compared. */
const measuredTokens = 2 ** 14;
const shuffledWindows = 24;

/** The spec that a scheme is trained with. @throws LabError `spec.invalid` */
export function schemeSpec(
  spec: Spec,
  scheme: PositionScheme,
  { contextLength, steps }: Omit<ExtrapolationSettings, 'schemes'>,
): Spec {
  const { model, training, objective } = spec;
  return requireSpec({
    ...spec,
    // Loss by position is that of the next token.
    objective: { ...objective, kind: 'next-token' },
    model: {
      ...model,
      architecture: 'decoder-only',
      contextLength,
      positions: scheme,
      rope: { ...model.rope, scaling: 'none' },
      // No range of distances stays untrained.
      distances: {
        buckets: Math.min(model.distances.buckets, contextLength),
        mostDistant: Math.min(model.distances.mostDistant, contextLength),
      },
      relativeReach: Math.min(model.relativeReach, contextLength - 1),
      // All of the scheme, unless the model has it otherwise.
      relativeValues: scheme === 'shaw' && (model.positions !== 'shaw' || model.relativeValues),
    },
    training: { ...training, steps, warmupSteps: Math.min(training.warmupSteps, steps) },
  });
}

/**
 * Trains and measures one scheme.
 * @throws LabError `text.tooShort`, `training.diverged`, `cancelled`, `spec.invalid`
 */
export async function measureScheme(
  machine: Machine,
  spec: Spec,
  { tokenizerJson, data }: PreparedData,
  onStep: (step: number, loss: number) => void,
  signal: AbortSignal,
): Promise<SchemeOutcome> {
  const { training, seed } = spec;
  const config = modelConfig(spec, tokenizerFromJson(tokenizerJson).vocabularySize);
  const longest = extrapolationReach * config.contextLength;
  // Before anything is trained: whether there is enough to measure.
  nextToken(longest).examplesOf(data.validation);
  const parameters = await trainedParameters();
  const curves: ReadingCurve[] = [];
  for (const [reading, longer] of readingsOf(config, longest)) {
    const model = new LanguageModel(machine, longer, withPlaces(parameters, longer, seed));
    try {
      curves.push({ reading, losses: await lossByPosition(model, data, signal) });
    } finally {
      model.dispose();
    }
  }
  const model = new LanguageModel(machine, config, parameters);
  try {
    const shuffle = await shuffleTest(model, data, seed, signal);
    return {
      scheme: config.positions,
      spec,
      curves,
      shuffle,
      distances: spec.model.distances,
      learned: learnedOf(parameters),
      addedToValues: parameters['layers.0.attention.distanceValue.vectors'] ?? null,
    };
  } finally {
    model.dispose();
  }

  async function trainedParameters(): Promise<NamedArrays> {
    const trainer = new Trainer(machine, { model: config, training, seed, data });
    try {
      while (trainer.stepsDone < training.steps) {
        throwIfCancelled(signal);
        const { step, trainLoss } = await trainer.step();
        onStep(step, trainLoss);
        await yieldToEvents();
      }
      return await trainer.model.arrays();
    } finally {
      trainer.dispose();
    }
  }
}

/** The config with a longer context, as it is and, of RoPE, with each scaling. */
function readingsOf(config: ModelConfig, contextLength: number): [Reading, ModelConfig][] {
  const longer = { ...config, contextLength };
  if (config.positions !== 'rope') return [[config.positions, longer]];
  const rope = { ...(config.rope ?? usualRope), factor: contextLength / config.contextLength };
  return ropeScalings.map((scaling) => [
    scaling === 'none' ? 'rope' : scaling,
    { ...longer, rope: { ...rope, scaling } },
  ]);
}

/** Places that were never trained have what a vector has before its first step. */
function withPlaces(parameters: NamedArrays, config: ModelConfig, seed: number): NamedArrays {
  const name = 'embedding.position.weight';
  if (!(name in parameters)) return parameters;
  const table = initialiseParameters(config, seed)[name];
  table.data.set(parameters[name].data);
  return { ...parameters, [name]: table };
}

function learnedOf(parameters: NamedArrays): SchemeOutcome['learned'] {
  const tables = [
    'embedding.position.weight',
    'embedding.distance.weight',
    'layers.0.attention.distance.vectors',
  ] as const;
  const name = tables.find((candidate) => candidate in parameters);
  return name === undefined ? null : parameters[name];
}

/** Over windows that are spread evenly over the held-out text, the same for every scheme. */
async function lossByPosition(
  model: LanguageModel,
  { validation }: TokenData,
  signal: AbortSignal,
): Promise<number[]> {
  const { contextLength, vocabularySize } = model;
  const windows = Math.max(16, Math.ceil(measuredTokens / contextLength));
  const objective = nextToken(contextLength);
  const examples = objective.examplesOf(validation);
  const [batch] = evaluationBatches(objective, examples, 1, windows);
  const sums = new Float64Array(contextLength);
  for (let window = 0; window < windows; window++) {
    throwIfCancelled(signal);
    const from = window * contextLength;
    const logits = await model.logits([...batch.inputs.subarray(from, from + contextLength)]);
    for (let place = 0; place < contextLength; place++) {
      const row = logits.subarray(place * vocabularySize, (place + 1) * vocabularySize);
      sums[place] -= logProbabilities(row)[batch.targets[from + place]];
    }
    await yieldToEvents();
  }
  return Array.from(sums, (sum) => sum / windows);
}

async function shuffleTest(
  model: LanguageModel,
  { validation }: TokenData,
  seed: number,
  signal: AbortSignal,
): Promise<ShuffleOutcome> {
  const { contextLength } = model;
  const objective = nextToken(contextLength);
  const examples = objective.examplesOf(validation);
  const [batch] = evaluationBatches(objective, examples, 1, shuffledWindows);
  let divergence = 0;
  let same = 0;
  for (let window = 0; window < shuffledWindows; window++) {
    throwIfCancelled(signal);
    const from = window * contextLength;
    const ids = [...batch.inputs.subarray(from, from + contextLength)];
    // The last token stays: it is the one that asks.
    const shuffled = [
      ...shuffle(ids.slice(0, -1), new Random(seed, 'shuffle', window)),
      ids[ids.length - 1],
    ];
    const [kept, mixed] = (await model.nextLogits([ids, shuffled])).map(logProbabilities);
    kept.forEach((value, id) => {
      divergence += Math.exp(value) * (value - mixed[id]);
    });
    if (mostProbable(kept) === mostProbable(mixed)) same += 1;
    await yieldToEvents();
  }
  return { divergence: divergence / shuffledWindows, sameToken: same / shuffledWindows };
}

/** Fisher & Yates. */
function shuffle(ids: readonly number[], random: Random): number[] {
  const mixed = [...ids];
  for (let last = mixed.length - 1; last > 0; last--) {
    const other = random.integer(last + 1);
    [mixed[last], mixed[other]] = [mixed[other], mixed[last]];
  }
  return mixed;
}

function logProbabilities(logits: Float32Array): Float64Array {
  const largest = logits.reduce((most, logit) => Math.max(most, logit), -Infinity);
  const sum = logits.reduce((total, logit) => total + Math.exp(logit - largest), 0);
  const normaliser = largest + Math.log(sum);
  return Float64Array.from(logits, (logit) => logit - normaliser);
}

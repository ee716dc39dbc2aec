/**
 * @file The three architectures on tasks of a source and a target: models of about as many parameters are
 * trained on the same pairs, in the same order, for as many steps, and then asked for the targets of pairs
 * that none has seen. What differs is what each can read while it answers.
 */
import { throwIfCancelled } from '../base/errors';
import { Random } from '../base/random';
import { yieldToEvents } from '../base/scheduling';
import type { Architecture, ModelConfig } from '../models/config';
import { countParameters } from '../models/parameters';
import type { Machine } from '../tensor/machine';
import { gap } from '../text/corpora/tasks/cloze';
import { tokenizerFromJson } from '../text/tokenizers';
import type { Tokenizer } from '../text/types';
import { Answers, askedPlaces, isRight } from '../training/answers';
import { makeObjective } from '../training/objectives';
import type { Example, Objective } from '../training/objectives/objective';
import { pairs } from '../training/objectives/pairs';
import { separatorToken } from '../text/separator-token';
import { maskToken } from '../training/objectives/special-tokens';
import { Trainer } from '../training/trainer';
import type {
  ArchitectureTrialEvent,
  TrialEntry,
  TrialExample,
  TrialOutcome,
  TrialPoint,
} from './architecture-trial-settings';
import { gapLayout } from './gap-layout';
import type { PreparedData } from './prepare';
import { modelConfig, type Spec } from './spec';

const measuredPairs = 200;
/** Of the curve. */
const points = 16;
const shownExamples = 8;

/**
 * Trains and measures one model.
 * @throws LabError `training.diverged`, `cancelled`, `objective.*`
 */
export async function tryArchitecture(
  machine: Machine,
  entry: TrialEntry,
  spec: Spec,
  { tokenizerJson, data }: PreparedData,
  onEvent: (event: ArchitectureTrialEvent) => void,
  signal: AbortSignal,
): Promise<TrialOutcome> {
  const { training, seed } = spec;
  const tokenizer = tokenizerFromJson(tokenizerJson);
  const model: ModelConfig = modelConfig(spec, tokenizer.vocabularySize);
  const objective = objectiveOf(entry, spec, tokenizer);
  const heldOut = objective.examplesOf(data.validation);
  const examples = Array.from({ length: Math.min(measuredPairs, heldOut.count) }, (_, place) =>
    heldOut.at(place, new Random(seed, 'held out', place)),
  );
  const trainer = new Trainer(machine, { model, training, objective, seed, data });
  const answers = new Answers(machine, trainer.model, objective, examples);
  const curve: TrialPoint[] = [];
  try {
    const every = Math.ceil(training.steps / points);
    while (trainer.stepsDone < training.steps) {
      throwIfCancelled(signal);
      const { step, trainLoss } = await trainer.step();
      onEvent({ type: 'step', ...entry, step, loss: trainLoss });
      if (step % every === 0 || step === training.steps) {
        const point = { step, exactMatch: shareOf(await answers.answer(), isRight) };
        curve.push(point);
        onEvent({ type: 'point', ...entry, point });
      }
      await yieldToEvents();
    }
    const answered = await answers.answer();
    const written = await answers.written(answered, signal);
    const tokens = answered.flatMap(({ asked, guided }) =>
      asked.map((token, place) => token === guided[place]),
    );
    return {
      ...entry,
      spec,
      layers: model.layers,
      parameters: countParameters(model),
      pairs: examples.length,
      exactMatch: shareOf(answered, isRight),
      tokenAccuracy: shareOf(tokens, Boolean),
      curve,
      examples: shown(
        examples.map((example, row) => ({
          read: tokenizer.decode(readIds(entry.architecture, example)),
          target: tokenizer.decode(answered[row].asked),
          written: tokenizer.decode(written[row]),
          isRight: isRight(answered[row]),
        })),
      ),
    };
  } finally {
    answers.dispose();
    trainer.dispose();
  }
}

function objectiveOf(
  { task, architecture }: TrialEntry,
  { objective, model: { contextLength } }: Spec,
  tokenizer: Tokenizer,
): Objective {
  if (task !== 'gap') {
    return makeObjective(objective, { architecture, contextLength, tokenizer });
  }
  const { endOfText } = tokenizer;
  const [[mask], [gapId], [separator]] = [maskToken, gap, separatorToken].map((text) =>
    tokenizer.encode(text),
  );
  const layout = gapLayout(architecture, contextLength, { endOfText, mask, gap: gapId });
  return pairs({ contextLength, endOfText, separator, layout });
}

function shareOf<T>(list: readonly T[], holds: (item: T) => boolean): number {
  return list.filter(holds).length / Math.max(1, list.length);
}

/** Some wrong ones, the rest right ones. */
function shown(examples: readonly TrialExample[]): TrialExample[] {
  const wrong = examples.filter((example) => !example.isRight).slice(0, shownExamples / 2);
  const right = examples.filter((example) => example.isRight);
  return [...wrong, ...right.slice(0, shownExamples - wrong.length)];
}

/** What a model has read when it begins to answer. */
function readIds(architecture: Architecture, example: Example): number[] {
  const inputs = Array.from(example.inputs);
  switch (architecture) {
    case 'decoder-only':
      return inputs.slice(0, askedPlaces(example)[0] + 1);
    case 'encoder-only':
      return inputs;
    case 'encoder-decoder':
      return Array.from(example.source ?? []);
  }
}

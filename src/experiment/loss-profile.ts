/**
 * @file The loss of a model on held-out tokens by their position in the context, by their kind and by how
 * common they are in the training text.
 */
import { throwIfCancelled } from '../base/errors';
import { Random } from '../base/random';
import { yieldToEvents } from '../base/scheduling';
import type { LanguageModel } from '../models/model';
import type { Machine } from '../tensor/machine';
import { tokenizerFromJson } from '../text/tokenizers';
import {
  frequenciesOf,
  tokenFrequencies,
  tokenKind,
  tokenKinds,
} from '../text/tokenizers/token-kinds';
import { makeObjective } from '../training/objectives';
import { tokenLosses } from '../training/token-losses';
import type { LossProfile, LossShare } from './loss-profile-kinds';
import type { PreparedData } from './prepare';
import type { Spec } from './spec';

/** Enough that two kinds can be compared. */
const measuredTokens = 2 ** 13;
const fewestExamples = 16;
const mostExamples = 256;

export interface ProfiledModel extends PreparedData {
  model: LanguageModel;
  step: number;
  spec: Pick<Spec, 'objective' | 'model'>;
}

/**
 * Over examples that are spread evenly over the held-out text: the same at every checkpoint.
 * @param onShare how much is done, 0 to 1
 * @throws LabError `text.tooShort`, `cancelled`
 */
export async function profileLoss(
  machine: Machine,
  { model, step, spec, tokenizerJson, data }: ProfiledModel,
  onShare: (share: number) => void,
  signal: AbortSignal,
): Promise<LossProfile> {
  const tokenizer = tokenizerFromJson(tokenizerJson);
  const { architecture, contextLength } = spec.model;
  const objective = makeObjective(spec.objective, { architecture, contextLength, tokenizer });
  const held = objective.examplesOf(data.validation);
  const wanted = Math.ceil(measuredTokens / contextLength);
  const count = Math.min(held.count, mostExamples, Math.max(fewestExamples, wanted));
  const examples = Array.from({ length: count }, (_, index) =>
    held.at(
      Math.floor((index * (held.count - 1)) / Math.max(1, count - 1)),
      new Random('profile', index),
    ),
  );
  const losses = await tokenLosses(machine, model, examples, objective.fields, async (done) => {
    onShare(done / count);
    throwIfCancelled(signal);
    await yieldToEvents();
  });
  const frequencies = frequenciesOf(data.train, tokenizer.vocabularySize);
  const [all, positions, kinds, commonness] = [new Sums(), new Sums(), new Sums(), new Sums()];
  losses.forEach((ofExample, index) =>
    ofExample.forEach((loss, place) => {
      if (loss === null) return;
      const id = examples[index].targets[place];
      all.add('all', loss);
      positions.add(place, loss);
      kinds.add(tokenKind(tokenizer, id), loss);
      commonness.add(frequencies[id], loss);
    }),
  );
  const places = Array.from({ length: contextLength }, (_, place) => place);
  return {
    step,
    all: all.of('all'),
    positions: positions.those(places),
    kinds: kinds.those(tokenKinds),
    frequencies: commonness.those(tokenFrequencies),
  };
}

/** Losses summed up by name. */
class Sums {
  private readonly sums = new Map<string | number, { tokens: number; loss: number }>();

  add(name: string | number, loss: number): void {
    const sum = this.sums.get(name) ?? { tokens: 0, loss: 0 };
    this.sums.set(name, { tokens: sum.tokens + 1, loss: sum.loss + loss });
  }

  of<Name extends string | number>(name: Name): LossShare<Name> {
    const { tokens, loss } = this.sums.get(name) ?? { tokens: 0, loss: 0 };
    return { name, tokens, loss: loss / tokens };
  }

  /** Those of these names that occur. */
  those<Name extends string | number>(names: readonly Name[]): LossShare<Name>[] {
    return names.filter((name) => this.sums.has(name)).map((name) => this.of(name));
  }
}

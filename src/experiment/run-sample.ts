/**
 * @file What a run shows now and then of what its model can do. A decoder writes on from the spec's prompt,
 * by Top-P sampling; an encoder-decoder, and a decoder of pairs, have read it as their source, or without
 * one a source of the held-out text. An encoder fills the gaps of the held-out text: where its guess is
 * wrong, what stood there follows in brackets.
 */
import { Random } from '../base/random';
import { mostProbable } from '../base/distribution';
import { generate } from '../decoding/generate';
import { architectureOf } from '../models/config';
import type { LanguageModel } from '../models/model';
import type { Example, Tokens } from '../training/objectives/objective';
import { makeObjective } from '../training/objectives';
import type { Tokenizer } from '../text/types';
import { promptIdsOf, readsPromptWhole, readsSource } from './prompt-reading';
import type { Spec } from './spec';

export interface SampleSurroundings {
  model: LanguageModel;
  tokenizer: Tokenizer;
  spec: Spec;
  /** The held-out text. */
  validation: Tokens;
}

export interface RunSample {
  prompt: string;
  text: string;
}

const arrow = '\n→ ';

export async function runSample(surroundings: SampleSurroundings): Promise<RunSample> {
  const { model, tokenizer, spec } = surroundings;
  const { prompt } = spec.decoding;
  const architecture = architectureOf(model.config);
  if (architecture === 'encoder-only') return filledGaps(surroundings);
  const reader = { tokenizer, config: model.config, objective: spec.objective.kind };
  if (!readsSource(reader)) {
    const promptIds = promptIdsOf(reader, prompt);
    return { prompt, text: await written(surroundings, promptIds) };
  }
  const { endOfText } = tokenizer;
  const ids = prompt === '' ? heldOutSource(surroundings) : tokenizer.encode(prompt);
  const text = await written(surroundings, [...ids, endOfText]);
  return { prompt: `${tokenizer.decode(ids)}${arrow}`, text };
}

async function written(
  { model, tokenizer, spec }: SampleSurroundings,
  promptIds: readonly number[],
): Promise<string> {
  const reader = { config: model.config, objective: spec.objective.kind };
  const prefix = readsPromptWhole(reader) ? promptIds.length : 0;
  const [ids] = await generate(
    { nextTokens: (sequences, draws) => model.nextTokens(sequences, draws, prefix) },
    [{ promptIds, strategy: { kind: 'top-p', p: 0.9, temperature: 0.8 }, seed: spec.seed }],
    { maxTokens: spec.decoding.maxTokens, endOfText: tokenizer.endOfText },
  );
  return tokenizer.decode(ids);
}

/** Always the same one, so that what becomes of it can be followed. */
function heldOutExample({ tokenizer, spec, validation }: SampleSurroundings): Example {
  const { architecture, contextLength } = spec.model;
  // Gaps in one stretch of text say all that gaps in two do.
  const objective = makeObjective(
    { ...spec.objective, nextSentence: false },
    { architecture, contextLength, tokenizer },
  );
  return objective.examplesOf(validation).at(0, new Random('evaluation', 0));
}

function heldOutSource(surroundings: SampleSurroundings): number[] {
  const { inputs, source = inputs } = heldOutExample(surroundings);
  const ids = Array.from(source);
  return ids.slice(0, ids.lastIndexOf(surroundings.tokenizer.endOfText));
}

async function filledGaps(surroundings: SampleSurroundings): Promise<RunSample> {
  const { model, tokenizer, spec } = surroundings;
  const { vocabularySize } = model;
  const example = heldOutExample(surroundings);
  const inputs = Array.from(example.inputs);
  const logits = await model.logits(inputs);
  const guesses = inputs.flatMap((_, place) => {
    const target = example.targets[place];
    if (target < 0) return [];
    const row = logits.subarray(place * vocabularySize, (place + 1) * vocabularySize);
    return [{ guess: mostProbable(row), target }];
  });
  const prompt = `${tokenizer.decode(inputs)}${arrow}`;
  if (spec.objective.kind === 'pairs') {
    return { prompt, text: tokenizer.decode(guesses.map(({ guess }) => guess)) };
  }
  const words = guesses.map(({ guess, target }) =>
    guess === target
      ? tokenizer.label(guess)
      : `${tokenizer.label(guess)} (${tokenizer.label(target)})`,
  );
  return { prompt, text: words.join('  ') };
}

/**
 * @file How models are asked about a prompt. A decoder-only model continues it; one that was trained on
 * pairs writes what follows from it, after the end of text; one that was trained as a prefix LM reads the
 * prompt whole, from both sides, and what it writes from one side. An encoder-decoder reads it as its source and
 * begins to write after the end of text; what strategies see of its text is only what it writes, as in
 * Hugging Face transformers.
 */
import { LabError } from '../base/errors';
import type { PromptReading } from '../decoding/strategies/column';
import type { DecodingModel } from '../decoding/types';
import { architectureOf, type ModelConfig } from '../models/config';
import type { Tokenizer } from '../text/types';
import type { ObjectiveKind } from '../training/objectives/objective';

/** Whose prompts are read. */
export interface PromptReader {
  model: DecodingModel;
  tokenizer: Pick<Tokenizer, 'encode' | 'endOfText'>;
  config: ModelConfig;
  /** What the model was trained to do. */
  objective: ObjectiveKind;
}

/**
 * Equal prompts give the same model, so that columns can be asked about together. What it returns throws
 * LabError `model.encoder` where the model only reads.
 */
export function promptReader(reader: PromptReader): (prompt: string) => PromptReading {
  const known = new Map<string, PromptReading>();
  return (prompt) => {
    const reading = known.get(prompt) ?? newReading(reader, prompt);
    known.set(prompt, reading);
    return reading;
  };
}

function newReading(reader: PromptReader, prompt: string): PromptReading {
  const { model, tokenizer, config } = reader;
  switch (architectureOf(config)) {
    case 'encoder-decoder': {
      const source = tokenizer.encode(prompt);
      return { model: withSource(model, source), promptIds: [tokenizer.endOfText] };
    }
    case 'decoder-only': {
      const promptIds = promptIdsOf(reader, prompt);
      const isWhole = readsPromptWhole(reader);
      return { model: isWhole ? withWholePrompt(model, promptIds.length) : model, promptIds };
    }
    case 'encoder-only':
      throw new LabError('model.encoder');
  }
}

/** The ids of a prompt as one sequence, which the model goes on with. */
export function promptIdsOf(reader: Omit<PromptReader, 'model'>, prompt: string): number[] {
  const { tokenizer } = reader;
  const ids = tokenizer.encode(prompt);
  return readsSource(reader) || ids.length === 0 ? [...ids, tokenizer.endOfText] : ids;
}

/** Whether the prompt is a text of its own, which ends before the model begins to write. */
export function readsSource({ config, objective }: Pick<PromptReader, 'config' | 'objective'>) {
  return architectureOf(config) === 'encoder-decoder' || objective === 'pairs';
}

/** Whether the tokens of a prompt see each other, as those of the prefix did in training. */
export function readsPromptWhole({
  config,
  objective,
}: Pick<PromptReader, 'config' | 'objective'>) {
  return architectureOf(config) === 'decoder-only' && objective === 'prefix';
}

/** @param length of the prompt, in tokens */
function withWholePrompt(model: DecodingModel, length: number): DecodingModel {
  return {
    contextLength: model.contextLength,
    nextLogits: (sequences) => model.nextLogits(sequences, length),
    ...(hasStates(model) && { nextStates: (sequences) => model.nextStates(sequences, length) }),
  };
}

function withSource(model: DecodingModel, source: readonly number[]): DecodingModel {
  const about = (sequences: readonly (readonly number[])[]) =>
    sequences.map((ids) => [...source, ...ids]);
  return {
    contextLength: model.contextLength,
    nextLogits: (sequences) => model.nextLogits(about(sequences)),
    ...(hasStates(model) && { nextStates: (sequences) => model.nextStates(about(sequences)) }),
  };
}

const hasStates = (
  model: DecodingModel,
): model is Required<Pick<DecodingModel, 'nextStates'>> & DecodingModel =>
  model.nextStates !== undefined;

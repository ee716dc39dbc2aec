/**
 * @file How models are asked about a prompt. A decoder-only model continues it. An encoder-decoder reads
 * it as its source and begins to write after the end of text; what strategies see of its text is only
 * what it writes, as in Hugging Face transformers.
 */
import type { PromptReading } from '../decoding/strategies/column';
import type { DecodingModel } from '../decoding/types';
import { architectureOf, type ModelConfig } from '../models/config';
import type { Tokenizer } from '../text/types';

/** Whose prompts are read. */
export interface PromptReader {
  model: DecodingModel;
  tokenizer: Pick<Tokenizer, 'encode' | 'endOfText'>;
  config: ModelConfig;
}

/** Equal prompts give the same model, so that columns can be asked about together. */
export function promptReader(reader: PromptReader): (prompt: string) => PromptReading {
  const known = new Map<string, PromptReading>();
  return (prompt) => {
    const reading = known.get(prompt) ?? newReading(reader, prompt);
    known.set(prompt, reading);
    return reading;
  };
}

function newReading({ model, tokenizer, config }: PromptReader, prompt: string): PromptReading {
  const ids = tokenizer.encode(prompt);
  const { endOfText } = tokenizer;
  switch (architectureOf(config)) {
    case 'encoder-decoder':
      return { model: withSource(model, ids), promptIds: [endOfText] };
    case 'decoder-only':
    case 'encoder-only':
      return { model, promptIds: ids.length > 0 ? ids : [endOfText] };
  }
}

/** The ids of a prompt as one sequence, which the model goes on with. */
export function promptIdsOf({ tokenizer, config }: Omit<PromptReader, 'model'>, prompt: string) {
  const ids = tokenizer.encode(prompt);
  const isSource = architectureOf(config) === 'encoder-decoder';
  return isSource || ids.length === 0 ? [...ids, tokenizer.endOfText] : ids;
}

function withSource(model: DecodingModel, source: readonly number[]): DecodingModel {
  const about = (sequences: readonly (readonly number[])[]) =>
    sequences.map((ids) => [...source, ...ids]);
  const { nextStates } = model;
  return {
    contextLength: model.contextLength,
    nextLogits: (sequences) => model.nextLogits(about(sequences)),
    ...(nextStates && { nextStates: (sequences) => nextStates(about(sequences)) }),
  };
}

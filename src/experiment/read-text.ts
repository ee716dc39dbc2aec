/**
 * @file A text as pages give it to a model, and the ids that the model reads.
 */
import { generate } from '../decoding/generate';
import { architectureOf } from '../models/config';
import type { LoadedModel } from './model-library';

export interface ReadText {
  /** Of an encoder-decoder, its source. */
  text: string;
  /** What the decoder of an encoder-decoder reads, and should write; of no effect elsewhere. */
  target: string;
}

type Reader = Pick<LoadedModel, 'tokenizer' | 'info'>;

/**
 * As long as the context at most, from the beginning; of an encoder-decoder `source 0 target`, where both
 * parts are.
 */
export function readIds({ tokenizer, info }: Reader, { text, target }: ReadText): number[] {
  const { contextLength } = info.config;
  const { endOfText } = tokenizer;
  if (architectureOf(info.config) !== 'encoder-decoder') {
    return tokenizer.encode(text).slice(0, contextLength);
  }
  // A source has one end.
  const [source, written] = [text, target].map((part) =>
    tokenizer
      .encode(part)
      .filter((id) => id !== endOfText)
      .slice(0, contextLength - 1),
  );
  return [...source, endOfText, ...written];
}

/** What an encoder-decoder writes about a source by itself, the most probable token each time. */
export async function ownAnswer(loaded: LoadedModel, text: string): Promise<string> {
  const { model, tokenizer } = loaded;
  const { endOfText } = tokenizer;
  const [ids] = await generate(
    model,
    [
      {
        promptIds: readIds(loaded, { text, target: '' }),
        strategy: { kind: 'greedy' },
        seed: 0,
      },
    ],
    { maxTokens: model.contextLength - 1, endOfText },
  );
  return tokenizer.decode(ids.filter((id) => id !== endOfText));
}

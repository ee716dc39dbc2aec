/**
 * @file Batches of an objective to look at, made of the prepared text as the trainer makes them. The
 * tokenizer of the experiment may lack the special tokens of an objective that is only looked at: they get
 * ids behind its vocabulary.
 */
import { LabError } from '../base/errors';
import { Random } from '../base/random';
import type { Architecture } from '../models/config';
import { tokenizerFromJson } from '../text/tokenizers';
import type { Tokenizer, TokenData } from '../text/types';
import { makeObjective, specialTokensOf } from '../training/objectives';
import type { Example, ObjectiveConfig } from '../training/objectives/objective';
import { maskToken, type ObjectiveTokenizer } from '../training/objectives/special-tokens';
import type { PreparedData } from './prepare';
import { tokenizerKey } from './tokenizer-key';

export interface PreviewSettings {
  objective: ObjectiveConfig;
  architecture: Architecture;
  contextLength: number;
  rows: number;
  /** Another one gives another batch. */
  seed: number;
}

/** As `Example`, in plain lists. */
export interface ShownExample {
  inputs: number[];
  targets: number[];
  source?: number[];
  segments?: number[];
  prefix?: number;
  nextSentence?: number;
}

export interface ShownBatch {
  settings: PreviewSettings;
  examples: ShownExample[];
  /** Of every id in it. */
  labels: Record<number, string>;
  /** Null where the objective has none. */
  mask: number | null;
  /** Of the gaps of span corruption, in their order; else none. */
  sentinels: number[];
  /** Places that examples are made at, and documents that cannot be used. */
  count: number;
  leftOut: number;
  /** Of the tokenizer; ids from here on no model of it knows. */
  vocabularySize: number;
  /** `tokenizerKey` of the tokenizer. */
  tokenizer: number;
}

export class ObjectivePreview {
  private tokenizer: Tokenizer | null = null;
  private key = 0;
  private data: TokenData | null = null;

  open({ tokenizerJson, data }: PreparedData): void {
    this.tokenizer = tokenizerFromJson(tokenizerJson);
    this.key = tokenizerKey(tokenizerJson);
    this.data = data;
  }

  /** @throws LabError `text.*`, `objective.*` */
  batch(settings: PreviewSettings): ShownBatch {
    const { tokenizer, data } = this;
    if (!tokenizer || !data) throw new LabError('text.missing', { name: '' });
    const { objective: config, architecture, contextLength, rows, seed } = settings;
    const known = withSpecialTokens(tokenizer, specialTokensOf(config, contextLength));
    const objective = makeObjective(config, { architecture, contextLength, tokenizer: known });
    const { count, at, leftOut = 0 } = objective.examplesOf(data.train);
    const random = new Random(seed, 'preview');
    const examples = Array.from({ length: rows }, () =>
      shown(at(random.integer(count), new Random(seed, random.uint32()))),
    );
    const ids = examples.flatMap(({ inputs, targets, source = [] }) => [
      ...inputs,
      ...targets,
      ...source,
    ]);
    const labels: Record<number, string> = {};
    for (const id of ids) if (id >= 0) labels[id] = known.label(id);
    const sentinels =
      config.kind === 'span-corruption' ? specialTokensOf(config, contextLength) : [];
    const sentinelIds = sentinels.map((token) => known.encode(token)[0]);
    sentinelIds.forEach((id, index) => (labels[id] = sentinels[index]));
    const hasMask = known.options.specialTokens.includes(maskToken);
    return {
      settings,
      examples,
      labels: hasMask ? { ...labels, [known.encode(maskToken)[0]]: maskToken } : labels,
      mask: hasMask ? known.encode(maskToken)[0] : null,
      sentinels: sentinelIds,
      count,
      leftOut,
      vocabularySize: tokenizer.vocabularySize,
      tokenizer: this.key,
    };
  }
}

function shown({ inputs, targets, source, segments, ...others }: Example): ShownExample {
  return {
    inputs: Array.from(inputs),
    targets: Array.from(targets),
    ...(source && { source: Array.from(source) }),
    ...(segments && { segments: Array.from(segments) }),
    ...others,
  };
}

function withSpecialTokens(
  tokenizer: Tokenizer,
  wanted: readonly string[],
): ObjectiveTokenizer & Pick<Tokenizer, 'label'> {
  const { options, vocabularySize, endOfText } = tokenizer;
  const added = wanted.filter((token) => !options.specialTokens.includes(token));
  const none = new Uint8Array();
  return {
    options: { ...options, specialTokens: [...options.specialTokens, ...added] },
    vocabularySize,
    endOfText,
    encode: (text) => {
      const index = added.indexOf(text);
      return index < 0 ? tokenizer.encode(text) : [vocabularySize + index];
    },
    addedBytes: (id, isFirst) => (id < vocabularySize ? tokenizer.addedBytes(id, isFirst) : none),
    label: (id) => (id < vocabularySize ? tokenizer.label(id) : added[id - vocabularySize]),
  };
}

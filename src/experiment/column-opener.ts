/**
 * @file How the columns of a decoding are made: their models are looked up, the prompt is read by each
 * one's own tokenizer, and a draft model must have its target's.
 */
import { LabError, throwIfCancelled } from '../base/errors';
import { requireSpellable } from '../decoding/chain';
import { StopSequences } from '../decoding/stops';
import { newColumn } from '../decoding/strategies';
import type { Column, PromptReading } from '../decoding/strategies/column';
import type { DecodingConfig, DecodingModel, StrategyConfig } from '../decoding/types';
import { architectureOf } from '../models/config';
import type { LanguageModel } from '../models/model';
import type { ModelSource } from '../models/model-source';
import type { Tokenizer } from '../text/types';
import type { ModelInfo } from './model-info';
import type { LoadedModel } from './model-library';
import { promptReader } from './prompt-reading';

/** Does some work with a model while nobody else uses the engine. */
export type WithModel = <Result>(
  source: ModelSource,
  work: (loaded: LoadedModel) => Promise<Result>,
) => Promise<Result>;

interface OpenedModel {
  read: (prompt: string) => PromptReading;
  tokenizer: Tokenizer;
  info: ModelInfo;
}

export interface OpenedColumn {
  column: Column;
  /** Of the model that writes the column. */
  tokenizer: Tokenizer;
  info: ModelInfo;
}

/** @throws LabError `model.*`, `decoding.draft`, `constraint.*` */
export type OpenColumn = (
  strategy: StrategyConfig,
  seed: number,
  forcedIds?: readonly number[],
) => Promise<OpenedColumn>;

/** How columns of one prompt are made; each model is one to all that ask for it. */
export function columnOpener(
  withModel: WithModel,
  source: ModelSource,
  { prompt, maxTokens, stop = [] }: Pick<DecodingConfig, 'prompt' | 'maxTokens' | 'stop'>,
  signal: AbortSignal,
): OpenColumn {
  const models = new Map<string, Promise<OpenedModel>>();
  const open = (wanted: ModelSource) => {
    const key = JSON.stringify(wanted);
    const opened = models.get(key) ?? openModel(withModel, wanted, signal);
    models.set(key, opened);
    return opened;
  };
  return async (strategy, seed, forcedIds = []) => {
    const target = await open(strategy.model ?? source);
    const draft = await openDraft(strategy, target, open);
    const { read, tokenizer, info } = target;
    const { vocabularySize } = tokenizer;
    const unknown = forcedIds.find((id) => id >= vocabularySize);
    if (unknown !== undefined) {
      throw new LabError('model.tokenOutOfRange', { id: unknown, vocabularySize });
    }
    requireSpellable(strategy, tokenizer);
    const column = newColumn(strategy, {
      ...read(prompt),
      forcedIds,
      seed,
      maxTokens,
      endOfText: tokenizer.endOfText,
      vocabulary: tokenizer,
      stops: stop.length > 0 ? new StopSequences(stop, (ids) => tokenizer.decode(ids)) : undefined,
      draft: draft?.read(prompt).model,
      readPrompt: read,
    });
    return { column, tokenizer, info };
  };
}

/** A draft reads the prompt as its target does. @throws LabError `decoding.draft` */
async function openDraft(
  strategy: StrategyConfig,
  target: OpenedModel,
  open: (source: ModelSource) => Promise<OpenedModel>,
): Promise<OpenedModel | undefined> {
  if (strategy.kind !== 'speculative' || !strategy.draft) return undefined;
  const draft = await open(strategy.draft);
  const isAlike =
    draft.info.tokenizerJson === target.info.tokenizerJson &&
    architectureOf(draft.info.config) === architectureOf(target.info.config);
  if (!isAlike) {
    throw new LabError('decoding.draft', { draft: draft.info.name, target: target.info.name });
  }
  return draft;
}

async function openModel(
  withModel: WithModel,
  source: ModelSource,
  signal: AbortSignal,
): Promise<OpenedModel> {
  const { tokenizer, info } = await withModel(source, async (loaded) => loaded);
  /** Looked up anew each time: the engine may have been replaced in between. */
  const ask = <Result>(work: (model: LanguageModel) => Promise<Result>) => {
    throwIfCancelled(signal);
    return withModel(info.source, ({ model }) => work(model));
  };
  const model: DecodingModel = {
    contextLength: info.config.contextLength,
    nextLogits: (sequences, prefix) => ask((loaded) => loaded.nextLogits(sequences, prefix)),
    nextStates: (sequences, prefix) => ask((loaded) => loaded.nextStates(sequences, prefix)),
  };
  return { tokenizer, info, read: promptReader({ model, tokenizer, ...info }) };
}

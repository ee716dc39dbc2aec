/**
 * @file How the columns of a decoding are made: their models are looked up, the prompt is read by each
 * one's own tokenizer, and a draft model must have its target's.
 */
import { LabError, throwIfCancelled } from '../base/errors';
import { StopSequences } from '../decoding/stops';
import { newColumn } from '../decoding/strategies';
import type { Column } from '../decoding/strategies/column';
import type { DecodingConfig, DecodingModel, StrategyConfig } from '../decoding/types';
import type { LanguageModel } from '../models/model';
import type { ModelSource } from '../models/model-source';
import type { Tokenizer } from '../text/types';
import type { ModelInfo } from './model-info';
import type { LoadedModel } from './model-library';

/** Does some work with a model while nobody else uses the engine. */
export type WithModel = <Result>(
  source: ModelSource,
  work: (loaded: LoadedModel) => Promise<Result>,
) => Promise<Result>;

interface OpenedModel {
  model: DecodingModel;
  tokenizer: Tokenizer;
  info: ModelInfo;
}

export interface OpenedColumn {
  column: Column;
  /** Of the model that writes the column. */
  tokenizer: Tokenizer;
  info: ModelInfo;
}

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
    const { model, tokenizer, info } = target;
    const { vocabularySize } = tokenizer;
    const unknown = forcedIds.find((id) => id >= vocabularySize);
    if (unknown !== undefined) {
      throw new LabError('model.tokenOutOfRange', { id: unknown, vocabularySize });
    }
    const ids = tokenizer.encode(prompt);
    const column = newColumn(strategy, {
      model,
      promptIds: ids.length > 0 ? ids : [tokenizer.endOfText],
      forcedIds,
      seed,
      maxTokens,
      endOfText: tokenizer.endOfText,
      vocabulary: tokenizer,
      stops: stop.length > 0 ? new StopSequences(stop, (ids) => tokenizer.decode(ids)) : undefined,
      draft,
      encode: (text) => tokenizer.encode(text),
    });
    return { column, tokenizer, info };
  };
}

/** @throws LabError `decoding.draft` */
async function openDraft(
  strategy: StrategyConfig,
  target: OpenedModel,
  open: (source: ModelSource) => Promise<OpenedModel>,
): Promise<DecodingModel | undefined> {
  if (strategy.kind !== 'speculative' || !strategy.draft) return undefined;
  const draft = await open(strategy.draft);
  if (draft.info.tokenizerJson !== target.info.tokenizerJson) {
    throw new LabError('decoding.draft', { draft: draft.info.name, target: target.info.name });
  }
  return draft.model;
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
  return {
    tokenizer,
    info,
    model: {
      contextLength: info.config.contextLength,
      nextLogits: (sequences) => ask((model) => model.nextLogits(sequences)),
      nextStates: (sequences) => ask((model) => model.nextStates(sequences)),
    },
  };
}

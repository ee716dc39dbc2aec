/**
 * @file Models by source: shipped ones are fetched, checkpoints are read from the store, the live one
 * is the run's own. A few models besides the live one are kept on the engine.
 */
import { z } from 'zod';
import { LabError } from '../base/errors';
import { LanguageModel } from '../models/model';
import { countParameters } from '../models/parameters';
import { decodeCheckpoint } from '../storage/checkpoint';
import type { RunStore } from '../storage/runs';
import { readSafetensors } from '../storage/safetensors';
import type { Machine } from '../tensor/machine';
import { tokenizerFromJson } from '../text/tokenizers';
import type { Tokenizer } from '../text/types';
import type { ModelInfo } from './model-info';
import { sameSource, type ModelSource, type ShippedName } from '../models/model-source';
import type { Run } from './run';
import { modelConfig, requireSpec } from './spec';

export interface LoadedModel {
  info: ModelInfo;
  model: LanguageModel;
  tokenizer: Tokenizer;
}

/** `model.json` of a shipped model, written by `npm run pretrain`. */
const shippedSchema = z.object({
  name: z.string(),
  spec: z.unknown(),
  step: z.int().min(0),
  validationLoss: z.number(),
});

/** Models on the engine at most, besides the live one: as many as a comparison is likely to have. */
const mostLoaded = 4;

export class ModelLibrary {
  modelsUrl = 'models/';
  /** The one that was asked for last at the end. */
  private loaded: LoadedModel[] = [];

  constructor(
    private readonly openStore: () => Promise<RunStore | null>,
    private readonly activeRun: () => Run | null,
    private readonly machine: () => Machine,
  ) {}

  /** Whether the source is the run that is being trained. */
  isLive(source: ModelSource): boolean {
    return source.kind === 'run' && source.step === null && source.runId === this.activeRun()?.id;
  }

  /** @throws LabError `shipped.unreachable`, `storage.*` */
  async load(source: ModelSource): Promise<LoadedModel> {
    const run = this.activeRun();
    if (run && this.isLive(source)) return liveModel(run, source);
    // A run that goes on makes new last checkpoints: "the last one" is looked up each time.
    const known = this.loaded.find(({ info }) => sameSource(info.source, source));
    const next = known ?? (await this.open(source));
    const isNext = ({ info }: LoadedModel) => sameSource(info.source, next.info.source);
    const others = this.loaded.filter((other) => !isNext(other));
    const given = this.loaded.filter((other) => isNext(other) && other !== next);
    const tooMany = others.splice(0, others.length + 1 - mostLoaded);
    for (const { model } of [...given, ...tooMany]) model.dispose();
    this.loaded = [...others, next];
    return next;
  }

  /** Token ids that a run has never been trained on; empty for what is no run. @throws LabError `storage.*` */
  async heldOut(source: ModelSource): Promise<ArrayLike<number>> {
    if (source.kind !== 'run') return [];
    const run = this.activeRun();
    if (source.runId === run?.id) return run.data.validation;
    const store = await this.openStore();
    return store ? (await store.loadRunData(source.runId)).data.validation : [];
  }

  /** Forgets what is on the engine. */
  clear(): void {
    for (const { model } of this.loaded) model.dispose();
    this.loaded = [];
  }

  private open(source: ModelSource): Promise<LoadedModel> {
    return source.kind === 'shipped'
      ? this.fetchShipped(source.name)
      : this.readCheckpoint(source.runId, source.step);
  }

  private async fetchShipped(name: ShippedName): Promise<LoadedModel> {
    const file = async (fileName: string) => {
      const response = await fetch(`${this.modelsUrl}${name}/${fileName}`);
      if (!response.ok) throw new Error(`${fileName}: HTTP ${response.status}`);
      return response;
    };
    try {
      const [about, tokenizerJson, weights] = await Promise.all([
        file('model.json').then(async (response) => shippedSchema.parse(await response.json())),
        file('tokenizer.json').then((response) => response.text()),
        file('model.safetensors').then((response) => response.arrayBuffer()),
      ]);
      const tokenizer = tokenizerFromJson(tokenizerJson);
      const spec = requireSpec(about.spec);
      const config = modelConfig(spec, tokenizer.vocabularySize);
      const { tensors } = readSafetensors(new Uint8Array(weights), `${name}/model.safetensors`);
      const model = new LanguageModel(this.machine(), config, tensors);
      const info: ModelInfo = {
        source: { kind: 'shipped', name },
        name: about.name,
        config,
        parameters: countParameters(config),
        objective: spec.objective.kind,
        step: about.step,
        validationLoss: about.validationLoss,
        tokenizerJson,
      };
      return { info, model, tokenizer };
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new LabError('shipped.unreachable', { name, reason });
    }
  }

  private async readCheckpoint(runId: string, step: number | null): Promise<LoadedModel> {
    const store = await this.openStore();
    if (!store) throw new LabError('storage.missing', { name: runId });
    const record = await store.get(runId);
    const checkpoint =
      step === null
        ? record.checkpoints.at(-1)
        : record.checkpoints.find((candidate) => candidate.step === step);
    if (!checkpoint) throw new LabError('storage.missing', { name: `${record.name} @ ${step}` });
    const bytes = await store.loadCheckpoint(runId, checkpoint.step);
    const snapshot = decodeCheckpoint(bytes, `${record.name} @ ${checkpoint.step}`);
    const { tokenizerJson } = await store.loadRunData(runId);
    const tokenizer = tokenizerFromJson(tokenizerJson);
    const spec = requireSpec(record.spec);
    const config = modelConfig(spec, tokenizer.vocabularySize);
    const info: ModelInfo = {
      source: { kind: 'run', runId, step: checkpoint.step },
      name: record.name,
      config,
      parameters: countParameters(config),
      objective: spec.objective.kind,
      step: checkpoint.step,
      validationLoss: checkpoint.validationLoss,
      tokenizerJson,
    };
    return {
      info,
      model: new LanguageModel(this.machine(), config, snapshot.parameters),
      tokenizer,
    };
  }
}

function liveModel(run: Run, source: ModelSource): LoadedModel {
  const { tokenizer, model, spec } = run;
  const config = modelConfig(spec, tokenizer.vocabularySize);
  const info: ModelInfo = {
    source,
    name: spec.name,
    config,
    parameters: countParameters(config),
    objective: spec.objective.kind,
    step: run.stepsDone,
    validationLoss: run.validationLoss,
    tokenizerJson: run.tokenizerJson,
  };
  return { info, model, tokenizer };
}

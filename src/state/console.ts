/**
 * @file `window.lab`: what the page does, for the browser's console and for `npm run experiment`.
 * Arrays come as `{ shape, data }`, row-major. A model is meant by a run's id (its newest weights) or
 * by a `ModelSource`: `{ kind: 'shipped', name: 'english' }`, `{ kind: 'run', runId, step: 100 }`.
 * Everything returns a promise and rejects with a `LabError`.
 */
import * as Comlink from 'comlink';
import { LabError } from '../base/errors';
import type { DecodingConfig } from '../decoding/types';
import type { HistoryRow, RunEvent, RunStatus } from '../experiment/events';
import { openStoreIfPossible } from '../experiment/kept';
import {
  applyChange,
  type LabelledChange,
  type LabelledUpdate,
} from '../experiment/decoding-stream';
import type { ModelInfo } from '../experiment/model-info';
import type { ModelSource } from '../models/model-source';
import { parseSpec, requireSpec, type ParsedSpec, type Spec } from '../experiment/spec';
import type { RunRecord, RunStore } from '../storage/runs';
import { writeSafetensors } from '../storage/safetensors';
import type { EngineChoice, EngineReport } from '../tensor/engine';
import type { Precision } from '../tensor/precision';
import type { DisplayToken } from '../text/tokenizers/display';
import type { NamedArrays } from '../base/arrays';
import { computeWorker, progressProxy, textWorker } from './clients';
import { useLab } from './lab';

export interface RunOptions {
  /** Text of a spec with `text.source` "own"; given with another spec, it takes that text's place. */
  text?: string | Blob;
  /** Name of the run; without it, the spec's. */
  name?: string;
  /** Whether the browser keeps the run and its checkpoints. Default: true. */
  keep?: boolean;
  /** Called with everything that happens, in order. */
  onEvent?: (event: RunEvent) => void;
}

/** What a run came to. Losses are in nats per token. */
export interface RunResult {
  runId: string;
  status: RunStatus;
  /** The spec with all defaults filled in. */
  spec: Spec;
  steps: number;
  trainLoss: number | null;
  validationLoss: number | null;
  /** log V: the loss of a uniform guess. */
  uniformLoss: number;
  /** Of the validation text: `validationLoss / Math.LN2 / charactersPerToken` is in bits per character. */
  charactersPerToken: number;
  parameters: number;
  vocabularySize: number;
  backend: string;
  /** In which the last step was done. */
  precision: Precision;
}

export interface AttentionArrays {
  tokens: { id: number; label: string }[];
  /** `[layers, heads, time, time]`: query by key; rows add up to 1. */
  probabilities: { shape: number[]; data: Float32Array };
  /** `[layers, heads, time, headDim]`, before rotation. */
  query: { shape: number[]; data: Float32Array };
  key: { shape: number[]; data: Float32Array };
}

export interface LabConsole {
  /** Checks a spec and fills in its defaults; `issues` carries the path of each wrong field. */
  check(spec: unknown): ParsedSpec;
  /** Prepares, trains to the end and resolves with what came of it. `{}` is the default spec. */
  run(spec: unknown, options?: RunOptions): Promise<RunResult>;
  /** The runs that this browser keeps. */
  runs(): Promise<RunRecord[]>;
  /** Steps, evaluations and samples of a kept run, up to its last checkpoint. */
  history(runId: string): Promise<HistoryRow[]>;
  /** With the tokenizer that was trained last. */
  tokenize(text: string): Promise<DisplayToken[]>;
  describe(source: ModelSource | string): Promise<ModelInfo>;
  /** `tokenizer.json`, as Hugging Face tokenizers reads it. */
  tokenizer(source: ModelSource | string): Promise<string>;
  weights(source: ModelSource | string): Promise<NamedArrays>;
  /** The weights as a safetensors file. */
  safetensors(source: ModelSource | string): Promise<Blob>;
  /** `[time, vocabularySize]`: row t holds the logits of token t + 1. */
  logits(
    source: ModelSource | string,
    text: string,
  ): Promise<{ shape: number[]; data: Float32Array }>;
  attention(source: ModelSource | string, text: string): Promise<AttentionArrays>;
  /** Decodes side by side; settings that are left out are the spec's defaults. */
  decode(
    source: ModelSource | string,
    config?: Partial<DecodingConfig>,
    onUpdate?: (update: LabelledUpdate) => void,
  ): Promise<LabelledUpdate[]>;
  /** Which engine computes and why; with a choice, changes to it first. */
  engine(choice?: EngineChoice): Promise<EngineReport>;
  /** Destroys the GPU device: a run goes on from its last checkpoint on a new engine. */
  loseDevice(): Promise<void>;
}

declare global {
  interface Window {
    lab?: LabConsole;
  }
}

function sourceOf(source: ModelSource | string): ModelSource {
  return typeof source === 'string' ? { kind: 'run', runId: source, step: null } : source;
}

async function openStore(): Promise<RunStore> {
  const store = await openStoreIfPossible();
  if (!store) throw new LabError('storage.unavailable', { reason: 'IndexedDB' });
  return store;
}

/** Changes the engine and tells the page, so that its engine panel stays true. */
async function startEngine(choice: EngineChoice): Promise<EngineReport> {
  const report = await computeWorker().startEngine(choice);
  useLab.setState({ engine: { status: 'ready', report, error: null } });
  return report;
}

/** The spec to run, its text being open in the text worker. */
async function openText(spec: Spec, text: string | Blob | undefined, onEvent: Listener) {
  const onProgress = progressProxy((stage, share) => onEvent({ type: 'progress', stage, share }));
  if (text === undefined) {
    return { spec, prepared: await textWorker().prepare(spec, onProgress) };
  }
  const named = spec.text.source === 'own' ? spec.text.name : 'text';
  const file =
    text instanceof File ? text : new File([text], named.includes('.') ? named : `${named}.txt`);
  const own = { source: 'own' as const, name: file.name, fingerprint: '' };
  const files = { files: [{ name: file.name, file }], column: '' };
  const { name, fingerprint } = await textWorker().open(own, files, onProgress);
  const opened: Spec = { ...spec, text: { ...own, name, fingerprint } };
  return { spec: opened, prepared: await textWorker().prepare(opened, onProgress) };
}

type Listener = (event: RunEvent) => void;

/** The run that this console started last; the worker has at most one run at a time. */
let current: Listener | null = null;
let subscribed = false;

async function listen(listener: Listener): Promise<void> {
  current = listener;
  if (subscribed) return;
  subscribed = true;
  await computeWorker().subscribe(Comlink.proxy((event: RunEvent) => current?.(event)));
}

/** Follows a run's events to its end. Events and replies come on different channels. */
function follow(spec: Spec, onEvent: Listener) {
  const result: RunResult = {
    runId: '',
    status: 'running',
    spec,
    steps: 0,
    trainLoss: null,
    validationLoss: null,
    uniformLoss: 0,
    charactersPerToken: 0,
    parameters: 0,
    vocabularySize: 0,
    backend: '',
    precision: 'float32',
  };
  let failure: LabError | null = null;
  let finish: (result: RunResult) => void = () => undefined;
  let fail: (error: LabError) => void = () => undefined;
  const ended = new Promise<RunResult>((resolve, reject) => {
    finish = resolve;
    fail = reject;
  });
  const listener: Listener = (event) => {
    if (event.type === 'started') {
      const { runId, backend, precision, parameters, vocabularySize } = event;
      const { uniformLoss, charactersPerToken } = event;
      Object.assign(result, { runId, backend, precision, parameters, vocabularySize });
      Object.assign(result, { uniformLoss, charactersPerToken });
    } else if (event.type === 'step') {
      result.steps = event.step;
      result.trainLoss = event.trainLoss;
      result.precision = event.lossScale === undefined ? 'float32' : 'mixed';
    } else if (event.type === 'evaluation') result.validationLoss = event.validationLoss;
    else if (event.type === 'recovered') result.backend = event.backend;
    else if (event.type === 'failed') failure = new LabError(event.error.code, event.error.values);
    onEvent(event);
    if (event.type !== 'status' || event.status === 'running') return;
    if (failure) fail(failure);
    else finish({ ...result, status: event.status });
  };
  return { listener, ended };
}

async function run(input: unknown, options: RunOptions = {}): Promise<RunResult> {
  const { text, keep = true, onEvent = () => undefined } = options;
  const { spec, prepared } = await openText(requireSpec(input), text, onEvent);
  // The page's own run makes place; what it has done is kept.
  if (useLab.getState().run?.status === 'running') await useLab.getState().pauseRun();
  useLab.setState({ run: null });
  await startEngine(spec.backend);
  const { listener, ended } = follow(spec, onEvent);
  await listen(listener);
  const { train, validation } = prepared.data;
  const textName = spec.text.source === 'own' ? spec.text.name : spec.text.source;
  const name = options.name ?? (spec.name || textName);
  await computeWorker().startRun(
    spec,
    Comlink.transfer(prepared, [train.buffer, validation.buffer]),
    { name, textName, keep },
  );
  await computeWorker().play();
  const result = await ended.finally(() => (current = null));
  await computeWorker().settled();
  if (keep) await useLab.getState().refreshRuns();
  return result;
}

async function attention(source: ModelSource | string, text: string): Promise<AttentionArrays> {
  const inspection = await computeWorker().inspect(sourceOf(source), text);
  const { tokens, layers, heads, headDim, probabilities, query, key } = inspection;
  const time = tokens.length;
  const perPosition = [layers, heads, time, headDim];
  return {
    tokens,
    probabilities: { shape: [layers, heads, time, time], data: probabilities },
    query: { shape: perPosition, data: query },
    key: { shape: perPosition, data: key },
  };
}

async function decode(
  source: ModelSource | string,
  config: Partial<DecodingConfig> = {},
  onUpdate: (update: LabelledUpdate) => void = () => undefined,
): Promise<LabelledUpdate[]> {
  const complete = requireSpec({ decoding: config }).decoding;
  const columns: LabelledUpdate[] = [];
  let finish: () => void = () => undefined;
  const allTold = new Promise<void>((resolve) => (finish = resolve));
  const listener = (change: LabelledChange) => {
    const update = applyChange(columns[change.column], change);
    columns[change.column] = update;
    onUpdate(update);
    const ended = complete.columns.every(
      (_, at) => (columns[at]?.status ?? 'running') !== 'running',
    );
    if (ended) finish();
  };
  await computeWorker().decode(sourceOf(source), complete, Comlink.proxy(listener));
  await allTold;
  return columns;
}

export const labConsole: LabConsole = {
  check: parseSpec,
  run,
  runs: async () => (await (await openStore()).list()).records,
  history: async (runId) => (await openStore()).readMetrics(runId),
  tokenize: (text) => textWorker().tokenize(text),
  describe: (source) => computeWorker().describe(sourceOf(source)),
  tokenizer: async (source) => (await computeWorker().describe(sourceOf(source))).tokenizerJson,
  weights: (source) => computeWorker().weights(sourceOf(source)),
  safetensors: async (source) =>
    new Blob([writeSafetensors(await computeWorker().weights(sourceOf(source)))]),
  logits: (source, text) => computeWorker().logits(sourceOf(source), text),
  attention,
  decode,
  engine: (choice) => startEngine(choice ?? useLab.getState().engine.report?.choice ?? 'auto'),
  loseDevice: () => computeWorker().loseDevice(),
};

/** Puts the console into the page as `window.lab`. */
export function installConsole(): void {
  window.lab = labConsole;
}

/**
 * @file The text worker: a thin door onto `Preparation`, one piece of work at a time, each of which
 * can be cancelled.
 */
import * as Comlink from 'comlink';
import { throwIfCancelled } from '../base/errors';
import { inspectClassifierOf } from '../experiment/cleaning';
import {
  comparePair,
  diffWords,
  findCuts,
  knownStories,
  readSmallCorpus,
  searchCopies,
} from '../experiment/deduplication';
import { findKeptText, keepText, openOwnFiles } from '../experiment/kept';
import { ObjectivePreview } from '../experiment/objective-preview';
import { Preparation, type PreparedData, type PrepareOptions } from '../experiment/prepare';
import type { OnProgress, TextWork, TextWorker } from './protocol';
import { tokenizerDoor } from './tokenizer-door';
import { installErrorTransfer } from './transfer';

installErrorTransfer();
const preparation = new Preparation(findKeptText);
const queuePreparation = new Preparation(findKeptText);
const preview = new ObjectivePreview();
const underWay = new Map<AbortController, TextWork>();
let queue: Promise<unknown> = Promise.resolve();

/** One after the other: two trainings at once would only be slower. */
function inTurn<T>(
  kind: TextWork,
  onProgress: OnProgress,
  work: (options: PrepareOptions) => Promise<T>,
): Promise<T> {
  const abort = new AbortController();
  underWay.set(abort, kind);
  const run = async () => {
    try {
      throwIfCancelled(abort.signal);
      return await work({ signal: abort.signal, onProgress: rarely(onProgress) });
    } finally {
      underWay.delete(abort);
    }
  };
  const turn = queue.then(run, run);
  queue = turn.catch(() => undefined);
  return turn;
}

/** At most some 20 messages a second, and always the last one of a stage. */
function rarely(onProgress: OnProgress): OnProgress {
  let last = 0;
  return (stage, share) => {
    const now = performance.now();
    if (share < 1 && now - last < 50) return;
    last = now;
    onProgress(stage, share);
  };
}

/** Copies, because what is transferred is gone here and may be asked for again. */
function handedOver({ tokenizerJson, data }: PreparedData): PreparedData {
  const [train, validation] = [data.train.slice(), data.validation.slice()];
  const buffers = [train.buffer, validation.buffer];
  return Comlink.transfer({ tokenizerJson, data: { train, validation } }, buffers);
}

const door: TextWorker = {
  open: (text, own, onProgress) =>
    inTurn('open', onProgress, async (options) => {
      if (own === null) return preparation.open(text, null, options);
      const { signal, onProgress: report } = options;
      // Files that have to be unpacked first are half the way.
      let before = 0;
      const onUnpacked = (share: number) => report?.('text', (before = 0.5) * share);
      const source = await openOwnFiles(own, { signal, onProgress: onUnpacked });
      const facts = await preparation.open(text, source, {
        signal,
        onProgress: (stage, share) => report?.(stage, before + (1 - before) * share),
      });
      await keepText(facts.fingerprint, source);
      return facts;
    }),
  clean: (spec, onProgress, onStage) =>
    inTurn('clean', onProgress, (options) => preparation.clean(spec, options, onStage)),
  browseCleaning: async (query) => preparation.cleaning.browse(query),
  saveCleaning: async () => preparation.cleaning.save(),
  inspectClassifier: (settings) =>
    inTurn(
      'classifier',
      () => {},
      ({ signal }) => inspectClassifierOf(settings, signal),
    ),
  trainTokenizer: (spec, onProgress) =>
    inTurn('tokenizer', onProgress, (options) => preparation.train(spec, options)),
  tokenize: async (text) => preparation.tokenize(text),
  prepare: (spec, onProgress) =>
    inTurn('prepare', onProgress, async (options) =>
      handedOver(await preparation.prepare(spec, options)),
    ),
  openPreview: (spec, onProgress) =>
    inTurn('prepare', onProgress, async (options) =>
      preview.open(await preparation.prepare(spec, options)),
    ),
  previewObjective: async (settings) => preview.batch(settings),
  prepareApart: (spec, onProgress) =>
    inTurn('prepare', onProgress, (options) =>
      new Preparation(findKeptText).prepare(spec, options),
    ),
  prepareQueued: (spec, onProgress) =>
    inTurn('queue', onProgress, async (options) =>
      handedOver(await queuePreparation.prepare(spec, options)),
    ),
  comparePair: async (...pair) => comparePair(...pair),
  findCopies: (source, settings, onProgress) =>
    inTurn('copies', onProgress, async ({ signal, onProgress: tell }) => {
      const corpus =
        source === 'open'
          ? await readSmallCorpus(preparation.openSource(), { signal })
          : await knownStories(source, { signal });
      return searchCopies(corpus, settings, {
        signal,
        onProgress: (share) => tell?.('deduplication', share),
      });
    }),
  diffTexts: async (...texts) => diffWords(...texts),
  findCuts: async (...cutting) => findCuts(...cutting),
  cancel: (kind) => {
    for (const [abort, own] of underWay) if (own === kind) abort.abort();
  },
  ...tokenizerDoor(preparation, (onProgress, work) => inTurn('comparison', onProgress, work)),
};

Comlink.expose(door);

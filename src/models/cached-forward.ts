/**
 * @file The forward pass of decoding: keys and values of tokens already seen are kept, so a further
 * token costs one row of work. Any mix of new tokens, a prompt's or one for each of several sequences,
 * goes through the same step. A prompt may be read whole (prefix LM): then its tokens see each other, so
 * they are computed in one run, and what follows goes on from their keys and values as ever.
 */
import type { Machine, Results, Step, Store } from '../tensor/machine';
import { unpack } from '../tensor/ops/pack';
import { drawSettings, sample, type Draw } from '../tensor/ops/sample';
import { asMatrix, asVector } from '../tensor/shapes';
import { keyValueWidthOf } from './block';
import type { ModelConfig } from './config';
import { parameterLayout } from './layout';
import { PrefixCache } from './prefix-cache';
import { hiddenStates, logitsOf } from './transformer';

/** Rows in one run at most, but of a prompt that is read whole; a step exists for each power of two. */
const mostRows = 64;
/** The cache holds so many full sequences. */
const fullSequences = 8;

/** A token whose keys and values are to be computed. */
interface PendingRow {
  token: number;
  place: number;
  /** Where in the cache its key and value go. */
  cacheRow: number;
  /** The cache rows of its sequence. */
  sequenceRows: readonly number[];
  /** So many first tokens of its sequence see each other; 0: none. */
  prefix: number;
  /** Whose next logits it gives, as indices of sequences. */
  answers: number[];
}

type OutputName = 'logits' | 'hidden' | 'ids';

/** What is read of a step's outputs, and what becomes of one row of each. */
interface Reading<Result> {
  names: readonly OutputName[];
  of: (rowOf: (name: OutputName) => Float32Array) => Result;
}

const logitsReading: Reading<Float32Array> = {
  names: ['logits'],
  of: (rowOf) => rowOf('logits'),
};

const statesReading: Reading<{ logits: Float32Array; hidden: Float32Array }> = {
  names: ['logits', 'hidden'],
  of: (rowOf) => ({ logits: rowOf('logits'), hidden: rowOf('hidden') }),
};

const idsReading: Reading<number> = { names: ['ids'], of: (rowOf) => rowOf('ids')[0] };

/** A text that is to be gone on with. */
export interface GivenText {
  /** At least one, and at most `contextLength`. */
  ids: readonly number[];
  /** So many of them, the first ones, see each other, as the prompt of a prefix LM; 0: none. */
  prefix: number;
}

/** Answers for the token after each text; see `LanguageModel`. */
export interface NextTokens {
  nextLogits(texts: readonly GivenText[]): Promise<Float32Array[]>;
  nextStates(
    texts: readonly GivenText[],
  ): Promise<{ logits: Float32Array; hidden: Float32Array }[]>;
  nextTokens(texts: readonly GivenText[], draws: readonly Draw[]): Promise<number[]>;
  /** The weights were changed. */
  forget(): void;
  dispose(): void;
}

/** What all sequences look at besides themselves. */
export interface MemoryStores {
  /** `memory.<layer>`: `[contextLength, 2·keyValueWidth]` each. */
  stores: Record<string, Store>;
  /** How much of it is there now. */
  length(): number;
}

export class CachedForward implements NextTokens {
  private readonly caches: Record<string, Store> = {};
  private readonly prefixes: PrefixCache;
  private readonly steps = new Map<string, Step>();

  constructor(
    private readonly machine: Machine,
    private readonly config: ModelConfig,
    private readonly weights: Store,
    private readonly memory: MemoryStores | null = null,
  ) {
    // One row more than the tree hands out: what fills a run up is written there.
    this.prefixes = new PrefixCache(fullSequences * config.contextLength);
    for (let layer = 0; layer < config.layers; layer++) {
      this.caches[`cache.${layer}`] = machine.store(this.capacity * this.rowWidth);
    }
  }

  private get capacity(): number {
    return this.prefixes.capacity + 1;
  }

  /** The keys and values of a token. */
  private get rowWidth(): number {
    return 2 * keyValueWidthOf(this.config);
  }

  forget(): void {
    this.prefixes.clear();
  }

  dispose(): void {
    this.steps.forEach((step) => step.dispose());
    Object.values(this.caches).forEach((cache) => cache.dispose());
  }

  nextLogits(texts: readonly GivenText[]): Promise<Float32Array[]> {
    return this.answers(texts, logitsReading, null);
  }

  /** As `nextLogits`, with the residual stream behind them. */
  nextStates(
    texts: readonly GivenText[],
  ): Promise<{ logits: Float32Array; hidden: Float32Array }[]> {
    return this.answers(texts, statesReading, null);
  }

  /** @param draws one for each of the texts */
  nextTokens(texts: readonly GivenText[], draws: readonly Draw[]): Promise<number[]> {
    return this.answers(texts, idsReading, draws);
  }

  private async answers<Result>(
    texts: readonly GivenText[],
    reading: Reading<Result>,
    draws: readonly Draw[] | null,
  ): Promise<Result[]> {
    const results: Result[] = [];
    try {
      let next = 0;
      while (next < texts.length) {
        this.prefixes.beginBatch();
        const pending = new Map<number, PendingRow>();
        while (next < texts.length && this.claim(texts[next], next, pending)) next += 1;
        await this.compute([...pending.values()], reading, draws, results);
      }
    } catch (error) {
      // Rows that were claimed may not have been filled.
      this.forget();
      throw error;
    }
    return results;
  }

  /**
   * Adds what a sequence needs to the pending rows, by cache row.
   * @returns false if there is no room for it in this batch
   */
  private claim(
    { ids, prefix }: GivenText,
    sequence: number,
    pending: Map<number, PendingRow>,
  ): boolean {
    const claimed = this.prefixes.claim(ids, prefix);
    if (!claimed) return false;
    const { rows, known } = claimed;
    const last = ids.length - 1;
    // The last token is computed even if it is known: its logits are asked for.
    for (let place = Math.min(known, last); place <= last; place++) {
      const row = pending.get(rows[place]) ?? {
        token: ids[place],
        place,
        cacheRow: rows[place],
        sequenceRows: rows,
        prefix,
        answers: [],
      };
      if (place === last) row.answers.push(sequence);
      pending.set(rows[place], row);
    }
    return true;
  }

  /** A sequence's rows stand in order, so each finds those before it in its own run or in an earlier. */
  private async compute<Result>(
    pending: readonly PendingRow[],
    reading: Reading<Result>,
    draws: readonly Draw[] | null,
    results: Result[],
  ): Promise<void> {
    const all = draws ? pending.flatMap((row) => this.withOneAnswer(row)) : pending;
    for (const rows of runsOf(all)) {
      const isAnswering = rows.some(({ answers }) => answers.length > 0);
      const size = 2 ** Math.ceil(Math.log2(rows.length));
      const step = this.stepOf(size, draws !== null, rows.some(isWithPrefix));
      const outputs = await step.run(
        { ...this.feedsOf(rows, size), ...(draws && { settings: settingsOf(rows, size, draws) }) },
        isAnswering ? reading.names : [],
      );
      rows.forEach(({ answers }, row) => {
        const rowOf = (name: OutputName) => {
          const width = outputs[name].length / size;
          return outputs[name].slice(row * width, (row + 1) * width);
        };
        for (const sequence of answers) results[sequence] = reading.of(rowOf);
      });
    }
  }

  /**
   * A row draws one token, so sequences that share their last token get a row each; only the first
   * of them writes to the shared place in the cache.
   */
  private withOneAnswer(row: PendingRow): PendingRow[] {
    if (row.answers.length <= 1) return [row];
    const { capacity } = this.prefixes;
    return row.answers.map((answer, index) => ({
      ...row,
      cacheRow: index === 0 ? row.cacheRow : capacity,
      answers: [answer],
    }));
  }

  private feedsOf(rows: readonly PendingRow[], size: number) {
    const { contextLength } = this.config;
    const feeds = {
      tokens: new Int32Array(size),
      places: new Int32Array(size),
      cacheRows: new Int32Array(size).fill(this.prefixes.capacity),
      table: new Int32Array(size * contextLength),
      ...(rows.some(isWithPrefix) && { prefixes: new Int32Array(size) }),
      ...(this.memory && { memoryLengths: Int32Array.of(this.memory.length()) }),
    };
    rows.forEach(({ token, place, cacheRow, sequenceRows, prefix }, row) => {
      feeds.prefixes?.set([prefix], row);
      feeds.tokens[row] = token;
      feeds.places[row] = place;
      feeds.cacheRows[row] = cacheRow;
      feeds.table.set(sequenceRows, row * contextLength);
    });
    return feeds;
  }

  private stepOf(rows: number, isDrawing: boolean, hasPrefixes: boolean): Step {
    const kind = isDrawing ? 'sampling' : 'decoding';
    const name = `${kind}${hasPrefixes ? ':prefix' : ''}:${rows}`;
    const known = this.steps.get(name);
    if (known) return known;
    const { config, capacity, rowWidth, memory } = this;
    const { layers, contextLength } = config;
    const layout = parameterLayout(config);
    const cacheNames = Array.from({ length: layers }, (_, layer) => `cache.${layer}`);
    const cacheShape = [capacity, rowWidth];
    const memoryNames = Object.keys(memory?.stores ?? {});
    const step = this.machine.compile(
      {
        name,
        stores: {
          weights: [layout.size],
          ...Object.fromEntries(cacheNames.map((name) => [name, cacheShape])),
          ...Object.fromEntries(memoryNames.map((name) => [name, [contextLength, rowWidth]])),
        },
        feeds: {
          tokens: { shape: [rows, 1], type: 'int32' },
          places: { shape: [rows], type: 'int32' },
          cacheRows: { shape: [rows], type: 'int32' },
          table: { shape: [rows, contextLength], type: 'int32' },
          ...(hasPrefixes && { prefixes: { shape: [rows], type: 'int32' } }),
          ...(memory && { memoryLengths: { shape: [1], type: 'int32' } }),
          ...(isDrawing && { settings: { shape: [rows, 4], type: 'float32' } }),
        },
        body: (tensors) => {
          const parameters = unpack(tensors.weights, layout);
          const cache = {
            places: asVector(tensors.places),
            cacheRows: asVector(tensors.cacheRows),
            table: asMatrix(tensors.table, rows, contextLength),
            prefixes: hasPrefixes ? asVector(tensors.prefixes) : null,
            layers: cacheNames.map((name) => asMatrix(tensors[name], capacity, rowWidth)),
          };
          const tokens = asMatrix(tensors.tokens, rows, 1);
          const hidden = hiddenStates(config, parameters, tokens, {
            cache,
            // All rows are queries of one sequence: they look at the same source.
            memory: memory && {
              of: {
                keyValues: memoryNames.map((name) =>
                  asMatrix(tensors[name], contextLength, rowWidth),
                ),
              },
              batch: 1,
              keyTime: contextLength,
              lengths: asVector(tensors.memoryLengths),
            },
          });
          const logits = logitsOf(config, parameters, hidden);
          const outputs: Results['outputs'] = isDrawing
            ? { ids: sample(logits, asMatrix(tensors.settings, rows, 4)) }
            : { logits, hidden };
          return {
            outputs,
            updates: Object.fromEntries(
              cacheNames.map((name, layer) => [name, asVector(cache.layers[layer])]),
            ),
          };
        },
      },
      { weights: this.weights, ...this.caches, ...memory?.stores },
    );
    this.steps.set(name, step);
    return step;
  }
}

const isWithPrefix = ({ prefix }: PendingRow) => prefix > 0;

/** Whether they are tokens of a prompt that is read whole. */
const seeEachOther = (left: PendingRow, right: PendingRow) =>
  left.sequenceRows[0] === right.sequenceRows[0] &&
  Math.max(left.place, right.place) < Math.min(left.prefix, right.prefix);

/** Runs of at most `mostRows`, but what sees each other stays together. */
function runsOf(rows: readonly PendingRow[]): PendingRow[][] {
  const blocks: PendingRow[][] = [];
  for (const row of rows) {
    const block = blocks.at(-1);
    if (block && seeEachOther(block[0], row)) block.push(row);
    else blocks.push([row]);
  }
  const runs: PendingRow[][] = [];
  for (const block of blocks) {
    const run = runs.at(-1);
    if (run && run.length + block.length <= mostRows) run.push(...block);
    else runs.push(block);
  }
  return runs;
}

/** Rows that answer nobody are drawn from at temperature 0, which costs least. */
function settingsOf(
  rows: readonly PendingRow[],
  size: number,
  draws: readonly Draw[],
): Float32Array {
  const settings = new Float32Array(4 * size);
  rows.forEach(({ answers }, row) => {
    settings.set(drawSettings(answers.map((sequence) => draws[sequence])), 4 * row);
  });
  return settings;
}

/**
 * @file The forward pass of decoding: keys and values of tokens already seen are kept, so a further
 * token costs one row of work. Any mix of new tokens, a prompt's or one for each of several sequences,
 * goes through the same step.
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

/** Rows in one run at most; a step exists for each power of two up to it. */
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

/** Answers for the token after each sequence; see `LanguageModel`. */
export interface NextTokens {
  nextLogits(sequences: readonly (readonly number[])[]): Promise<Float32Array[]>;
  nextStates(
    sequences: readonly (readonly number[])[],
  ): Promise<{ logits: Float32Array; hidden: Float32Array }[]>;
  nextTokens(sequences: readonly (readonly number[])[], draws: readonly Draw[]): Promise<number[]>;
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

  /** @param sequences of at most `contextLength` ids each, at least one */
  nextLogits(sequences: readonly (readonly number[])[]): Promise<Float32Array[]> {
    return this.answers(sequences, logitsReading, null);
  }

  /** As `nextLogits`, with the residual stream behind them. */
  nextStates(
    sequences: readonly (readonly number[])[],
  ): Promise<{ logits: Float32Array; hidden: Float32Array }[]> {
    return this.answers(sequences, statesReading, null);
  }

  /** @param draws one for each of the sequences, which are as for `nextLogits` */
  nextTokens(sequences: readonly (readonly number[])[], draws: readonly Draw[]): Promise<number[]> {
    return this.answers(sequences, idsReading, draws);
  }

  private async answers<Result>(
    sequences: readonly (readonly number[])[],
    reading: Reading<Result>,
    draws: readonly Draw[] | null,
  ): Promise<Result[]> {
    const results: Result[] = [];
    try {
      let next = 0;
      while (next < sequences.length) {
        this.prefixes.beginBatch();
        const pending = new Map<number, PendingRow>();
        while (next < sequences.length && this.claim(sequences[next], next, pending)) next += 1;
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
    ids: readonly number[],
    sequence: number,
    pending: Map<number, PendingRow>,
  ): boolean {
    const claimed = this.prefixes.claim(ids);
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
    for (let start = 0; start < all.length; start += mostRows) {
      const rows = all.slice(start, start + mostRows);
      const isAnswering = rows.some(({ answers }) => answers.length > 0);
      const size = 2 ** Math.ceil(Math.log2(rows.length));
      const outputs = await this.stepOf(size, draws !== null).run(
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
      ...(this.memory && { memoryLengths: Int32Array.of(this.memory.length()) }),
    };
    rows.forEach(({ token, place, cacheRow, sequenceRows }, row) => {
      feeds.tokens[row] = token;
      feeds.places[row] = place;
      feeds.cacheRows[row] = cacheRow;
      feeds.table.set(sequenceRows, row * contextLength);
    });
    return feeds;
  }

  private stepOf(rows: number, isDrawing: boolean): Step {
    const name = `${isDrawing ? 'sampling' : 'decoding'}:${rows}`;
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
          ...(memory && { memoryLengths: { shape: [1], type: 'int32' } }),
          ...(isDrawing && { settings: { shape: [rows, 4], type: 'float32' } }),
        },
        body: (tensors) => {
          const parameters = unpack(tensors.weights, layout);
          const cache = {
            places: asVector(tensors.places),
            cacheRows: asVector(tensors.cacheRows),
            table: asMatrix(tensors.table, rows, contextLength),
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

/**
 * @file The forward pass of decoding: keys and values of tokens already seen are kept, so a further
 * token costs one row of work. Any mix of new tokens, a prompt's or one for each of several sequences,
 * goes through the same step.
 */
import type { Machine, Step, Store } from '../tensor/machine';
import { unpack } from '../tensor/ops/pack';
import { asMatrix, asVector } from '../tensor/shapes';
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
  /** The cache rows of its sequence. */
  sequenceRows: readonly number[];
  /** Whose next logits it gives, as indices of sequences. */
  answers: number[];
}

export class CachedForward {
  private readonly caches: Record<string, Store> = {};
  private readonly prefixes: PrefixCache;
  private readonly steps = new Map<number, Step>();

  constructor(
    private readonly machine: Machine,
    private readonly config: ModelConfig,
    private readonly weights: Store,
  ) {
    // One row more than the tree hands out: what fills a run up is written there.
    this.prefixes = new PrefixCache(fullSequences * config.contextLength);
    for (let layer = 0; layer < config.layers; layer++) {
      this.caches[`cache.${layer}`] = machine.store(this.capacity * 2 * config.width);
    }
  }

  private get capacity(): number {
    return this.prefixes.capacity + 1;
  }

  /** The weights were changed. */
  forget(): void {
    this.prefixes.clear();
  }

  dispose(): void {
    this.steps.forEach((step) => step.dispose());
    Object.values(this.caches).forEach((cache) => cache.dispose());
  }

  /** @param sequences of at most `contextLength` ids each, at least one */
  async nextLogits(sequences: readonly (readonly number[])[]): Promise<Float32Array[]> {
    const results: Float32Array[] = [];
    try {
      let next = 0;
      while (next < sequences.length) {
        this.prefixes.beginBatch();
        const pending = new Map<number, PendingRow>();
        while (next < sequences.length && this.claim(sequences[next], next, pending)) next += 1;
        await this.compute([...pending.values()], results);
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
        sequenceRows: rows,
        answers: [],
      };
      if (place === last) row.answers.push(sequence);
      pending.set(rows[place], row);
    }
    return true;
  }

  /** A sequence's rows stand in order, so each finds those before it in its own run or in an earlier. */
  private async compute(pending: readonly PendingRow[], results: Float32Array[]): Promise<void> {
    const { vocabularySize } = this.config;
    for (let start = 0; start < pending.length; start += mostRows) {
      const rows = pending.slice(start, start + mostRows);
      const isAnswering = rows.some(({ answers }) => answers.length > 0);
      const size = 2 ** Math.ceil(Math.log2(rows.length));
      const outputs = await this.stepOf(size).run(
        this.feedsOf(rows, size),
        isAnswering ? ['logits'] : [],
      );
      rows.forEach(({ answers }, row) => {
        const from = row * vocabularySize;
        for (const sequence of answers) {
          results[sequence] = outputs.logits.slice(from, from + vocabularySize);
        }
      });
    }
  }

  private feedsOf(rows: readonly PendingRow[], size: number) {
    const { contextLength } = this.config;
    const feeds = {
      tokens: new Int32Array(size),
      places: new Int32Array(size),
      cacheRows: new Int32Array(size).fill(this.prefixes.capacity),
      table: new Int32Array(size * contextLength),
    };
    rows.forEach(({ token, place, sequenceRows }, row) => {
      feeds.tokens[row] = token;
      feeds.places[row] = place;
      feeds.cacheRows[row] = sequenceRows[place];
      feeds.table.set(sequenceRows, row * contextLength);
    });
    return feeds;
  }

  private stepOf(rows: number): Step {
    const known = this.steps.get(rows);
    if (known) return known;
    const { config, capacity } = this;
    const { layers, width, contextLength } = config;
    const layout = parameterLayout(config);
    const cacheNames = Array.from({ length: layers }, (_, layer) => `cache.${layer}`);
    const cacheShape = [capacity, 2 * width];
    const step = this.machine.compile(
      {
        name: `decoding:${rows}`,
        stores: {
          weights: [layout.size],
          ...Object.fromEntries(cacheNames.map((name) => [name, cacheShape])),
        },
        feeds: {
          tokens: { shape: [rows, 1], type: 'int32' },
          places: { shape: [rows], type: 'int32' },
          cacheRows: { shape: [rows], type: 'int32' },
          table: { shape: [rows, contextLength], type: 'int32' },
        },
        body: (tensors) => {
          const parameters = unpack(tensors.weights, layout);
          const cache = {
            places: asVector(tensors.places),
            cacheRows: asVector(tensors.cacheRows),
            table: asMatrix(tensors.table, rows, contextLength),
            layers: cacheNames.map((name) => asMatrix(tensors[name], capacity, 2 * width)),
          };
          const tokens = asMatrix(tensors.tokens, rows, 1);
          const hidden = hiddenStates(config, parameters, tokens, { cache });
          return {
            outputs: { logits: logitsOf(config, parameters, hidden) },
            updates: Object.fromEntries(
              cacheNames.map((name, layer) => [name, asVector(cache.layers[layer])]),
            ),
          };
        },
      },
      { weights: this.weights, ...this.caches },
    );
    this.steps.set(rows, step);
    return step;
  }
}

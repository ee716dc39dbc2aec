/**
 * @file Decoding with an encoder-decoder. A sequence is `source 0 target`. The encoder reads a source
 * once; of its output, the keys and values of each layer's cross attention are kept, of the last few sources.
 */
import type { Blueprint, Machine, Results, Step, Store } from '../tensor/machine';
import { unpack } from '../tensor/ops/pack';
import type { Draw } from '../tensor/ops/sample';
import { asMatrix, asVector } from '../tensor/shapes';
import { CachedForward, type GivenText, type NextTokens } from './cached-forward';
import { keyValueWidthOf } from './block';
import type { ModelConfig } from './config';
import { parameterLayout } from './layout';
import { partedAtSource } from './source-and-target';
import { memoryKeyValues } from './stack';
import { encode } from './transformer';

const mostSources = 8;

export class SourceDecoder implements NextTokens {
  private readonly memories: Record<string, Store> = {};
  private readonly forward: CachedForward;
  private readonly encoding: Step;
  /** Keys and values of all layers by source, the latest at the end. */
  private readonly known = new Map<string, Record<string, Float32Array>>();
  private sourceLength = 0;
  private present: string | null = null;
  /** Calls wait for each other: only one source is there at a time. */
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    machine: Machine,
    private readonly config: ModelConfig,
    weights: Store,
  ) {
    const { contextLength, layers } = config;
    for (let layer = 0; layer < layers; layer++) {
      this.memories[`memory.${layer}`] = machine.store(contextLength * 2 * keyValueWidthOf(config));
    }
    const memory = { stores: this.memories, length: () => this.sourceLength };
    this.forward = new CachedForward(machine, config, weights, memory);
    this.encoding = machine.compile(encodingStep(config), { weights });
  }

  forget(): void {
    this.known.clear();
    this.present = null;
    this.forward.forget();
  }

  dispose(): void {
    this.encoding.dispose();
    this.forward.dispose();
    Object.values(this.memories).forEach((store) => store.dispose());
  }

  nextLogits(texts: readonly GivenText[]) {
    return this.bySource(texts, (targets) => this.forward.nextLogits(targets));
  }

  nextStates(texts: readonly GivenText[]) {
    return this.bySource(texts, (targets) => this.forward.nextStates(targets));
  }

  nextTokens(texts: readonly GivenText[], draws: readonly Draw[]) {
    return this.bySource(texts, (targets, at) =>
      this.forward.nextTokens(
        targets,
        at.map((index) => draws[index]),
      ),
    );
  }

  /** Asks for the sequences of one source after those of another; answers stand as they were asked. */
  private bySource<Result>(
    texts: readonly GivenText[],
    ask: (targets: readonly GivenText[], at: readonly number[]) => Promise<Result[]>,
  ): Promise<Result[]> {
    const answer = async () => {
      const groups = new Map<string, { source: readonly number[]; at: number[] }>();
      const parted = texts.map(({ ids }) => partedAtSource(ids, this.config.contextLength));
      parted.forEach(({ source }, index) => {
        const group = groups.get(source.join()) ?? { source, at: [] };
        group.at.push(index);
        groups.set(source.join(), group);
      });
      const results: Result[] = [];
      for (const { source, at } of groups.values()) {
        await this.read(source);
        // What is written sees what was written before it, and all of the source.
        const targets = at.map((index) => ({ ids: parted[index].target, prefix: 0 }));
        (await ask(targets, at)).forEach((result, index) => (results[at[index]] = result));
      }
      return results;
    };
    const turn = this.last.then(answer);
    this.last = turn.catch(() => undefined);
    return turn;
  }

  /** Puts what the decoder looks at in its place. */
  private async read(source: readonly number[]): Promise<void> {
    const key = source.join();
    if (this.present === key) return;
    const keyValues = this.known.get(key) ?? (await this.encoded(source));
    this.known.delete(key);
    this.known.set(key, keyValues);
    const [oldest] = this.known.keys();
    if (this.known.size > mostSources) this.known.delete(oldest);
    for (const [name, store] of Object.entries(this.memories)) store.write(keyValues[name]);
    this.sourceLength = source.length;
    this.present = key;
    // What was written about another source is another text.
    this.forward.forget();
  }

  private encoded(source: readonly number[]): Promise<Record<string, Float32Array>> {
    const ids = new Int32Array(this.config.contextLength);
    ids.set(source);
    const feeds = { source: ids, lengths: Int32Array.of(source.length) };
    return this.encoding.run(feeds, Object.keys(this.memories));
  }
}

/** Feeds: source, lengths. Outputs: `memory.<layer>`. */
function encodingStep(config: ModelConfig): Blueprint {
  const { contextLength } = config;
  const layout = parameterLayout(config);
  return {
    name: 'encoding',
    stores: { weights: [layout.size] },
    feeds: {
      source: { shape: [1, contextLength], type: 'int32' },
      lengths: { shape: [1], type: 'int32' },
    },
    body: ({ weights, source, lengths }) => {
      const parameters = unpack(weights, layout);
      const options = { lengths: asVector(lengths) };
      const memory = encode(config, parameters, asMatrix(source, 1, contextLength), options);
      const outputs: Results['outputs'] = {};
      memoryKeyValues(config, parameters, memory.of.hidden).forEach((keyValues, layer) => {
        outputs[`memory.${layer}`] = keyValues;
      });
      return { outputs };
    },
  };
}

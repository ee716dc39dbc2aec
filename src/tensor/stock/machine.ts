/**
 * @file The stock machine: calls the function with TensorFlow.js's own operations, one by one, on the
 * backend that is selected. Slower than the others, and their definition.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { Blueprint, Feeds, Machine, Step, StepFacts, Store } from '../machine';

class StockStore implements Store {
  tensor: tf.Tensor;

  constructor(readonly size: number) {
    this.tensor = tf.keep(tf.zeros([size]));
  }

  /** Takes ownership of a tensor of the store's size. */
  replace(tensor: tf.Tensor): void {
    this.tensor.dispose();
    this.tensor = tf.keep(tensor);
  }

  write(data: Float32Array): void {
    this.replace(tf.tensor1d(data.slice()));
  }

  async read(): Promise<Float32Array> {
    return Float32Array.from(await this.tensor.data());
  }

  dispose(): void {
    this.tensor.dispose();
  }
}

export class StockMachine implements Machine {
  readonly hasHalf = false;

  store(size: number): Store {
    return new StockStore(size);
  }

  compile(blueprint: Blueprint, stores: Record<string, Store>): Step {
    return new StockStep(blueprint, stores);
  }

  dispose(): void {}
}

class StockStep implements Step {
  /** TensorFlow.js does not tell. */
  readonly facts: StepFacts = { operations: 0, dispatches: 0, submits: 0, bytes: 0 };

  constructor(
    private readonly blueprint: Blueprint,
    private readonly stores: Record<string, Store>,
  ) {}

  async run<Name extends string>(feeds: Feeds, wanted: readonly Name[]) {
    const { stores, feeds: shapes, body, name } = this.blueprint;
    const kept = tf.tidy(() => {
      const tensors: Record<string, tf.Tensor> = {};
      for (const [store, shape] of Object.entries(stores)) {
        tensors[store] = tf.reshape(this.storeOf(store).tensor, [...shape]);
      }
      for (const [feed, { shape, type }] of Object.entries(shapes)) {
        tensors[feed] = tf.tensor(feeds[feed].slice(), [...shape], type);
      }
      const { outputs, updates = {} } = body(tensors);
      const missing = wanted.find((output) => !(output in outputs));
      if (missing) throw new RangeError(`${name} has no output ${missing}`);
      const read = Object.fromEntries(wanted.map((output) => [output, outputs[output]]));
      return { read, updates };
    });
    for (const [store, tensor] of Object.entries(kept.updates)) {
      this.storeOf(store).replace(tensor);
    }
    const results: Record<string, Float32Array> = {};
    try {
      for (const output of wanted) {
        results[output] = Float32Array.from(await kept.read[output].data());
      }
    } finally {
      tf.dispose(kept.read);
    }
    return results;
  }

  async runMeasured<Name extends string>(feeds: Feeds, wanted: readonly Name[]) {
    return { outputs: await this.run(feeds, wanted), profile: null };
  }

  dispose(): void {}

  private storeOf(name: string): StockStore {
    const store = this.stores[name];
    if (!(store instanceof StockStore)) throw new TypeError(`${name}: not a store of this machine`);
    return store;
  }
}

/**
 * @file Keeps account of what lives on a machine: for the engine panel, and for tests that nothing
 * grows. A machine behind a machine; the numbers are not touched.
 */
import type { Blueprint, Feeds, Machine, Step, StepFacts, Store } from './machine';

export interface MachineFacts {
  /** Bytes of stores (weights, moments, caches) and of what steps hold besides, now and at most. */
  bytes: { stores: number; steps: number; peak: number };
  /** Those that are ready to run. */
  steps: ({ name: string } & StepFacts)[];
}

const bytesPerNumber = 4;

export class Ledger implements Machine {
  private readonly stores = new Set<CountedStore>();
  private readonly steps = new Set<CountedStep>();
  private peak = 0;

  /** @param hasHalf whether the machine's float16 may be used */
  constructor(
    private readonly machine: Machine,
    readonly hasHalf = machine.hasHalf,
  ) {}

  get facts(): MachineFacts {
    const steps = [...this.steps].map(({ name, facts }) => ({ name, ...facts }));
    return { bytes: { ...this.bytes, peak: this.peak }, steps };
  }

  store(size: number): Store {
    const store = new CountedStore(this.machine.store(size), () => this.stores.delete(store));
    this.stores.add(store);
    this.notePeak();
    return store;
  }

  compile(blueprint: Blueprint, stores: Record<string, Store>): Step {
    const inner: Record<string, Store> = {};
    for (const [name, store] of Object.entries(stores)) {
      if (!(store instanceof CountedStore)) throw new TypeError(`${name}: of another machine`);
      inner[name] = store.inner;
    }
    const compiled = this.machine.compile(blueprint, inner);
    const step = new CountedStep(blueprint.name, compiled, () => this.steps.delete(step));
    this.steps.add(step);
    this.notePeak();
    return step;
  }

  dispose(): void {
    this.machine.dispose();
  }

  private get bytes() {
    let stores = 0;
    for (const { size } of this.stores) stores += size * bytesPerNumber;
    let steps = 0;
    for (const { facts } of this.steps) steps += facts.bytes;
    return { stores, steps };
  }

  private notePeak(): void {
    const { stores, steps } = this.bytes;
    this.peak = Math.max(this.peak, stores + steps);
  }
}

class CountedStore implements Store {
  constructor(
    readonly inner: Store,
    private readonly forget: () => void,
  ) {}

  get size(): number {
    return this.inner.size;
  }

  write(data: Float32Array): void {
    this.inner.write(data);
  }

  read(): Promise<Float32Array> {
    return this.inner.read();
  }

  dispose(): void {
    this.forget();
    this.inner.dispose();
  }
}

class CountedStep implements Step {
  constructor(
    readonly name: string,
    private readonly inner: Step,
    private readonly forget: () => void,
  ) {}

  get facts(): StepFacts {
    return this.inner.facts;
  }

  run<Name extends string>(feeds: Feeds, wanted: readonly Name[]) {
    return this.inner.run(feeds, wanted);
  }

  runMeasured<Name extends string>(feeds: Feeds, wanted: readonly Name[]) {
    return this.inner.runMeasured(feeds, wanted);
  }

  dispose(): void {
    this.forget();
    this.inner.dispose();
  }
}

/**
 * @file A machine for tests that runs traced programs by their definition (`reference.ts`): slow, in
 * double precision, and without a backend.
 */
import type { Blueprint, Feeds, Machine, Step, Store } from '../machine';
import { runReference } from './reference';
import { traceProgram } from './trace';

class ReferenceStore implements Store {
  readonly numbers: Float32Array;

  constructor(readonly size: number) {
    this.numbers = new Float32Array(size);
  }

  write(data: Float32Array): void {
    this.numbers.set(data);
  }

  async read(): Promise<Float32Array> {
    return this.numbers.slice();
  }

  dispose(): void {}
}

export class ReferenceMachine implements Machine {
  readonly hasHalf: boolean = true;

  store(size: number): Store {
    return new ReferenceStore(size);
  }

  compile(blueprint: Blueprint, stores: Record<string, Store>): Step {
    const program = traceProgram(blueprint);
    const numbers: Record<string, Float32Array> = {};
    for (const [name, store] of Object.entries(stores)) {
      if (!(store instanceof ReferenceStore)) throw new TypeError(`${name}: of another machine`);
      numbers[name] = store.numbers;
    }
    const run = async <Name extends string>(feeds: Feeds, wanted: readonly Name[]) => {
      const outputs = runReference(program, { stores: numbers, feeds });
      const read: Record<string, Float32Array> = {};
      for (const name of wanted) read[name] = Float32Array.from(outputs[name]);
      return read;
    };
    return {
      facts: { operations: program.nodes.length, dispatches: 0, submits: 0, bytes: 0 },
      run,
      runMeasured: async (feeds, wanted) => ({ outputs: await run(feeds, wanted), profile: null }),
      dispose: () => undefined,
    };
  }

  dispose(): void {}
}

/**
 * @file A program laid out in the machine's memory: one region with its values, its scratch and its
 * command list, so that everything goes at once with the step.
 */
import { clockResolution } from '../clock';
import type { Feeds, MeasuredRun, Numbers, Step, StepFacts } from '../machine';
import { operationTimes } from '../profile';
import { planMemory } from '../program/plan';
import { placeOf, type Program, type Value } from '../program/program';
import { listBytes, writeCommands, type Command, type ListHeader } from './command-list';
import { encode } from './encode';
import { timeCommands } from './measured';
import { roundUp, type Region, type SimdMemory } from './memory';
import { scratchOf } from './scratch';

/** What a step needs from its machine. */
export interface StepHost {
  memory: SimdMemory;
  threads: number;
  /** Address of a store by its name in the program. */
  addressOfStore(name: string): number;
  run(list: number): void;
}

const alignment = 64;

/** Gives out one stretch after the other. */
class Layout {
  bytes = 0;

  place(bytes: number): number {
    const at = this.bytes;
    this.bytes += roundUp(bytes, alignment);
    return at;
  }
}

export class SimdStep implements Step {
  readonly facts: StepFacts;
  private readonly region: Region;
  private readonly list: number;
  private readonly header: ListHeader;
  private readonly feeds: Map<string, Value>;
  private readonly addressOf: (value: Value) => number;
  private isDisposed = false;

  constructor(
    private readonly program: Program,
    private readonly host: StepHost,
    name: string,
  ) {
    const { memory } = host;
    const layout = new Layout();
    const roots = rootsOf(program);
    const offsets = placeRoots(program, roots, layout);
    const scratches = program.nodes.map(({ operation }) => scratchOf(operation));
    const sharedBytes = Math.max(0, ...scratches.map(({ shared }) => shared));
    const scratchBytes = roundUp(Math.max(0, ...scratches.map(({ own }) => own)), alignment);
    const shared = layout.place(sharedBytes);
    const scratch = layout.place(scratchBytes * host.threads);
    // Its length does not depend on the addresses.
    const size = listBytes(commandsOf(program, () => 0));
    const list = layout.place(size);

    this.region = memory.allocate(layout.bytes, name);
    const base = this.region.address;
    this.addressOf = (value) => {
      const { root, offset } = placeOf(value);
      const address =
        root.origin.kind === 'store'
          ? host.addressOfStore(root.origin.name)
          : base + found(offsets.get(root));
      return address + 4 * offset;
    };
    this.list = base + list;
    this.header = { shared: base + shared, scratch: base + scratch, scratchBytes };
    writeCommands(
      memory.integersAt(this.list, size / 4),
      this.list,
      this.header,
      commandsOf(program, this.addressOf),
    );
    this.feeds = new Map();
    for (const root of roots) {
      const { origin } = root;
      if (origin.kind === 'feed') this.feeds.set(origin.name, root);
      else if (origin.kind === 'constant') this.write(root, origin.data);
      else if (origin.kind === 'pack') memory.floatsAt(this.addressOf(root), root.size).fill(0);
    }
    const operations = program.nodes.length;
    this.facts = { operations, dispatches: 0, submits: 0, bytes: this.region.bytes };
  }

  async run<Name extends string>(
    feeds: Feeds,
    wanted: readonly Name[],
  ): Promise<Record<Name, Float32Array>> {
    return this.around(feeds, wanted, () => this.host.run(this.list));
  }

  async runMeasured<Name extends string>(
    feeds: Feeds,
    wanted: readonly Name[],
  ): Promise<MeasuredRun<Name>> {
    const { program, header, host } = this;
    const commands = commandsOf(program, this.addressOf);
    let times: number[] = [];
    const started = performance.now();
    const outputs = this.around(feeds, wanted, () => {
      times = timeCommands(commands, header, host);
    });
    const milliseconds = performance.now() - started;
    const profile = {
      clock: 'thread' as const,
      resolution: clockResolution(),
      milliseconds,
      operations: operationTimes(program, times),
    };
    return { outputs, profile };
  }

  dispose(): void {
    if (this.isDisposed) return;
    this.isDisposed = true;
    this.host.memory.release(this.region);
  }

  private read(value: Value): Float32Array {
    const { memory } = this.host;
    const address = this.addressOf(value);
    return value.type === 'int32'
      ? Float32Array.from(memory.integersAt(address, value.size))
      : memory.floatsAt(address, value.size).slice();
  }

  /** Writes the feeds before `runCommands` and reads the results after it. */
  private around<Name extends string>(
    feeds: Feeds,
    wanted: readonly Name[],
    runCommands: () => void,
  ): Record<Name, Float32Array> {
    if (this.isDisposed) throw new TypeError('the step is disposed of');
    for (const [name, value] of this.feeds) this.write(value, feeds[name], name);
    runCommands();
    const read: Partial<Record<Name, Float32Array>> = {};
    for (const name of wanted) {
      read[name] = this.read(this.program.outputs[name]);
    }
    return complete(read, wanted);
  }

  private write(value: Value, data: Numbers | undefined, name = 'a constant'): void {
    if (data?.length !== value.size) {
      throw new RangeError(`${name}: ${data?.length ?? 0} elements instead of ${value.size}`);
    }
    const { memory } = this.host;
    const address = this.addressOf(value);
    if (value.type === 'int32') memory.integersAt(address, value.size).set(data);
    else memory.floatsAt(address, value.size).set(data);
  }
}

function rootsOf(program: Program): Set<Value> {
  const roots = new Set<Value>();
  const add = (value: Value) => roots.add(placeOf(value).root);
  for (const { inputs, outputs } of program.nodes) {
    Object.values(inputs).forEach(add);
    Object.values(outputs).forEach(add);
  }
  Object.values(program.outputs).forEach(add);
  return roots;
}

/** Byte offset of each root but the stores in the step's region. */
function placeRoots(program: Program, roots: Set<Value>, layout: Layout): Map<Value, number> {
  const { slots, slotOf } = planMemory(program);
  const slotPlaces = slots.map((size) => layout.place(4 * size));
  const offsets = new Map<Value, number>();
  for (const root of roots) {
    const slot = slotOf.get(root);
    if (slot !== undefined) offsets.set(root, slotPlaces[slot]);
    else if (root.origin.kind !== 'store') offsets.set(root, layout.place(4 * root.size));
  }
  return offsets;
}

function commandsOf(program: Program, addressOf: (value: Value) => number): Command[] {
  return program.nodes.map((node) => {
    const among = (values: Record<string, Value | undefined>) => (name: string) => {
      const value = values[name];
      return value ? addressOf(value) : 0;
    };
    return encode(node, { input: among(node.inputs), output: among(node.outputs) });
  });
}

function found(offset: number | undefined): number {
  if (offset === undefined) throw new RangeError('a value without a place');
  return offset;
}

function complete<Name extends string>(
  read: Partial<Record<Name, Float32Array>>,
  names: readonly Name[],
): Record<Name, Float32Array> {
  const isComplete = (
    numbers: Partial<Record<Name, Float32Array>>,
  ): numbers is Record<Name, Float32Array> => names.every((name) => numbers[name]);
  if (!isComplete(read)) throw new RangeError('an output is missing');
  return read;
}

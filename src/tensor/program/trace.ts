/**
 * @file From a TensorFlow.js function to a program: it is called once on a backend that has no
 * numbers and writes down what is asked of it. TensorFlow.js gives the tape and the checks of shapes;
 * the fused operations (`ops/`) and the few stock ones below become the program's nodes.
 */
import * as tf from '@tensorflow/tfjs-core';
import { LabError } from '../../base/errors';
import type { Blueprint } from '../machine';
import { inPlaceOutputs, type Operation } from './operation';
import { fuse } from './fuse';
import { inHalfPrecision } from './half';
import { sharePacks } from './packs';
import {
  placeOf,
  unmarked,
  type NumberType,
  type Program,
  type ProgramNode,
  type Value,
} from './program';
import { shapesOf } from './operation-shapes';
import { withoutUnused } from './unused';

const backendName = 'trace';

type Shapes<Name extends string> = Record<Name, readonly number[]>;

/** Writes a program down. The ops of `ops/` ask for it with `activeTrace`. */
export class Trace extends tf.KernelBackend {
  readonly nodes: ProgramNode[] = [];
  /** What is asked for now belongs there. */
  mark = unmarked;
  private readonly values = new WeakMap<object, Value>();
  /** How many tensors share a value: TensorFlow.js counts its tensors by what `disposeData` says. */
  private readonly references = new WeakMap<object, number>();
  private count = 0;

  /** A tensor that stands for a value. */
  tensor(shape: readonly number[], type: NumberType, origin: Value['origin']): tf.Tensor {
    const dataId = {};
    this.values.set(dataId, { id: this.count++, size: sizeOf(shape), type, origin });
    return tf.engine().makeTensorFromTensorInfo({ dataId, shape: [...shape], dtype: type }, this);
  }

  valueFor(tensor: tf.TensorInfo): Value {
    const value = this.values.get(tensor.dataId);
    if (!value) throw new RangeError('a tensor from outside of the traced function');
    return value;
  }

  /**
   * Adds an operation. @returns its outputs as tensors, by name
   * @param outputs the shapes of all outputs, optional ones included
   */
  record<Name extends string>(
    operation: Operation,
    inputs: Record<string, tf.Tensor | null>,
    outputs: Shapes<Name>,
  ): Record<Name, tf.Tensor> {
    const node: ProgramNode = { operation, inputs: {}, outputs: {}, mark: this.mark };
    for (const [name, tensor] of Object.entries(inputs)) {
      if (tensor) node.inputs[name] = this.valueFor(tensor);
    }
    const results: Partial<Record<Name, tf.Tensor>> = {};
    // An output that the operation has only in other forms is never read.
    const known = new Map(Object.entries(shapesOf(operation).outputs));
    for (const name in outputs) {
      const source = inPlaceOutputs[operation.kind]?.[name];
      const tensor = this.tensor(
        outputs[name],
        known.get(name)?.type ?? 'float32',
        source ? { kind: 'part', of: node.inputs[source], offset: 0 } : { kind: 'computed' },
      );
      node.outputs[name] = this.valueFor(tensor);
      results[name] = tensor;
    }
    this.nodes.push(node);
    return complete(results, outputs);
  }

  /** Whether a tensor is the constant 1, as the gradient of a loss with respect to itself is. */
  isOne(tensor: tf.Tensor): boolean {
    const { origin } = this.valueFor(tensor);
    return origin.kind === 'constant' && origin.data.every((number) => number === 1);
  }

  /** A stretch of a tensor; it must begin at a multiple of `partAlignment`. */
  part(of: tf.Tensor, offset: number, shape: readonly number[]): tf.Tensor {
    return this.tensor(shape, 'float32', { kind: 'part', of: this.valueFor(of), offset });
  }

  /** Two parts of one tensor that follow each other, as one. */
  joined(first: tf.Tensor, second: tf.Tensor): tf.Tensor {
    const { root, offset } = placeOf(this.valueFor(first));
    const next = placeOf(this.valueFor(second));
    if (next.root !== root || next.offset !== offset + first.size) {
      throw new RangeError('parts that do not follow each other');
    }
    return this.tensor([first.size + second.size], 'float32', { kind: 'part', of: root, offset });
  }

  /** One tensor of `size` elements that holds the given ones at their offsets, and 0 elsewhere. */
  pack(tensors: readonly tf.Tensor[], offsets: readonly number[], size: number): tf.Tensor {
    const packed = this.tensor([size], 'float32', { kind: 'pack' });
    const of = this.valueFor(packed);
    tensors.forEach((tensor, index) => {
      const value = this.valueFor(tensor);
      const origin = { kind: 'part', of, offset: offsets[index] } as const;
      // What was computed for the pack alone is computed in place.
      if (value.origin.kind === 'computed') value.origin = origin;
      else {
        const place = this.tensor([value.size], 'float32', origin);
        this.nodes.push({
          operation: { kind: 'copy', size: value.size },
          inputs: { x: value },
          outputs: { y: this.valueFor(place) },
          mark: this.mark,
        });
      }
    });
    return packed;
  }

  override write(
    data: tf.BackendValues,
    shape: readonly number[],
    type: keyof tf.DataTypeMap,
  ): object {
    const dataId = {};
    this.addConstant(dataId, data, shape, type);
    return dataId;
  }

  override move(
    dataId: object,
    data: tf.BackendValues,
    shape: readonly number[],
    type: keyof tf.DataTypeMap,
  ): void {
    this.addConstant(dataId, data, shape, type);
  }

  override disposeData(dataId: object): boolean {
    this.references.set(dataId, this.refCount(dataId) - 1);
    return this.refCount(dataId) < 1;
  }

  override refCount(dataId: object): number {
    return this.references.get(dataId) ?? 1;
  }

  override incRef(dataId: object): void {
    this.references.set(dataId, this.refCount(dataId) + 1);
  }

  override dispose(): void {}

  override numDataIds(): number {
    return 0;
  }

  override floatPrecision(): 32 {
    return 32;
  }

  override readSync(): never {
    throw new LabError('engine.untraceable', { operation: 'reading a tensor' });
  }

  private addConstant(
    dataId: object,
    data: tf.BackendValues,
    shape: readonly number[],
    type: keyof tf.DataTypeMap,
  ): void {
    if (type !== 'float32' && type !== 'int32') {
      throw new LabError('engine.untraceable', { operation: `a constant of type ${type}` });
    }
    const numbers = Array.from(data, Number);
    const constant = type === 'int32' ? Int32Array.from(numbers) : Float32Array.from(numbers);
    const origin = { kind: 'constant', data: constant } as const;
    this.values.set(dataId, { id: this.count++, size: sizeOf(shape), type, origin });
  }
}

let active: Trace | null = null;

/** The program that is being written down, or null: then operations compute. */
export function activeTrace(): Trace | null {
  return active;
}

/** @throws LabError `engine.untraceable` if the body uses what no machine but the stock one has */
export function traceProgram({ name, stores, feeds, body, precision }: Blueprint): Program {
  const trace = new Trace();
  const outer = tf.getBackend();
  active = trace;
  tf.registerBackend(backendName, () => trace);
  registerStockKernels();
  selectBackend(backendName);
  try {
    const program: Program = { nodes: trace.nodes, outputs: {} };
    tf.tidy(() => {
      const tensors: Record<string, tf.Tensor> = {};
      for (const [store, shape] of Object.entries(stores)) {
        tensors[store] = trace.tensor(shape, 'float32', { kind: 'store', name: store });
      }
      for (const [feed, { shape, type }] of Object.entries(feeds)) {
        tensors[feed] = trace.tensor(shape, type, { kind: 'feed', name: feed });
      }
      const { outputs, updates = {} } = body(tensors);
      for (const [output, tensor] of Object.entries(outputs)) {
        program.outputs[output] = trace.valueFor(tensor);
      }
      for (const [store, tensor] of Object.entries(updates)) {
        const { root } = placeOf(trace.valueFor(tensor));
        if (root.origin.kind !== 'store' || root.origin.name !== store) {
          throw new RangeError(`${name}: ${store} is not updated in place`);
        }
      }
    });
    const planned = sharePacks(fuse(withoutUnused(program)));
    return precision === 'mixed' ? inHalfPrecision(planned) : planned;
  } finally {
    active = null;
    if (outer) selectBackend(outer);
    tf.removeBackend(backendName);
  }
}

/** Takes effect at once for a backend that starts synchronously, as all that exist already do. */
function selectBackend(name: string): void {
  void tf.setBackend(name);
}

let isRegistered = false;

/** The stock operations that may stand in a traced body beside the fused ones. */
function registerStockKernels(): void {
  if (isRegistered) return;
  isRegistered = true;
  type Run = (
    trace: Trace,
    inputs: Record<string, tf.TensorInfo>,
    attributes: tf.NamedAttrMap,
  ) => tf.TensorInfo;
  const known: Record<string, Run> = {
    Identity: (trace, { x }) => shared(trace, x, x.shape),
    Reshape: (trace, { x }, { shape }) => shared(trace, x, reshaped(x.shape, shape)),
    Add: (trace, { a, b }) => add(trace, a, b),
  };
  for (const [kernelName, run] of Object.entries(known)) {
    tf.registerKernel({
      kernelName,
      backendName,
      kernelFunc: ({ inputs, attrs, backend }) => {
        if (!(backend instanceof Trace)) throw new TypeError('not the trace backend');
        const given: Record<string, tf.TensorInfo> = {};
        for (const [name, tensor] of Object.entries(inputs)) if (tensor) given[name] = tensor;
        return run(backend, given, attrs ?? {});
      },
    });
  }
}

function shared(trace: Trace, { dataId, dtype }: tf.TensorInfo, shape: number[]): tf.TensorInfo {
  trace.incRef(dataId);
  return { dataId, dtype, shape };
}

/** As TensorFlow.js: one size may be −1 and follows from the others. */
function reshaped(shape: number[], wanted: unknown): number[] {
  if (!Array.isArray(wanted)) return shape;
  return tf.util.inferFromImplicitShape(wanted.map(Number), sizeOf(shape));
}

function add(trace: Trace, a: tf.TensorInfo, b: tf.TensorInfo): tf.TensorInfo {
  const values = { a: trace.valueFor(a), b: trace.valueFor(b) };
  if (values.a.size !== values.b.size) {
    throw new LabError('engine.untraceable', { operation: 'adding tensors of different shapes' });
  }
  const y = trace.tensor(a.shape, 'float32', { kind: 'computed' });
  const operation: Operation = { kind: 'add', size: values.a.size };
  trace.nodes.push({
    operation,
    inputs: values,
    outputs: { y: trace.valueFor(y) },
    mark: trace.mark,
  });
  return y;
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

function complete<Name extends string>(
  results: Partial<Record<Name, tf.Tensor>>,
  shapes: Shapes<Name>,
): Record<Name, tf.Tensor> {
  const isComplete = (
    candidate: Partial<Record<Name, tf.Tensor>>,
  ): candidate is Record<Name, tf.Tensor> => Object.keys(shapes).every((name) => name in candidate);
  if (!isComplete(results)) throw new RangeError('an output is missing');
  return results;
}

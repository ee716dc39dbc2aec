/**
 * @file A faster matrix product for the WASM backend of TensorFlow.js 4.22. Its own kernel hands only
 * a plain product of two matrices to XNNPACK (SIMD, threads); a transposed or batched one runs
 * through a scalar loop that is about ten times slower. Here transposes are made first and batches
 * are multiplied pair by pair, so that everything of some size goes through XNNPACK.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';

/** Multiply-adds below which a pair costs less in the scalar loop than in calls. */
const smallPair = 16_384;

/**
 * Replaces the backend's kernel. Call it once, before the backend is used.
 * @param Backend the class, so that this file does not load the backend itself
 */
export function installFastMatMul(Backend: typeof BackendWasm): void {
  const stock = tf.getKernel(tf.BatchMatMul, 'wasm');
  const multiply: tf.KernelFunc = (call) => {
    const { backend, attrs = {} } = call;
    const { a, b } = call.inputs;
    if (!(backend instanceof Backend) || !a || !b) return stock.kernelFunc(call);
    const flip = (x: tf.TensorInfo) => transposed(x, backend);
    const plain = (left: tf.TensorInfo, right: tf.TensorInfo) =>
      single(
        stock.kernelFunc({
          inputs: { a: left, b: right },
          backend,
          attrs: { transposeA: false, transposeB: false },
        }),
      );
    const batch = batchOf(a);
    const pairSize = (sizeOf(a) / batch) * (b.shape.at(attrs.transposeB ? -2 : -1) ?? 1);
    if (batch !== batchOf(b) || pairSize < smallPair) return stock.kernelFunc(call);

    // Aᵀ·B = (Bᵀ·A)ᵀ: transposing the narrower factor and the product moves fewer numbers.
    if (batch === 1 && attrs.transposeA && !attrs.transposeB && sizeOf(b) < sizeOf(a)) {
      const flipped = flip(b);
      const product = plain(flipped, a);
      const result = flip(product);
      dispose(backend, [flipped, product]);
      return result;
    }
    const left = attrs.transposeA ? flip(a) : a;
    const right = attrs.transposeB ? flip(b) : b;
    const result = batch === 1 ? plain(left, right) : pairwise(left, right, batch, plain, backend);
    dispose(
      backend,
      [left, right].filter((x) => x !== a && x !== b),
    );
    return result;
  };
  tf.unregisterKernel(tf.BatchMatMul, 'wasm');
  tf.registerKernel({ ...stock, kernelFunc: multiply });
}

type Product = (left: tf.TensorInfo, right: tf.TensorInfo) => tf.TensorInfo;

/** Multiplies matrix by matrix: `[..., m, k]` times `[..., k, n]`, with equally many on both sides. */
function pairwise(
  left: tf.TensorInfo,
  right: tf.TensorInfo,
  batch: number,
  multiply: Product,
  backend: BackendWasm,
): tf.TensorInfo {
  const [rows, inner] = left.shape.slice(-2);
  const [, columns] = right.shape.slice(-2);
  const result = backend.makeOutput([...left.shape.slice(0, -1), columns], 'float32');
  const leftPiece = backend.makeOutput([rows, inner], 'float32');
  for (let index = 0; index < batch; index++) {
    // The right one must be new each time: XNNPACK keeps its packed form under its id.
    const rightPiece = backend.makeOutput([inner, columns], 'float32');
    copyPart(backend, left, index * rows * inner, leftPiece, 0, rows * inner);
    copyPart(backend, right, index * inner * columns, rightPiece, 0, inner * columns);
    const product = multiply(leftPiece, rightPiece);
    copyPart(backend, product, 0, result, index * rows * columns, rows * columns);
    dispose(backend, [rightPiece, product]);
  }
  dispose(backend, [leftPiece]);
  return result;
}

/** Views are taken anew for each copy, because the heap may have grown and moved in between. */
function copyPart(
  backend: BackendWasm,
  from: tf.TensorInfo,
  fromOffset: number,
  to: tf.TensorInfo,
  toOffset: number,
  length: number,
): void {
  const source = backend.typedArrayFromHeap(from).subarray(fromOffset, fromOffset + length);
  backend.typedArrayFromHeap(to).set(source, toOffset);
}

/** Swaps the last two axes. */
function transposed(x: tf.TensorInfo, backend: BackendWasm): tf.TensorInfo {
  const axes = x.shape.map((_, axis) => axis);
  const perm = [...axes.slice(0, -2), axes.length - 1, axes.length - 2];
  const { kernelFunc } = tf.getKernel(tf.Transpose, 'wasm');
  return single(kernelFunc({ inputs: { x }, backend, attrs: { perm } }));
}

function single(output: tf.TensorInfo | tf.TensorInfo[]): tf.TensorInfo {
  return Array.isArray(output) ? output[0] : output;
}

function dispose(backend: BackendWasm, infos: readonly tf.TensorInfo[]): void {
  for (const { dataId } of infos) backend.disposeData(dataId);
}

const sizeOf = (x: tf.TensorInfo) => tf.util.sizeFromShape(x.shape);
const batchOf = (x: tf.TensorInfo) => tf.util.sizeFromShape(x.shape.slice(0, -2));

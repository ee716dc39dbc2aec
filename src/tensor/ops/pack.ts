/**
 * @file Many tensors as one flat vector and back, so that an optimiser's step takes the same few
 * operations however many parameters there are. In a traced program nothing is copied.
 */
import * as tf from '@tensorflow/tfjs-core';
import { activeTrace } from '../program/trace';
import { asVector } from '../shapes';

/** Where each tensor lies in the vector; between them are zeros. */
export interface Layout {
  names: readonly string[];
  shapes: readonly (readonly number[])[];
  /** In elements; rising. */
  offsets: readonly number[];
  size: number;
}

/** @param tensors in the layout's order */
export function pack(
  tensors: readonly tf.Tensor[],
  { offsets, size }: Pick<Layout, 'offsets' | 'size'>,
): tf.Tensor1D {
  const trace = activeTrace();
  if (trace) return asVector(trace.pack(tensors, offsets, size));
  return tf.concat1d(
    tensors.map((tensor, index) => {
      const end = offsets[index + 1] ?? size;
      return tf.pad1d(asVector(tensor), [0, end - offsets[index] - tensor.size]);
    }),
  );
}

/** A stretch of a vector; it must begin at a multiple of `partAlignment`. */
export function part(flat: tf.Tensor, offset: number, size: number): tf.Tensor1D {
  const trace = activeTrace();
  if (trace) return asVector(trace.part(flat, offset, [size]));
  return tf.slice1d(asVector(flat), offset, size);
}

/** Stretches that were updated in place, one behind the other, as one vector again. */
export function joined(first: tf.Tensor1D, second: tf.Tensor1D): tf.Tensor1D {
  const trace = activeTrace();
  if (trace) return asVector(trace.joined(first, second));
  return tf.concat1d([first, second]);
}

export function unpack(flat: tf.Tensor, layout: Layout): Record<string, tf.Tensor> {
  const tensors: Record<string, tf.Tensor> = {};
  layout.names.forEach((name, index) => {
    const shape = [...layout.shapes[index]];
    const offset = layout.offsets[index];
    const size = tf.util.sizeFromShape(shape);
    tensors[name] = tf.reshape(part(flat, offset, size), shape);
  });
  return tensors;
}

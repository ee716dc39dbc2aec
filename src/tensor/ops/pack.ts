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
export function pack(tensors: readonly tf.Tensor[], { offsets, size }: Layout): tf.Tensor1D {
  const trace = activeTrace();
  if (trace) return asVector(trace.pack(tensors, offsets, size));
  return tf.concat1d(
    tensors.map((tensor, index) => {
      const end = offsets[index + 1] ?? size;
      return tf.pad1d(asVector(tensor), [0, end - offsets[index] - tensor.size]);
    }),
  );
}

export function unpack(flat: tf.Tensor, layout: Layout): Record<string, tf.Tensor> {
  const trace = activeTrace();
  const tensors: Record<string, tf.Tensor> = {};
  layout.names.forEach((name, index) => {
    const shape = [...layout.shapes[index]];
    const offset = layout.offsets[index];
    const size = tf.util.sizeFromShape(shape);
    tensors[name] = trace
      ? trace.part(flat, offset, shape)
      : tf.reshape(tf.slice1d(asVector(flat), offset, size), shape);
  });
  return tensors;
}

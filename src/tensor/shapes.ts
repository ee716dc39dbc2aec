/**
 * @file Reshaping with the rank in the type. No data moves.
 */
import * as tf from '@tensorflow/tfjs-core';

export function asVector(x: tf.Tensor): tf.Tensor1D {
  return tf.reshape<tf.Rank.R1>(x, [x.size]);
}

export function asMatrix(x: tf.Tensor, rows: number, columns: number): tf.Tensor2D {
  return tf.reshape<tf.Rank.R2>(x, [rows, columns]);
}

export function asScalar(x: tf.Tensor): tf.Scalar {
  return tf.reshape<tf.Rank.R0>(x, []);
}

export function asRank4(x: tf.Tensor, shape: [number, number, number, number]): tf.Tensor4D {
  return tf.reshape<tf.Rank.R4>(x, shape);
}

export function asRank3(x: tf.Tensor, shape: [number, number, number]): tf.Tensor3D {
  return tf.reshape<tf.Rank.R3>(x, shape);
}

/**
 * @file The parts of mixed precision (`precision.ts`) in a step: weights in half precision, and the loss
 * scale, which a step changes by itself and never reads back. Only in traced programs: TensorFlow.js has
 * no float16.
 */
import type * as tf from '@tensorflow/tfjs-core';
import { LabError } from '../../base/errors';
import { lossScaling } from '../precision';
import { activeTrace, type Trace } from '../program/trace';
import { asVector } from '../shapes';

function requireTrace(): Trace {
  const trace = activeTrace();
  if (!trace) throw new LabError('engine.untraceable', { operation: 'mixed precision' });
  return trace;
}

/** A copy, which a step of mixed precision stores as float16. */
export function halfCopy(x: tf.Tensor): tf.Tensor1D {
  const { size } = x;
  return asVector(requireTrace().record({ kind: 'copy', size }, { x }, { y: [size] }).y);
}

/** The numbers of a state at the beginning: the scale, and the good steps in a row. */
export const initialLossScale = () => Float32Array.of(lossScaling.initial, 0);

/**
 * Takes the loss scale to its next value: halved where the gradient overflowed, doubled after many steps
 * in which it did not.
 * @param state `[2]`, see `initialLossScale`; changed in place
 * @param partials of the gradient times the scale, see `sumOfSquares`
 * @returns `unscale` `[1]`: what the gradient is to be multiplied by; 0 where it overflowed and the step
 * must be skipped, as every optimiser does then
 */
export function nextLossScale(
  state: tf.Tensor1D,
  partials: tf.Tensor1D,
): { state: tf.Tensor1D; unscale: tf.Tensor1D } {
  const { interval, least, most } = lossScaling;
  const next = requireTrace().record(
    { kind: 'lossScaling', parts: partials.size, interval, least, most },
    { partials, state },
    { state: [2], unscale: [1] },
  );
  return { state: asVector(next.state), unscale: asVector(next.unscale) };
}

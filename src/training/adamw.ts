/**
 * @file AdamW (Loshchilov & Hutter 2017, arXiv 1711.05101) with clipping of the global gradient norm,
 * as PyTorch computes both. All parameters are one flat vector, so a step takes the same few
 * operations however many there are, and nothing has to be read back to clip.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { NamedArrays } from '../base/arrays';
import type { Parameters } from '../models/transformer';
import { asScalar, asVector } from '../tensor/shapes';
import type { TrainingConfig } from './config';

/** PyTorch's `clip_grad_norm_` adds this to the norm. */
const clipEpsilon = 1e-6;

/** State of the optimiser by parameter name. */
export interface Moments {
  firstMoments: NamedArrays;
  secondMoments: NamedArrays;
}

export class AdamW {
  private readonly names: string[];
  private readonly shapes: number[][];
  private flat: tf.Tensor1D;
  private firstMoment: tf.Tensor1D;
  private secondMoment: tf.Tensor1D;
  /** 1 where weight decay acts (matrices, embeddings included), 0 on gains and biases. */
  private readonly decayMask: tf.Tensor1D;

  constructor(
    parameters: Parameters,
    private readonly config: TrainingConfig,
    moments?: Moments,
  ) {
    this.names = Object.keys(parameters);
    this.shapes = this.names.map((name) => parameters[name].shape);
    const zeros = () => this.names.map((name) => tf.zerosLike(parameters[name]));
    const stored = (arrays: NamedArrays) =>
      this.names.map((name) => tf.tensor(arrays[name].data, arrays[name].shape));
    const kept = (make: () => tf.Tensor[]) => tf.keep(tf.tidy(() => flatten(make())));
    this.flat = kept(() => this.names.map((name) => parameters[name]));
    this.firstMoment = kept(() => (moments ? stored(moments.firstMoments) : zeros()));
    this.secondMoment = kept(() => (moments ? stored(moments.secondMoments) : zeros()));
    this.decayMask = kept(() =>
      this.names.map((name) => tf.fill(parameters[name].shape, parameters[name].rank > 1 ? 1 : 0)),
    );
  }

  /**
   * One step: replaces the tensors in `parameters`.
   * @param gradients in the order of `parameters`
   * @param step from 1, for the bias correction
   * @returns scalar: global gradient norm before clipping; the caller's to dispose
   */
  step(
    parameters: Parameters,
    gradients: tf.Tensor[],
    learningRate: number,
    step: number,
  ): tf.Scalar {
    const { betas, epsilon, weightDecay, gradientClip } = this.config;
    const [beta1, beta2] = betas;
    const [flat, first, second, norm, ...parts] = tf.tidy(() => {
      const raw = flatten(gradients);
      const gradientNorm = tf.sqrt(tf.sum(tf.square(raw)));
      const gradient =
        gradientClip > 0
          ? tf.mul(raw, tf.minimum(1, tf.div(gradientClip, tf.add(gradientNorm, clipEpsilon))))
          : raw;
      const firstMoment = mix(this.firstMoment, gradient, beta1);
      const secondMoment = mix(this.secondMoment, tf.square(gradient), beta2);
      const deviation = tf.sqrt(tf.div(secondMoment, 1 - beta2 ** step));
      const direction = tf.div(tf.div(firstMoment, 1 - beta1 ** step), tf.add(deviation, epsilon));
      const decayed = tf.mul(
        this.flat,
        tf.sub(1, tf.mul(this.decayMask, learningRate * weightDecay)),
      );
      const updated = tf.sub(decayed, tf.mul(direction, learningRate));
      return [
        updated,
        firstMoment,
        secondMoment,
        gradientNorm,
        ...unflatten(asVector(updated), this.shapes),
      ];
    });
    tf.dispose([this.flat, this.firstMoment, this.secondMoment]);
    this.flat = tf.keep(asVector(flat));
    this.firstMoment = tf.keep(asVector(first));
    this.secondMoment = tf.keep(asVector(second));
    this.names.forEach((name, index) => {
      parameters[name].dispose();
      parameters[name] = tf.keep(parts[index]);
    });
    return asScalar(norm);
  }

  async moments(): Promise<Moments> {
    const named = async (flat: tf.Tensor1D) => {
      const all = Float32Array.from(await flat.data());
      const arrays: NamedArrays = {};
      let offset = 0;
      this.names.forEach((name, index) => {
        const size = tf.util.sizeFromShape(this.shapes[index]);
        arrays[name] = { shape: this.shapes[index], data: all.slice(offset, offset + size) };
        offset += size;
      });
      return arrays;
    };
    return {
      firstMoments: await named(this.firstMoment),
      secondMoments: await named(this.secondMoment),
    };
  }

  dispose(): void {
    tf.dispose([this.flat, this.firstMoment, this.secondMoment, this.decayMask]);
  }
}

function flatten(tensors: readonly tf.Tensor[]): tf.Tensor1D {
  return tf.concat1d(tensors.map((tensor) => asVector(tensor)));
}

/** The parts of a flat vector in their own shapes. */
function unflatten(flat: tf.Tensor1D, shapes: readonly number[][]): tf.Tensor[] {
  const sizes = shapes.map((shape) => tf.util.sizeFromShape(shape));
  if (tf.getBackend() !== 'wasm') {
    return tf.split(flat, sizes).map((part, index) => tf.reshape(part, shapes[index]));
  }
  // There, each part that `split` makes copies the whole vector first; one copy for all will do.
  const values = flat.dataSync();
  let offset = 0;
  return shapes.map((shape, index) => {
    const start = offset;
    offset += sizes[index];
    return tf.tensor(values.subarray(start, offset), shape);
  });
}

/** Running mean: beta·old + (1 − beta)·now. */
function mix(old: tf.Tensor, now: tf.Tensor, beta: number): tf.Tensor {
  return tf.add(tf.mul(old, beta), tf.mul(now, 1 - beta));
}

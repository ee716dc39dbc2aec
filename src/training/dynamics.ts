/**
 * @file Training dynamics: how large the gradient of each part of a model is, and by how much a step
 * changes its weights. The squares are summed where the numbers are; a few of them are read with the
 * loss.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { ParameterLayout } from '../models/layout';
import { partAlignment } from '../tensor/constants';
import { mostSumsOfSquares, sumOfSquares } from '../tensor/ops/clipping';
import { pack, part } from '../tensor/ops/pack';
import { scale } from '../tensor/ops/scale';
import { asVector } from '../tensor/shapes';
import type { TrainingConfig } from './config';
import type { ActivationStatistics } from './probe';

/** Euclidean norms over all parameters of a part. */
export interface PartNorms {
  /** As in the names of its parameters: `embedding`, `layers.0.attention`, `head`. */
  part: string;
  /** Before clipping; 0 where mixed precision skipped the step. */
  gradient: number;
  /** Before the step. */
  weights: number;
  /** Of what the step, weight decay included, changed in them. */
  update: number;
}

/** What is measured at one step. */
export interface Dynamics {
  parts: PartNorms[];
  activations: ActivationStatistics[];
}

/** From the sums of one stretch to those of the next. */
const stride = Math.ceil(mostSumsOfSquares / partAlignment) * partAlignment;

/** In one run: a long one measures them more seldom than it is told. */
const mostMeasurements = 2000;

/** The first step is measured too: it is the one that most can be told from. @param step from 1 */
export function isDynamicsStep(
  step: number,
  { steps, dynamicsInterval }: Pick<TrainingConfig, 'steps' | 'dynamicsInterval'>,
): boolean {
  if (dynamicsInterval === 0) return false;
  const interval = Math.max(dynamicsInterval, Math.ceil(steps / mostMeasurements));
  return step === 1 || step % interval === 0 || step === steps;
}

/** A run of parameters of one part that stand beside each other in the layout. */
interface Stretch {
  part: string;
  offset: number;
  size: number;
}

const layerPart = /^((?:encoder\.)?layers\.\d+\.(?:attention|crossAttention|feedForward))\./;

/** Embeddings are one part, and all behind the layers is another: a tied head counts as embedding. */
export function partOf(parameter: string): string {
  const match = layerPart.exec(parameter);
  if (match) return match[1];
  return /^(encoder\.)?embedding\./.test(parameter) ? 'embedding' : 'head';
}

function stretchesOf({ names, offsets, size }: ParameterLayout): Stretch[] {
  const stretches: Stretch[] = [];
  names.forEach((name, index) => {
    const ofPart = partOf(name);
    const length = (offsets[index + 1] ?? size) - offsets[index];
    const last = stretches.at(-1);
    if (last?.part === ofPart) last.size += length;
    else stretches.push({ part: ofPart, offset: offsets[index], size: length });
  });
  return stretches;
}

/** What a step's weights were before it, to be asked for before they are updated in place. */
export const negatedCopy = (weights: tf.Tensor) => scale(asVector(weights), -1);

/**
 * @param flat vectors in `layout`; `negated` as `negatedCopy` made it, `weights` after the step
 * @returns sums of squares of gradient, weights and update, stretch by stretch, for `normsOf`
 */
export function dynamicsSums(
  layout: ParameterLayout,
  { gradient, negated, weights }: Record<'gradient' | 'negated' | 'weights', tf.Tensor>,
): tf.Tensor1D {
  const update = tf.add(asVector(weights), asVector(negated));
  const sums = [gradient, negated, update].flatMap((flat) =>
    stretchesOf(layout).map(({ offset, size }) => sumOfSquares(part(flat, offset, size))),
  );
  return pack(sums, {
    offsets: sums.map((_, index) => index * stride),
    size: sums.length * stride,
  });
}

/** The order of the forward pass; within a stack parts stand in it already. */
const rankOf = (name: string) =>
  ['embedding', 'encoder.', 'layers.', 'head'].findIndex((start) => name.startsWith(start));

/**
 * @param sums of `dynamicsSums`
 * @param unscale what the gradient is to be multiplied by; 0 where the step was skipped
 */
export function normsOf(layout: ParameterLayout, sums: Float32Array, unscale = 1): PartNorms[] {
  const stretches = stretchesOf(layout);
  /** @param quantity in the order of `dynamicsSums` */
  const norm = (name: string, quantity: number) => {
    let squares = 0;
    stretches.forEach((stretch, index) => {
      if (stretch.part !== name) return;
      const start = (quantity * stretches.length + index) * stride;
      for (const sum of sums.subarray(start, start + mostSumsOfSquares)) squares += sum;
    });
    return Math.sqrt(squares);
  };
  return [...new Set(stretches.map((stretch) => stretch.part))]
    .sort((left, right) => rankOf(left) - rankOf(right))
    .map((name) => ({
      part: name,
      gradient: unscale === 0 ? 0 : norm(name, 0) * unscale,
      weights: norm(name, 1),
      update: norm(name, 2),
    }));
}

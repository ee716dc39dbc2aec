/**
 * @file The model in TensorFlow.js 4.22 as it comes: its own operations, on the backend that is asked
 * for.
 */
import * as tf from '@tensorflow/tfjs-core';
import plainUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import simdUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import threadedUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url';
import type { ModelConfig } from '../../../src/models/config';
import type { BackendName } from '../protocol';
import type { Trial } from '../trial';

export type Parameters = Record<string, tf.Variable>;

/** Selects the backend. @returns what it says of itself */
export async function start(backend: BackendName): Promise<string> {
  if (backend === 'webgpu') {
    await import('@tensorflow/tfjs-backend-webgpu');
    await tf.setBackend('webgpu');
    return '';
  }
  const wasm = await import('@tensorflow/tfjs-backend-wasm');
  // Relative to this script, which lies beside them in the bundle.
  const absolute = (url: string) => new URL(url, import.meta.url).href;
  wasm.setWasmPaths({
    'tfjs-backend-wasm.wasm': absolute(plainUrl),
    'tfjs-backend-wasm-simd.wasm': absolute(simdUrl),
    'tfjs-backend-wasm-threaded-simd.wasm': absolute(threadedUrl),
  });
  // Its own rule is half of the cores, and the others take all.
  wasm.setThreadsCount(navigator.hardwareConcurrency);
  await tf.setBackend('wasm');
  return `${wasm.getThreadsCount()} threads`;
}

export function variablesOf(trial: Trial): Parameters {
  const parameters: Parameters = {};
  for (const [name, { data, shape }] of Object.entries(trial.parameters())) {
    parameters[name] = tf.variable(tf.tensor(data, shape), true, name);
  }
  return parameters;
}

/** `[time, time]`: −10⁹ where a query may not look. */
export function causalMask(time: number): tf.Tensor {
  const all = tf.ones<tf.Rank.R2>([time, time]);
  return tf.mul(tf.sub(1, tf.linalg.bandPart(all, -1, 0)), -1e9);
}

/**
 * The residual stream after the last norm.
 * @param ids sequences of `time` tokens, one after the other
 * @param mask of that time
 * @returns `[ids, width]`
 */
export function hiddenOf(
  model: ModelConfig,
  parameters: Parameters,
  mask: tf.Tensor,
  ids: Int32Array,
): tf.Tensor {
  const { width, vocabularySize, layers } = model;
  const [time] = mask.shape;
  // Not `gather`: the WASM backend has no `UnsortedSegmentSum`, which its gradient needs.
  const embedded = tf.matMul(oneHot(ids, vocabularySize), parameters['embedding.token.weight']);
  const places = tf.slice(parameters['embedding.position.weight'], [0, 0], [time, width]);
  let x = tf.add(tf.reshape(embedded, [-1, time, width]), places);
  x = tf.reshape(x, [ids.length, width]);
  for (let layer = 0; layer < layers; layer++) {
    const name = `layers.${layer}`;
    x = tf.add(x, attention(model, parameters, `${name}.attention`, x, mask));
    x = tf.add(x, feedForward(parameters, `${name}.feedForward`, x));
  }
  return layerNorm(parameters, 'final.norm', x);
}

/** The WASM backend makes int32, whatever type `oneHot` is asked for. */
export function oneHot(ids: Int32Array, depth: number): tf.Tensor {
  return tf.cast(tf.oneHot(tf.tensor1d(ids, 'int32'), depth), 'float32');
}

function attention(
  { heads, width }: ModelConfig,
  parameters: Parameters,
  name: string,
  x: tf.Tensor,
  mask: tf.Tensor,
): tf.Tensor {
  const headDim = width / heads;
  const [time] = mask.shape;
  const projected = linear(
    parameters,
    `${name}.queryKeyValue`,
    layerNorm(parameters, `${name}.norm`, x),
  );
  const [queries, keys, values] = tf
    .split(projected, 3, 1)
    .map((part) => tf.transpose(tf.reshape(part, [-1, time, heads, headDim]), [0, 2, 1, 3]));
  const scores = tf.mul(tf.matMul(queries, keys, false, true), 1 / Math.sqrt(headDim));
  const mixed = tf.matMul(tf.softmax(tf.add(scores, mask)), values);
  const joined = tf.reshape(tf.transpose(mixed, [0, 2, 1, 3]), [-1, width]);
  return linear(parameters, `${name}.output`, joined);
}

function feedForward(parameters: Parameters, name: string, x: tf.Tensor): tf.Tensor {
  const hidden = linear(parameters, `${name}.up`, layerNorm(parameters, `${name}.norm`, x));
  return linear(parameters, `${name}.down`, gelu(hidden));
}

function linear(parameters: Parameters, name: string, x: tf.Tensor): tf.Tensor {
  return tf.fused.matMul({
    a: x,
    b: parameters[`${name}.weight`],
    bias: parameters[`${name}.bias`],
  });
}

function layerNorm(parameters: Parameters, name: string, x: tf.Tensor): tf.Tensor {
  const { mean, variance } = tf.moments(x, 1, true);
  const normalised = tf.mul(tf.sub(x, mean), tf.rsqrt(tf.add(variance, 1e-5)));
  return tf.add(tf.mul(normalised, parameters[`${name}.gain`]), parameters[`${name}.bias`]);
}

/** In the tanh form. */
function gelu(x: tf.Tensor): tf.Tensor {
  const cubic = tf.add(x, tf.mul(tf.mul(tf.square(x), x), 0.044715));
  const gate = tf.add(tf.tanh(tf.mul(cubic, Math.sqrt(2 / Math.PI))), 1);
  return tf.mul(tf.mul(x, gate), 0.5);
}

/**
 * @file TensorFlow.js 4.22 as it comes, used as its guides say: operations with their own gradients,
 * `variableGrads`, its Adam, `tidy`. What Adam lacks of AdamW (decay, clipping) is plain operations.
 */
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import plainUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import simdUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import threadedUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url';
import type { ModelConfig } from '../../../src/models/config';
import type { Batch } from '../../../src/training/batches';
import type { BackendName, Peer } from '../protocol';
import type { Trial } from '../trial';

type Parameters = Record<string, tf.Variable>;

export async function openStock(backend: BackendName, trial: Trial): Promise<Peer> {
  const facts = await start(backend);
  const { model, training } = trial;
  const parameters: Parameters = {};
  for (const [name, { data, shape }] of Object.entries(trial.parameters())) {
    parameters[name] = tf.variable(tf.tensor(data, shape), true, name);
  }
  const mask = tf.keep(causalMask(model.contextLength));
  const [beta1, beta2] = training.betas;
  const adam = tf.train.adam(training.learningRate, beta1, beta2, training.epsilon);

  /** Of a decayed weight. */
  const kept = 1 - training.learningRate * training.weightDecay;
  const step = (batch: Batch) =>
    tf.tidy(() => {
      const { value, grads } = tf.variableGrads(
        () => lossOf(model, parameters, mask, batch),
        Object.values(parameters),
      );
      const squares = Object.values(grads).map((gradient) => tf.sum(tf.square(gradient)));
      // Not `addN`: on WebGPU it binds all of its arguments to one shader, which takes but eight.
      const norm = tf.sqrt(tf.sum(tf.stack(squares)));
      const scale = tf.minimum(1, tf.div(training.gradientClip, tf.add(norm, 1e-6)));
      for (const variable of Object.values(parameters)) {
        if (variable.rank > 1) variable.assign(tf.mul(variable, kept));
      }
      adam.applyGradients(
        Object.entries(grads).map(([name, gradient]) => ({
          name,
          tensor: tf.mul(gradient, scale),
        })),
      );
      return value;
    });

  let done = 0;
  return {
    async step() {
      const loss = step(trial.batch(done++));
      const [value] = await loss.data();
      loss.dispose();
      return value;
    },
    facts,
  };
}

async function start(backend: BackendName): Promise<string> {
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

function causalMask(time: number): tf.Tensor {
  const all = tf.ones<tf.Rank.R2>([time, time]);
  return tf.mul(tf.sub(1, tf.linalg.bandPart(all, -1, 0)), -1e9);
}

function lossOf(
  model: ModelConfig,
  parameters: Parameters,
  mask: tf.Tensor,
  batch: Batch,
): tf.Scalar {
  const { contextLength, width, vocabularySize, layers } = model;
  const rows = batch.inputs.length;
  // Not `gather`: the WASM backend has no `UnsortedSegmentSum`, which its gradient needs.
  const ids = oneHot(batch.inputs, vocabularySize);
  const embedded = tf.matMul(ids, parameters['embedding.token.weight']);
  const places = parameters['embedding.position.weight'];
  let x = tf.add(tf.reshape(embedded, [-1, contextLength, width]), places);
  x = tf.reshape(x, [rows, width]);
  for (let layer = 0; layer < layers; layer++) {
    const name = `layers.${layer}`;
    x = tf.add(x, attention(model, parameters, `${name}.attention`, x, mask));
    x = tf.add(x, feedForward(parameters, `${name}.feedForward`, x));
  }
  const hidden = layerNorm(parameters, 'final.norm', x);
  const logits = tf.matMul(hidden, parameters['head.weight'], false, true);
  return tf.losses.softmaxCrossEntropy(oneHot(batch.targets, vocabularySize), logits);
}

/** The WASM backend makes int32, whatever type `oneHot` is asked for. */
function oneHot(ids: Int32Array, depth: number): tf.Tensor {
  return tf.cast(tf.oneHot(tf.tensor1d(ids, 'int32'), depth), 'float32');
}

function attention(
  { heads, width, contextLength }: ModelConfig,
  parameters: Parameters,
  name: string,
  x: tf.Tensor,
  mask: tf.Tensor,
): tf.Tensor {
  const headDim = width / heads;
  const projected = linear(
    parameters,
    `${name}.queryKeyValue`,
    layerNorm(parameters, `${name}.norm`, x),
  );
  const [queries, keys, values] = tf
    .split(projected, 3, 1)
    .map((part) =>
      tf.transpose(tf.reshape(part, [-1, contextLength, heads, headDim]), [0, 2, 1, 3]),
    );
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

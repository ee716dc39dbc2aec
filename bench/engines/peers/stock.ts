/**
 * @file TensorFlow.js 4.22 as it comes, used as its guides say: operations with their own gradients,
 * `variableGrads`, its Adam, `tidy`. What Adam lacks of AdamW (decay, clipping) is plain operations.
 */
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import type { ModelConfig } from '../../../src/models/config';
import type { Batch } from '../../../src/training/objectives/objective';
import type { BackendName, Peer } from '../protocol';
import type { Trial } from '../trial';
import { causalMask, hiddenOf, oneHot, start, variablesOf, type Parameters } from './stock-model';

export async function openStock(backend: BackendName, trial: Trial): Promise<Peer> {
  const facts = await start(backend);
  const { model, training } = trial;
  const parameters = variablesOf(trial);
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
      return { values: [value] };
    },
    facts,
  };
}

function lossOf(
  model: ModelConfig,
  parameters: Parameters,
  mask: tf.Tensor,
  { inputs, targets }: Batch,
): tf.Scalar {
  const hidden = hiddenOf(model, parameters, mask, inputs);
  const logits = tf.matMul(hidden, parameters['head.weight'], false, true);
  return tf.losses.softmaxCrossEntropy(oneHot(targets, model.vocabularySize), logits);
}

/**
 * @file TensorFlow.js 4.22 as it comes, writing texts: it has no cache of keys and values, so the texts
 * so far go through the model again for every token. All at once, without padding, and only their
 * last places go through the head; the likeliest tokens are found where they are.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { BackendName, Peer } from '../protocol';
import type { Trial } from '../trial';
import { causalMask, hiddenOf, start, variablesOf } from './stock-model';

export async function openStockDecoding(
  backend: BackendName,
  trial: Trial,
  { columns, promptLength }: { columns: number; promptLength: number },
): Promise<Peer> {
  const facts = await start(backend);
  const { model } = trial;
  const parameters = variablesOf(trial);
  const texts = trial.prompts(columns, promptLength);
  return {
    async step() {
      const time = texts[0].length;
      const likeliest = tf.tidy(() => {
        const hidden = hiddenOf(model, parameters, causalMask(time), Int32Array.from(texts.flat()));
        const byText = tf.reshape(hidden, [columns, time, model.width]);
        const last = tf.slice(byText, [0, time - 1, 0], [columns, 1, model.width]);
        const rows = tf.reshape(last, [columns, model.width]);
        return tf.argMax(tf.matMul(rows, parameters['head.weight'], false, true), 1);
      });
      const values = Array.from(await likeliest.data());
      likeliest.dispose();
      texts.forEach((ids, column) => ids.push(values[column]));
      return { values };
    },
    facts,
  };
}

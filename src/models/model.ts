/**
 * @file A model with its weights on the engine: what pictures and decoding ask. It owns its
 * parameter tensors until `dispose`.
 */
import * as tf from '@tensorflow/tfjs-core';
import { LabError } from '../base/errors';
import type { NamedArrays } from '../base/arrays';
import type { ModelConfig } from './config';
import { parameterShapes } from './parameters';
import {
  forward,
  hiddenStates,
  logitsOf,
  type AttentionRecord,
  type Parameters,
} from './transformer';

export interface RecordedAttention {
  /** `[layers, heads, time, time]` */
  probabilities: Float32Array;
  /** `[layers, heads, time, headDim]`, before rotation. */
  query: Float32Array;
  key: Float32Array;
}

export class LanguageModel {
  readonly vocabularySize: number;
  readonly contextLength: number;
  /** Tensors by name; the trainer replaces them after each step. */
  parameters: Parameters = {};

  /** @throws LabError `storage.damaged` if names or shapes are not those of the config */
  constructor(
    readonly config: ModelConfig,
    arrays: NamedArrays,
  ) {
    this.vocabularySize = config.vocabularySize;
    this.contextLength = config.contextLength;
    for (const [name, shape] of Object.entries(parameterShapes(config))) {
      const array = arrays[name];
      if (array?.shape.join() !== shape.join()) {
        const reason = `${name} should have the shape [${shape}], not [${array?.shape ?? 'none'}]`;
        throw new LabError('storage.damaged', { name: 'model', reason });
      }
    }
    for (const name of Object.keys(parameterShapes(config))) {
      this.parameters[name] = tf.keep(tf.tensor(arrays[name].data, arrays[name].shape));
    }
  }

  dispose(): void {
    tf.dispose(this.parameters);
    this.parameters = {};
  }

  async arrays(): Promise<NamedArrays> {
    const arrays: NamedArrays = {};
    for (const [name, tensor] of Object.entries(this.parameters)) {
      arrays[name] = { shape: tensor.shape, data: await readFloats(tensor) };
    }
    return arrays;
  }

  /**
   * Logits of the token after each sequence, `[vocabulary]` each, in one forward pass: shorter
   * sequences are padded at the end, which a causal model does not see.
   * @param sequences non-empty; only the last `contextLength` ids are seen
   */
  async nextLogits(sequences: readonly (readonly number[])[]): Promise<Float32Array[]> {
    const seen = sequences.map((ids) => this.checked(ids.slice(-this.contextLength)));
    const time = Math.max(...seen.map((ids) => ids.length));
    const logits = tf.tidy(() => {
      const tokens = tf.tensor2d(
        Int32Array.from(seen.flatMap((ids) => padded(ids, time))),
        [seen.length, time],
        'int32',
      );
      const hidden = hiddenStates(this.config, this.parameters, tokens);
      const lastRows = seen.map((ids, row) => row * time + ids.length - 1);
      const last = tf.gather(hidden, tf.tensor1d(lastRows, 'int32'));
      return logitsOf(this.config, this.parameters, last);
    });
    const all = await readFloats(logits);
    logits.dispose();
    return seen.map((_, row) =>
      all.slice(row * this.vocabularySize, (row + 1) * this.vocabularySize),
    );
  }

  /** Logits at every position: `[time, vocabulary]`. @throws LabError `model.*` */
  async logits(ids: readonly number[]): Promise<Float32Array> {
    const logits = tf.tidy(() => forward(this.config, this.parameters, this.tokensOf(ids)));
    const data = await readFloats(logits);
    logits.dispose();
    return data;
  }

  /** What every head of every layer does with a text. @throws LabError `model.*` */
  async inspect(ids: readonly number[]): Promise<RecordedAttention> {
    const [probabilities, query, key] = tf.tidy(() => {
      const records: AttentionRecord[] = [];
      hiddenStates(this.config, this.parameters, this.tokensOf(ids), { records });
      return [
        tf.concat(records.map((record) => record.probabilities)),
        tf.concat(records.map((record) => record.query)),
        tf.concat(records.map((record) => record.key)),
      ];
    });
    const recorded = {
      probabilities: await readFloats(probabilities),
      query: await readFloats(query),
      key: await readFloats(key),
    };
    tf.dispose([probabilities, query, key]);
    return recorded;
  }

  private tokensOf(ids: readonly number[]): tf.Tensor2D {
    const { contextLength } = this;
    if (ids.length > contextLength) {
      throw new LabError('model.tooLong', { length: ids.length, contextLength });
    }
    return tf.tensor2d(Int32Array.from(this.checked(ids)), [1, ids.length], 'int32');
  }

  private checked(ids: readonly number[]): readonly number[] {
    if (ids.length === 0) throw new LabError('model.empty');
    const { vocabularySize } = this;
    const id = ids.find((candidate) => !(candidate >= 0 && candidate < vocabularySize));
    if (id !== undefined) throw new LabError('model.tokenOutOfRange', { id, vocabularySize });
    return ids;
  }
}

/** Padding comes after the text, where a causal model does not look; any id will do. */
function padded(ids: readonly number[], time: number): number[] {
  return Array.from({ length: time }, (_, position) => ids[position] ?? 0);
}

/** A copy of a float tensor's values; the tensor stays. */
export async function readFloats(tensor: tf.Tensor): Promise<Float32Array> {
  return Float32Array.from(await tensor.data());
}

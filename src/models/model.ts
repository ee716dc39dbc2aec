/**
 * @file A model with its weights on a machine: what pictures and decoding ask. It owns its weights
 * and caches until `dispose`.
 */
import type * as tf from '@tensorflow/tfjs-core';
import { LabError } from '../base/errors';
import type { NamedArrays } from '../base/arrays';
import type { Draw } from '../tensor/ops/sample';
import type { Machine, Results, Step, Store } from '../tensor/machine';
import type { Routing } from '../tensor/ops/experts';
import { unpack } from '../tensor/ops/pack';
import { asMatrix } from '../tensor/shapes';
import { CachedForward } from './cached-forward';
import { headDimOf, keyValueHeadsOf } from './block';
import type { ModelConfig } from './config';
import { flatten, named, parameterLayout, requireArrays, type ParameterLayout } from './layout';
import { hiddenStates, logitsOf, type AttentionRecord, type Parameters } from './transformer';

export interface RecordedAttention {
  /** `[layers, heads, time, time]` */
  probabilities: Float32Array;
  /** `[layers, heads, time, headDim]`, before rotation; heads may share their keys. */
  query: Float32Array;
  key: Float32Array;
}

/** Of each token of a text, layer by layer: `[layers, time, perToken]`. */
export interface RecordedRouting {
  experts: Int32Array;
  /** What the experts' answers are multiplied by. */
  gates: Float32Array;
}

export class LanguageModel {
  readonly vocabularySize: number;
  readonly contextLength: number;
  readonly layout: ParameterLayout;
  /** All parameters, flat; the trainer changes them in place. */
  readonly weights: Store;
  /** Made when they are first asked for: building kernels takes a while. */
  private forwardStep: Step | null = null;
  private inspectionStep: Step | null = null;
  private routingStep: Step | null = null;
  private cachedForward: CachedForward | null = null;

  /** @throws LabError `storage.damaged` if names or shapes are not those of the config */
  constructor(
    private readonly machine: Machine,
    readonly config: ModelConfig,
    arrays: NamedArrays,
  ) {
    this.vocabularySize = config.vocabularySize;
    this.contextLength = config.contextLength;
    this.layout = parameterLayout(config);
    requireArrays(arrays, this.layout, 'model');
    this.weights = machine.store(this.layout.size);
    this.weights.write(flatten(arrays, this.layout));
  }

  /** To be told when the weights were changed: what was computed with the old ones is void. */
  weightsChanged(): void {
    this.cachedForward?.forget();
  }

  dispose(): void {
    this.forwardStep?.dispose();
    this.inspectionStep?.dispose();
    this.routingStep?.dispose();
    this.cachedForward?.dispose();
    this.weights.dispose();
  }

  async arrays(): Promise<NamedArrays> {
    return named(await this.weights.read(), this.layout);
  }

  /**
   * Logits of the token after each sequence, `[vocabulary]` each. What sequences have in common with
   * each other and with those of earlier calls is not computed again.
   * @param sequences non-empty; only the last `contextLength` ids are seen
   */
  async nextLogits(sequences: readonly (readonly number[])[]): Promise<Float32Array[]> {
    return this.decoder().nextLogits(this.seen(sequences));
  }

  /** The same with the residual stream after the last norm, `[width]` each. */
  nextStates(
    sequences: readonly (readonly number[])[],
  ): Promise<{ logits: Float32Array; hidden: Float32Array }[]> {
    return this.decoder().nextStates(this.seen(sequences));
  }

  /**
   * The token after each sequence, drawn where the model is, so that only its id is read back.
   * @param sequences as for `nextLogits`
   * @param draws one for each sequence
   */
  async nextTokens(
    sequences: readonly (readonly number[])[],
    draws: readonly Draw[],
  ): Promise<number[]> {
    return this.decoder().nextTokens(this.seen(sequences), draws);
  }

  /** Logits at every position: `[time, vocabulary]`. @throws LabError `model.*` */
  async logits(ids: readonly number[]): Promise<Float32Array> {
    this.forwardStep ??= this.compileForward('logits', (tokens, parameters) => ({
      logits: logitsOf(this.config, parameters, hiddenStates(this.config, parameters, tokens)),
    }));
    const { logits } = await this.forwardStep.run(this.tokensOf(ids), ['logits']);
    return logits.slice(0, ids.length * this.vocabularySize);
  }

  /** What every head of every layer does with a text. @throws LabError `model.*` */
  async inspect(ids: readonly number[]): Promise<RecordedAttention> {
    this.inspectionStep ??= this.compileForward('inspection', (tokens, parameters) => {
      const records: AttentionRecord[] = [];
      hiddenStates(this.config, parameters, tokens, { records });
      const outputs: Results['outputs'] = {};
      records.forEach(({ probabilities, queryKeyValue }, layer) => {
        outputs[`probabilities.${layer}`] = probabilities;
        outputs[`queryKeyValue.${layer}`] = queryKeyValue;
      });
      return outputs;
    });
    const { layers, heads, width } = this.config;
    const time = ids.length;
    const headDim = headDimOf(this.config);
    const keyValueHeads = keyValueHeadsOf(this.config);
    const projectedWidth = width + 2 * keyValueHeads * headDim;
    const names = Array.from({ length: layers }, (_, layer) => [
      `probabilities.${layer}`,
      `queryKeyValue.${layer}`,
    ]);
    const outputs = await this.inspectionStep.run(this.tokensOf(ids), names.flat());
    const recorded = {
      probabilities: new Float32Array(layers * heads * time * time),
      query: new Float32Array(layers * heads * time * headDim),
      key: new Float32Array(layers * heads * time * headDim),
    };
    names.forEach(([probabilities, queryKeyValue], layer) => {
      for (let head = 0; head < heads; head++) {
        for (let place = 0; place < time; place++) {
          const row = (layer * heads + head) * time + place;
          // The step works on the full context; what lies after the text is cut off.
          const from = (head * this.contextLength + place) * this.contextLength;
          const attended = outputs[probabilities].subarray(from, from + time);
          recorded.probabilities.set(attended, row * time);
          const projected = outputs[queryKeyValue].subarray(place * projectedWidth);
          const vector = (at: number) => projected.subarray(at * headDim, (at + 1) * headDim);
          const shared = Math.floor((head * keyValueHeads) / heads);
          recorded.query.set(vector(head), row * headDim);
          recorded.key.set(vector(heads + shared), row * headDim);
        }
      }
    });
    return recorded;
  }

  /**
   * Which experts the tokens of a text go to; none is dropped. Empty where the model has no experts.
   * @throws LabError `model.*`
   */
  async routing(ids: readonly number[]): Promise<RecordedRouting> {
    const { layers, experts } = this.config;
    if (!experts) return { experts: new Int32Array(0), gates: new Float32Array(0) };
    this.routingStep ??= this.compileForward('routing', (tokens, parameters) => {
      const routings: Routing[] = [];
      hiddenStates(this.config, parameters, tokens, { routings });
      return Object.fromEntries(
        routings.flatMap(({ chosen, gates }, layer) => [
          [`experts.${layer}`, chosen],
          [`gates.${layer}`, gates],
        ]),
      );
    });
    const size = ids.length * experts.perToken;
    const numbers = Array.from({ length: layers }, (_, layer) => layer);
    const outputs = await this.routingStep.run(
      this.tokensOf(ids),
      numbers.flatMap((layer) => [`experts.${layer}`, `gates.${layer}`]),
    );
    const of = (name: string) =>
      numbers.flatMap((layer) => [...outputs[`${name}.${layer}`].subarray(0, size)]);
    return { experts: Int32Array.from(of('experts')), gates: Float32Array.from(of('gates')) };
  }

  private decoder(): CachedForward {
    this.cachedForward ??= new CachedForward(this.machine, this.config, this.weights);
    return this.cachedForward;
  }

  private seen(sequences: readonly (readonly number[])[]): (readonly number[])[] {
    return sequences.map((ids) => this.checked(ids.slice(-this.contextLength)));
  }

  /** A step over one sequence of the full context: one set of kernels for texts of all lengths. */
  private compileForward(
    name: string,
    outputsOf: (tokens: tf.Tensor2D, parameters: Parameters) => Results['outputs'],
  ): Step {
    const { contextLength, layout } = this;
    return this.machine.compile(
      {
        name,
        stores: { weights: [layout.size] },
        feeds: { tokens: { shape: [1, contextLength], type: 'int32' } },
        body: ({ weights, tokens }) => ({
          outputs: outputsOf(asMatrix(tokens, 1, contextLength), unpack(weights, layout)),
        }),
      },
      { weights: this.weights },
    );
  }

  /** Padding comes after the text, where a causal model does not look; any id will do. */
  private tokensOf(ids: readonly number[]): { tokens: Int32Array } {
    const { contextLength } = this;
    if (ids.length > contextLength) {
      throw new LabError('model.tooLong', { length: ids.length, contextLength });
    }
    const tokens = new Int32Array(contextLength);
    tokens.set(this.checked(ids));
    return { tokens };
  }

  private checked(ids: readonly number[]): readonly number[] {
    if (ids.length === 0) throw new LabError('model.empty');
    const { vocabularySize } = this;
    const id = ids.find((candidate) => !(candidate >= 0 && candidate < vocabularySize));
    if (id !== undefined) throw new LabError('model.tokenOutOfRange', { id, vocabularySize });
    return ids;
  }
}

/**
 * @file A model with its weights on a machine: what pictures and decoding ask. It owns its weights
 * and caches until `dispose`.
 */
import type * as tf from '@tensorflow/tfjs-core';
import { LabError } from '../base/errors';
import type { NamedArrays } from '../base/arrays';
import type { Draw } from '../tensor/ops/sample';
import type { Blueprint, Feeds, Machine, Results, Step, Store } from '../tensor/machine';
import type { Routing } from '../tensor/ops/experts';
import { unpack } from '../tensor/ops/pack';
import { asMatrix, asVector } from '../tensor/shapes';
import { CachedForward, type GivenText, type NextTokens } from './cached-forward';
import { architectureOf, type ModelConfig } from './config';
import { flatten, named, parameterLayout, requireArrays, type ParameterLayout } from './layout';
import {
  attentionNames,
  cutAttention,
  cutProbabilities,
  cutRouting,
  probabilityNames,
  routingNames,
  type CrossAttention,
  type RecordedAttention,
  type RecordedRouting,
} from './recorded';
import { revisedStep, revisionFeeds } from './revised-step';
import { partedAtSource, SourceDecoder } from './source-decoder';
import { lastNorm } from './stack';
import {
  encode,
  hiddenStates,
  logitsOf,
  type AttentionRecord,
  type Memory,
  type Parameters,
  type Watch,
} from './transformer';
import { watchingOf } from './watching';

export class LanguageModel {
  readonly vocabularySize: number;
  readonly contextLength: number;
  readonly layout: ParameterLayout;
  /** All parameters, flat; the trainer changes them in place. */
  readonly weights: Store;
  /** Made when they are first asked for: building kernels takes a while. */
  private forwardStep: Step | null = null;
  private inspectionStep: Step | null = null;
  private crossStep: Step | null = null;
  /** The latest: most look at the same place again. */
  private watching: { key: string; step: Step; shapes: Record<string, number[]> } | null = null;
  private routingStep: Step | null = null;
  private readOutStep: Step | null = null;
  /** With the mask, and open. */
  private readonly revisions: Step[] = [];
  private nextTokensBy: NextTokens | null = null;

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
    this.nextTokensBy?.forget();
  }

  dispose(): void {
    this.forwardStep?.dispose();
    this.inspectionStep?.dispose();
    this.crossStep?.dispose();
    this.watching?.step.dispose();
    this.routingStep?.dispose();
    this.readOutStep?.dispose();
    this.revisions.forEach((step) => step.dispose());
    this.nextTokensBy?.dispose();
    this.weights.dispose();
  }

  async arrays(): Promise<NamedArrays> {
    return named(await this.weights.read(), this.layout);
  }

  /**
   * Logits of the token after each sequence, `[vocabulary]` each. What sequences have in common with
   * each other and with those of earlier calls is not computed again.
   * @param sequences non-empty; only the last `contextLength` ids are seen. Of an encoder-decoder, `source
   *   0 target`, where the source and the target are as long as that.
   * @param prefix so many ids, the first of each sequence, see each other, as the prompt of a model that
   *   was trained as a prefix LM (Raffel et al. 2019, arXiv 1910.10683); 0: none
   * @throws LabError `model.encoder` where the model only reads
   */
  async nextLogits(sequences: readonly (readonly number[])[], prefix = 0): Promise<Float32Array[]> {
    return this.decoder().nextLogits(this.seen(sequences, prefix));
  }

  /** The same with the residual stream after the last norm, `[width]` each. */
  async nextStates(
    sequences: readonly (readonly number[])[],
    prefix = 0,
  ): Promise<{ logits: Float32Array; hidden: Float32Array }[]> {
    return this.decoder().nextStates(this.seen(sequences, prefix));
  }

  /**
   * The token after each sequence, drawn where the model is, so that only its id is read back.
   * @param sequences as for `nextLogits`
   * @param draws one for each sequence
   */
  async nextTokens(
    sequences: readonly (readonly number[])[],
    draws: readonly Draw[],
    prefix = 0,
  ): Promise<number[]> {
    return this.decoder().nextTokens(this.seen(sequences, prefix), draws);
  }

  /**
   * Logits at every position: `[time, vocabulary]`; of an encoder-decoder, at those of the target.
   * @throws LabError `model.*`
   */
  async logits(ids: readonly number[]): Promise<Float32Array> {
    const { config } = this;
    this.forwardStep ??= this.compileForward('logits', (parameters, { tokens, ...reading }) => ({
      logits: logitsOf(config, parameters, hiddenStates(config, parameters, tokens, reading)),
    }));
    const { logits } = await this.forwardStep.run(this.tokensOf(ids), ['logits']);
    const time = this.readsSource
      ? partedAtSource(ids, this.contextLength).target.length
      : ids.length;
    return logits.slice(0, time * this.vocabularySize);
  }

  /**
   * What every head of every layer does with a text; of an encoder-decoder, in its encoder.
   * @throws LabError `model.*`
   */
  async inspect(ids: readonly number[]): Promise<RecordedAttention> {
    const { config } = this;
    this.inspectionStep ??= this.compileReading('inspection', (parameters, tokens, lengths) => {
      const records: AttentionRecord[] = [];
      const options = { records, lengths };
      if (this.readsSource) encode(config, parameters, tokens, options);
      else hiddenStates(config, parameters, tokens, options);
      const outputs: Results['outputs'] = {};
      records.forEach(({ probabilities, queryKeyValue }, layer) => {
        outputs[`probabilities.${layer}`] = probabilities;
        outputs[`queryKeyValue.${layer}`] = queryKeyValue;
      });
      return outputs;
    });
    const feeds = { tokens: this.padded(ids), lengths: Int32Array.of(ids.length) };
    const outputs = await this.inspectionStep.run(feeds, attentionNames(config));
    return cutAttention(config, outputs, ids.length);
  }

  /**
   * What the decoder of an encoder-decoder looks at in its source.
   * @param ids `source 0 target`
   * @returns `[layers, heads, target, source]`, where both parts have the 0; rows sum to 1
   */
  async crossAttention(ids: readonly number[]): Promise<CrossAttention> {
    const { config, contextLength } = this;
    this.crossStep ??= this.compileForward('crossAttention', (parameters, { tokens, memory }) => {
      const records: AttentionRecord[] = [];
      hiddenStates(config, parameters, tokens, { records, memory });
      const outputs: Results['outputs'] = {};
      records.forEach(({ crossProbabilities }, layer) => {
        if (crossProbabilities) outputs[`probabilities.${layer}`] = crossProbabilities;
      });
      return outputs;
    });
    const { source, target } = partedAtSource(ids, contextLength);
    const outputs = await this.crossStep.run(this.tokensOf(ids), probabilityNames(config));
    const probabilities = cutProbabilities(config, outputs, target.length, source.length);
    return { source: [...source], target: [...target], probabilities };
  }

  /**
   * Values on the way from a text to its logits, by the names of `ForwardOptions.watch`, over the full
   * context: what lies after the text is padding. Of an encoder-decoder, `source 0 target` is read.
   * @throws LabError `model.*`
   */
  async watchValues(ids: readonly number[], names: readonly string[]): Promise<NamedArrays> {
    const key = names.join(' ');
    if (this.watching?.key !== key) {
      this.watching?.step.dispose();
      const { outputsOf, shapes, watch } = watchingOf(this.config, new Set(names));
      this.watching = { key, shapes, step: this.compileForward('watching', outputsOf, watch) };
    }
    const { step, shapes } = this.watching;
    const outputs = await step.run(this.tokensOf(ids), names);
    return Object.fromEntries(
      names.map((name) => [name, { shape: shapes[name], data: outputs[name] }]),
    );
  }

  /**
   * Logits as `logits` gives them, of a pass whose heads see and give something else. Not of an
   * encoder-decoder.
   * @param seen by layer `[heads, contextLength, contextLength]`, as of `Revision`
   * @param added by layer `[contextLength, heads·headDim]`
   * @param isOpen whether a query may see a key that the mask hides
   * @throws LabError `model.*`
   */
  async revisedLogits(
    ids: readonly number[],
    seen: readonly Float32Array[],
    added: readonly Float32Array[],
    isOpen: boolean,
  ): Promise<Float32Array> {
    const { config, weights } = this;
    this.revisions[Number(isOpen)] ??= this.machine.compile(revisedStep(config, isOpen), {
      weights,
    });
    const feeds = { ...this.tokensOf(ids), ...revisionFeeds(seen, added) };
    const { logits } = await this.revisions[Number(isOpen)].run(feeds, ['logits']);
    return logits.slice(0, ids.length * this.vocabularySize);
  }

  /**
   * What the head would make of the residual stream as it is somewhere in the stack.
   * @param residual `[contextLength, width]`
   * @returns `[contextLength, vocabulary]`
   */
  async readOut(residual: Float32Array): Promise<Float32Array> {
    const { config, contextLength } = this;
    const { width } = config;
    this.readOutStep ??= this.compile(
      'readOut',
      { residual: { shape: [contextLength, width], type: 'float32' } },
      (parameters, { residual: given }) => {
        const hidden = lastNorm({ config, parameters }, asMatrix(given, contextLength, width));
        return { logits: logitsOf(config, parameters, hidden) };
      },
    );
    return (await this.readOutStep.run({ residual }, ['logits'])).logits;
  }

  /**
   * Which experts the tokens of a text go to, in the stack that reads it; none is dropped. Empty where the
   * model has no experts.
   * @throws LabError `model.*`
   */
  async routing(ids: readonly number[]): Promise<RecordedRouting> {
    const { config } = this;
    if (!config.experts) return { experts: new Int32Array(0), gates: new Float32Array(0) };
    this.routingStep ??= this.compileReading('routing', (parameters, tokens, lengths) => {
      const routings: Routing[] = [];
      const options = { lengths, onRouting: (routing: Routing) => routings.push(routing) };
      if (this.readsSource) encode(config, parameters, tokens, options);
      else hiddenStates(config, parameters, tokens, options);
      const outputs: Results['outputs'] = {};
      routings.forEach(({ chosen, gates }, layer) => {
        outputs[`experts.${layer}`] = chosen;
        outputs[`gates.${layer}`] = gates;
      });
      return outputs;
    });
    const feeds = { tokens: this.padded(ids), lengths: Int32Array.of(ids.length) };
    const outputs = await this.routingStep.run(feeds, routingNames(config));
    return cutRouting(config, outputs, ids.length);
  }

  private get readsSource(): boolean {
    return architectureOf(this.config) === 'encoder-decoder';
  }

  private decoder(): NextTokens {
    this.nextTokensBy ??= this.newDecoder();
    return this.nextTokensBy;
  }

  private newDecoder(): NextTokens {
    const { machine, config, weights } = this;
    switch (architectureOf(config)) {
      case 'decoder-only':
        return new CachedForward(machine, config, weights);
      case 'encoder-decoder':
        return new SourceDecoder(machine, config, weights);
      case 'encoder-only':
        throw new LabError('model.encoder');
    }
  }

  private seen(sequences: readonly (readonly number[])[], prefix: number): GivenText[] {
    return sequences.map((ids) => {
      if (this.readsSource) return { ids: this.checked(ids), prefix: 0 };
      const unseen = Math.max(0, ids.length - this.contextLength);
      const seen = this.checked(ids.slice(unseen));
      return { ids: seen, prefix: Math.max(0, Math.min(prefix - unseen, seen.length)) };
    });
  }

  /** A step over one sequence of the full context: one set of kernels for texts of all lengths. */
  private compileForward(
    name: string,
    outputsOf: (
      parameters: Parameters,
      reading: { tokens: tf.Tensor2D; lengths: tf.Tensor1D; memory: Memory | null },
    ) => Results['outputs'],
    watch: Watch | null = null,
  ): Step {
    const { config, contextLength, readsSource } = this;
    const rows = { shape: [1, contextLength], type: 'int32' } as const;
    const number = { shape: [1], type: 'int32' } as const;
    return this.compile(
      name,
      {
        tokens: rows,
        lengths: number,
        ...(readsSource && { source: rows, sourceLengths: number }),
      },
      (parameters, { tokens, lengths, source, sourceLengths }) => {
        const options = { lengths: sourceLengths && asVector(sourceLengths), watch };
        const memory = readsSource
          ? encode(config, parameters, asMatrix(source, 1, contextLength), options)
          : null;
        return outputsOf(parameters, {
          tokens: asMatrix(tokens, 1, contextLength),
          lengths: asVector(lengths),
          memory,
        });
      },
    );
  }

  /** As `compileForward`, of the stack that reads a text. */
  private compileReading(
    name: string,
    outputsOf: (
      parameters: Parameters,
      tokens: tf.Tensor2D,
      lengths: tf.Tensor1D,
    ) => Results['outputs'],
  ): Step {
    const { contextLength } = this;
    return this.compile(
      name,
      {
        tokens: { shape: [1, contextLength], type: 'int32' },
        lengths: { shape: [1], type: 'int32' },
      },
      (parameters, { tokens, lengths }) =>
        outputsOf(parameters, asMatrix(tokens, 1, contextLength), asVector(lengths)),
    );
  }

  private compile(
    name: string,
    feeds: Blueprint['feeds'],
    outputsOf: (parameters: Parameters, tensors: Record<string, tf.Tensor>) => Results['outputs'],
  ): Step {
    const { layout } = this;
    return this.machine.compile(
      {
        name,
        stores: { weights: [layout.size] },
        feeds,
        body: ({ weights, ...tensors }) => ({
          outputs: outputsOf(unpack(weights, layout), tensors),
        }),
      },
      { weights: this.weights },
    );
  }

  private tokensOf(ids: readonly number[]): Feeds {
    if (!this.readsSource) {
      return { tokens: this.padded(ids), lengths: Int32Array.of(ids.length) };
    }
    const { source, target } = partedAtSource(this.checked(ids), this.contextLength);
    return {
      tokens: this.padded(target),
      lengths: Int32Array.of(target.length),
      source: this.padded(source),
      sourceLengths: Int32Array.of(source.length),
    };
  }

  /** Padding comes after the text, where a causal model does not look and others are told of it. */
  private padded(ids: readonly number[]): Int32Array {
    const { contextLength } = this;
    if (ids.length > contextLength) {
      throw new LabError('model.tooLong', { length: ids.length, contextLength });
    }
    const tokens = new Int32Array(contextLength);
    tokens.set(this.checked(ids));
    return tokens;
  }

  private checked(ids: readonly number[]): readonly number[] {
    if (ids.length === 0) throw new LabError('model.empty');
    const { vocabularySize } = this;
    const id = ids.find((candidate) => !(candidate >= 0 && candidate < vocabularySize));
    if (id !== undefined) throw new LabError('model.tokenOutOfRange', { id, vocabularySize });
    return ids;
  }
}

/**
 * @file A model with its weights on a machine: what pictures and decoding ask. It owns its weights
 * and caches until `dispose`.
 */
import { LabError } from '../base/errors';
import type { NamedArrays } from '../base/arrays';
import type { Draw } from '../tensor/ops/sample';
import type { Blueprint, Machine, Results, Step, Store } from '../tensor/machine';
import type { Routing } from '../tensor/ops/experts';
import { asMatrix } from '../tensor/shapes';
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
import { revisedStep, revisionFeeds, type RevisedHeads } from './revised-step';
import { partsOf } from './source-and-target';
import { SourceDecoder } from './source-decoder';
import { lastNorm } from './stack';
import {
  checked,
  readerFeeds,
  readerShapes,
  readText,
  textFeeds,
  textShapes,
  throughReader,
  weightsStep,
} from './text-step';
import { hiddenStates, logitsOf, type AttentionRecord } from './transformer';
import { watchingOf } from './watching';

export class LanguageModel {
  readonly vocabularySize: number;
  readonly contextLength: number;
  readonly layout: ParameterLayout;
  /** All parameters, flat; the trainer changes them in place. */
  readonly weights: Store;
  /** By their names; made when they are first asked for: building kernels takes a while. */
  private readonly steps = new Map<string, Step>();
  /** The latest: most look at the same place again. */
  private watching: { key: string; step: Step; shapes: Record<string, number[]> } | null = null;
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
    this.steps.forEach((step) => step.dispose());
    this.watching?.step.dispose();
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
    const step = this.step('logits', (name) =>
      weightsStep(config, name, textShapes(config), (parameters, tensors) => {
        const { tokens, ...reading } = readText(config, parameters, tensors);
        const hidden = hiddenStates(config, parameters, tokens, reading);
        return { logits: logitsOf(config, parameters, hidden) };
      }),
    );
    const { logits } = await step.run(textFeeds(config, ids), ['logits']);
    return this.ofTarget(logits, ids);
  }

  /**
   * What every head of every layer does with a text; of an encoder-decoder, in its encoder.
   * @throws LabError `model.*`
   */
  async inspect(ids: readonly number[]): Promise<RecordedAttention> {
    const { config } = this;
    const step = this.step('inspection', (name) =>
      weightsStep(config, name, readerShapes(config), (parameters, tensors) => {
        const records: AttentionRecord[] = [];
        throughReader(config, parameters, tensors, { records });
        const outputs: Results['outputs'] = {};
        records.forEach(({ probabilities, queryKeyValue }, layer) => {
          outputs[`probabilities.${layer}`] = probabilities;
          outputs[`queryKeyValue.${layer}`] = queryKeyValue;
        });
        return outputs;
      }),
    );
    const outputs = await step.run(readerFeeds(config, ids), attentionNames(config));
    return cutAttention(config, outputs, ids.length);
  }

  /**
   * What the decoder of an encoder-decoder looks at in its source.
   * @param ids `source 0 target`
   * @returns `[layers, heads, target, source]`, where both parts have the 0; rows sum to 1
   */
  async crossAttention(ids: readonly number[]): Promise<CrossAttention> {
    const { config } = this;
    const step = this.step('crossAttention', (name) =>
      weightsStep(config, name, textShapes(config), (parameters, tensors) => {
        const records: AttentionRecord[] = [];
        const { tokens, memory } = readText(config, parameters, tensors);
        hiddenStates(config, parameters, tokens, { records, memory });
        const outputs: Results['outputs'] = {};
        records.forEach(({ crossProbabilities }, layer) => {
          if (crossProbabilities) outputs[`probabilities.${layer}`] = crossProbabilities;
        });
        return outputs;
      }),
    );
    const { source, target } = partsOf(config, ids);
    const outputs = await step.run(textFeeds(config, ids), probabilityNames(config));
    const probabilities = cutProbabilities(config, outputs, target.length, source.length);
    return { source: [...source], target: [...target], probabilities };
  }

  /**
   * Values on the way from a text to its logits, by the names of `ForwardOptions.watch`, over the full
   * context: what lies after the text is padding. Of an encoder-decoder, `source 0 target` is read.
   * @throws LabError `model.*`
   */
  async watchValues(ids: readonly number[], names: readonly string[]): Promise<NamedArrays> {
    const { config } = this;
    const key = names.join(' ');
    if (this.watching?.key !== key) {
      this.watching?.step.dispose();
      const { outputsOf, shapes, watch } = watchingOf(config, new Set(names));
      const blueprint = weightsStep(config, 'watching', textShapes(config), (parameters, tensors) =>
        outputsOf(parameters, readText(config, parameters, tensors, { watch })),
      );
      this.watching = { key, shapes, step: this.compile(blueprint) };
    }
    const { step, shapes } = this.watching;
    const outputs = await step.run(textFeeds(config, ids), names);
    return Object.fromEntries(
      names.map((name) => [name, { shape: shapes[name], data: outputs[name] }]),
    );
  }

  /**
   * Logits as `logits` gives them, of a pass whose heads see and give something else.
   * @throws LabError `model.*`
   */
  async revisedLogits(ids: readonly number[], revision: RevisedHeads): Promise<Float32Array> {
    const { config } = this;
    const { isOpen } = revision;
    const step = this.step(`revision ${isOpen}`, () => revisedStep(config, isOpen));
    const feeds = { ...textFeeds(config, ids), ...revisionFeeds(revision) };
    const { logits } = await step.run(feeds, ['logits']);
    return this.ofTarget(logits, ids);
  }

  /**
   * What the head would make of the residual stream as it is somewhere in the stack.
   * @param residual `[contextLength, width]`
   * @returns `[contextLength, vocabulary]`
   */
  async readOut(residual: Float32Array): Promise<Float32Array> {
    const { config, contextLength } = this;
    const shape: [number, number] = [contextLength, config.width];
    const step = this.step('readOut', (name) =>
      weightsStep(config, name, { residual: { shape, type: 'float32' } }, (parameters, tensors) => {
        const hidden = lastNorm({ config, parameters }, asMatrix(tensors.residual, ...shape));
        return { logits: logitsOf(config, parameters, hidden) };
      }),
    );
    return (await step.run({ residual }, ['logits'])).logits;
  }

  /**
   * Which experts the tokens of a text go to, in the stack that reads it; none is dropped. Empty where the
   * model has no experts.
   * @throws LabError `model.*`
   */
  async routing(ids: readonly number[]): Promise<RecordedRouting> {
    const { config } = this;
    if (!config.experts) return { experts: new Int32Array(0), gates: new Float32Array(0) };
    const step = this.step('routing', (name) =>
      weightsStep(config, name, readerShapes(config), (parameters, tensors) => {
        const outputs: Results['outputs'] = {};
        let layer = 0;
        const onRouting = ({ chosen, gates }: Routing) => {
          outputs[`experts.${layer}`] = chosen;
          outputs[`gates.${layer}`] = gates;
          layer += 1;
        };
        throughReader(config, parameters, tensors, { onRouting });
        return outputs;
      }),
    );
    const outputs = await step.run(readerFeeds(config, ids), routingNames(config));
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
      if (this.readsSource) return { ids: checked(this.config, ids), prefix: 0 };
      const unseen = Math.max(0, ids.length - this.contextLength);
      const seen = checked(this.config, ids.slice(unseen));
      return { ids: seen, prefix: Math.max(0, Math.min(prefix - unseen, seen.length)) };
    });
  }

  /** Logits of the text alone, out of those of the full context. */
  private ofTarget(logits: Float32Array, ids: readonly number[]): Float32Array {
    return logits.slice(0, partsOf(this.config, ids).target.length * this.vocabularySize);
  }

  private step(name: string, blueprint: (name: string) => Blueprint): Step {
    const step = this.steps.get(name) ?? this.compile(blueprint(name));
    this.steps.set(name, step);
    return step;
  }

  private compile(blueprint: Blueprint): Step {
    return this.machine.compile(blueprint, { weights: this.weights });
  }
}

/**
 * @file Looking into a model: what it does with a text, and what it would do if it were changed.
 */
import { boxValues } from '../models/box-values';
import { architectureOf } from '../models/config';
import { expectedOf, headImportance } from '../models/intervention';
import { logitLens } from '../models/logit-lens';
import type { ModelSource } from '../models/model-source';
import { partsOf } from '../models/source-and-target';
import type { WithModel } from './column-opener';
import { readIntervention, type InterventionReading, type InterventionWish } from './intervention';
import type { BoxLook, CrossInspection, Inspection, LensReading } from './model-info';
import { ownAnswer, readIds, type ReadText } from './read-text';

/** All of it throws LabError `model.*`. */
export class InsideDesk {
  constructor(private readonly withModel: WithModel) {}

  inspect(source: ModelSource, text: string): Promise<Inspection> {
    return this.withModel(source, async (loaded) => {
      const { model, tokenizer, info } = loaded;
      const { layers, heads, width } = info.config;
      const isPair = architectureOf(info.config) === 'encoder-decoder';
      const parts = partsOf(info.config, readIds(loaded, { text, target: '' }));
      const ids = isPair ? parts.source : parts.target;
      const recorded = await model.inspect(ids);
      return {
        step: info.step,
        tokens: ids.map((id) => ({ id, label: tokenizer.label(id) })),
        answer: isPair ? await ownAnswer(loaded, text) : null,
        layers,
        heads,
        headDim: width / heads,
        causal: architectureOf(info.config) === 'decoder-only',
        ...recorded,
      };
    });
  }

  /** What an encoder-decoder looks at in a prompt, its source, while it writes these ids. */
  inspectCross(
    source: ModelSource,
    prompt: string,
    ids: readonly number[],
  ): Promise<CrossInspection> {
    return this.withModel(source, async ({ model, tokenizer, info }) => {
      const { layers, heads } = info.config;
      const all = [...tokenizer.encode(prompt), tokenizer.endOfText, ...ids];
      const { source, target, probabilities } = await model.crossAttention(all);
      const labels = (part: readonly number[]) => part.map((id) => tokenizer.label(id));
      return { source: labels(source), target: labels(target), layers, heads, probabilities };
    });
  }

  /**
   * The values of a box of the model's diagram on a text.
   * @param name of a box of `modelDiagram`
   */
  lookAtBox(source: ModelSource, text: ReadText, name: string): Promise<BoxLook> {
    return this.withModel(source, async (loaded) => {
      const { model, tokenizer, info } = loaded;
      const values = await boxValues(model, readIds(loaded, text), name);
      const labelsOf = (some: readonly number[]) => some.map((id) => tokenizer.label(id));
      const { step, config } = info;
      const [labels, sourceLabels] = [labelsOf(values.ids), labelsOf(values.sourceIds)];
      return { ...values, config, step, labels, sourceLabels };
    });
  }

  /** What a model would say of a text if it ended after a layer. */
  readLens(source: ModelSource, text: ReadText): Promise<LensReading> {
    return this.withModel(source, async (loaded) => {
      const { model, tokenizer, info } = loaded;
      const { config } = info;
      const ids = readIds(loaded, text);
      const lens = await logitLens(model, ids);
      const parts = partsOf(config, ids);
      const labelsOf = (some: Iterable<number>) => Array.from(some, (id) => tokenizer.label(id));
      return {
        ...lens,
        tokens: labelsOf(parts.target),
        sourceTokens: labelsOf(parts.source),
        expected: labelsOf(expectedOf(config, ids)),
        said: labelsOf(lens.ids),
        layers: config.layers,
        isEncoder: architectureOf(config) === 'encoder-only',
      };
    });
  }

  intervene(
    source: ModelSource,
    text: ReadText,
    wish: InterventionWish,
  ): Promise<InterventionReading> {
    return this.withModel(source, (loaded) => readIntervention(loaded, text, wish));
  }

  /** As `headImportance`. */
  measureHeads(source: ModelSource, text: ReadText): Promise<Float32Array> {
    return this.withModel(source, (loaded) => headImportance(loaded.model, readIds(loaded, text)));
  }
}

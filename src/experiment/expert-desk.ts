/**
 * @file Looking at the experts of a model: where the tokens of a text go, and what each expert gets of the
 * text that its run held out.
 */
import { expertHabits } from '../models/expert-habits';
import type { ModelSource } from '../models/model-source';
import type { WithModel } from './column-opener';
import type { HabitReading, RoutingReading } from './expert-look';

export class ExpertDesk {
  /** @param heldOut token ids that a run has never been trained on; empty for what is no run */
  constructor(
    private readonly withModel: WithModel,
    private readonly heldOut: (source: ModelSource) => Promise<ArrayLike<number>>,
  ) {}

  /** @throws LabError `model.*`; a text longer than the context is cut to its first tokens */
  async readRouting(source: ModelSource, text: string): Promise<RoutingReading> {
    return this.withModel(source, async ({ model, tokenizer, info: { config, step } }) => {
      const ids = tokenizer.encode(text).slice(0, config.contextLength);
      const { experts: chosen, gates } = await model.routing(ids);
      const { experts, layers } = config;
      return { experts, step, tokens: ids.map((id) => tokenizer.label(id)), layers, chosen, gates };
    });
  }

  /** @throws LabError `model.*`, `storage.*` */
  async readHabits(source: ModelSource): Promise<HabitReading> {
    const text = await this.heldOut(source);
    return this.withModel(source, async ({ model, tokenizer, info: { step } }) => {
      const { read, layers } = await expertHabits(model, text);
      const labelled = layers.map((experts) =>
        experts.map(({ share, tokens }) => ({
          share,
          tokens: tokens.map((token) => ({ ...token, label: tokenizer.label(token.id) })),
        })),
      );
      return { step, read, layers: labelled };
    });
  }
}

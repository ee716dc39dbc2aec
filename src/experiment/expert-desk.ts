/**
 * @file Looking at the experts of a model: where the tokens of a text go, and what each expert gets of the
 * text that its run held out; and the runs of comparisons.
 */
import { expertHabits } from '../models/expert-habits';
import type { ModelSource } from '../models/model-source';
import type { WithModel } from './column-opener';
import { tryExperts } from './expert-trial';
import type { ExpertTrialEvent } from './expert-trial-settings';
import type { PreparedData } from './prepare';
import type { Spec } from './spec';
import type { Machine } from '../tensor/machine';
import type { HabitReading, RoutingReading } from './expert-look';

export class ExpertDesk {
  private trialAbort: AbortController | null = null;

  /**
   * @param heldOut token ids that a run has never been trained on; empty for what is no run
   * @param apart work on the engine that no run is trained beside
   */
  constructor(
    private readonly withModel: WithModel,
    private readonly heldOut: (source: ModelSource) => Promise<ArrayLike<number>>,
    private readonly apart: <T>(spec: Spec, work: (machine: Machine) => Promise<T>) => Promise<T>,
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

  /** Trains and measures one model of a comparison; a new call ends the one before. @throws LabError */
  async tryExperts(
    spec: Spec,
    prepared: PreparedData,
    onEvent: (event: ExpertTrialEvent) => void,
  ): Promise<void> {
    this.cancelTrial();
    const abort = new AbortController();
    this.trialAbort = abort;
    await this.apart(spec, (machine) => tryExperts(machine, spec, prepared, onEvent, abort.signal));
  }

  cancelTrial(): void {
    this.trialAbort?.abort();
  }
}

/**
 * @file The training loop's one step: batch → loss → gradients → optimiser, and everything needed to stop
 * and go on exactly. Owns the model and the optimiser's state until `dispose`.
 */
import { LabError } from '../base/errors';
import type { ModelConfig } from '../models/config';
import { flatten, named, requireArrays } from '../models/layout';
import { LanguageModel } from '../models/model';
import { initialiseParameters } from '../models/parameters';
import { dropoutKey } from '../tensor/dropout-mask';
import type { Feeds, Machine, MeasuredRun, Step, Store } from '../tensor/machine';
import { initialLossScale } from '../tensor/ops/loss-scaling';
import type { Layout } from '../tensor/ops/pack';
import type { Precision } from '../tensor/precision';
import type { StepProfile } from '../tensor/profile';
import type { TokenData } from '../text/types';
import type { StepMetrics, TrainerSnapshot, TrainingConfig } from './config';
import { normsOf, type Dynamics } from './dynamics';
import { nextToken } from './objectives/next-token';
import {
  evaluationBatches,
  trainingBatch,
  type Batch,
  type Examples,
  type Objective,
} from './objectives/objective';
import { hyperOf } from './optimizer';
import { activationsOf, probeExamples, probeOutputs, probeStep } from './probe';
import { routerInterval, routerMetrics, routerOutputNames } from './router-metrics';
import { noiseFeeds } from './router-noise';
import { learningRateAt } from './schedule';
import { batchFeed, dropoutFeed, evaluationStep, trainingState, trainingStep } from './steps';

export interface TrainerOptions {
  model: ModelConfig;
  training: TrainingConfig;
  /** Without it, the next token. */
  objective?: Objective;
  seed: number;
  data: TokenData;
  /** Instead of the config's schedule. @param step steps done before, from 0 */
  learningRateAt?: (step: number) => number;
  /** State to go on from; else the weights are initialised from the seed. */
  restore?: TrainerSnapshot;
}

/** The precision in which a machine really trains. */
export function precisionOn(
  machine: Machine,
  { precision }: Pick<TrainingConfig, 'precision'>,
): Precision {
  return machine.hasHalf ? precision : 'float32';
}

export class Trainer {
  readonly model: LanguageModel;
  /** What is kept beside the weights, by state. */
  private readonly states: Record<string, { store: Store; layout: Layout }> = {};
  private readonly stepOutputs: readonly string[];
  private readonly routerOutputs: readonly string[];
  private readonly stores: Record<string, Store>;
  private training: Step;
  /** Whether `training` can tell of the dynamics. */
  private isWatched: boolean;
  private probe: { step: Step; batch: Batch } | null = null;
  private readonly evaluation: Step;
  /** With the precision in which it really trains. */
  private readonly settings: TrainingConfig;
  private readonly objective: Objective;
  private readonly examples: Examples;
  private readonly evaluationSet: Batch[];
  private done: number;

  /** @throws LabError `text.tooShort`, `engine.memory`, `storage.damaged` */
  constructor(
    private readonly machine: Machine,
    private readonly options: TrainerOptions,
  ) {
    const { model, seed, data, restore } = options;
    const training = { ...options.training, precision: precisionOn(machine, options.training) };
    this.settings = training;
    const isMixed = training.precision === 'mixed';
    this.stepOutputs = isMixed ? ['loss', 'gradientNorm', 'unscale'] : ['loss', 'gradientNorm'];
    this.routerOutputs = routerOutputNames(model, training);
    const { objective = nextToken(model.contextLength) } = options;
    this.objective = objective;
    this.examples = objective.examplesOf(data.train);
    this.evaluationSet = evaluationBatches(
      objective,
      objective.examplesOf(data.validation),
      training.evaluationBatches,
      training.batchSize,
    );
    const parameters = restore?.parameters ?? initialiseParameters(model, seed);
    this.model = new LanguageModel(machine, model, parameters);
    const { weights, layout } = this.model;
    const stores: Record<string, Store> = { weights };
    for (const [name, part] of Object.entries(trainingState(training, layout))) {
      const store = machine.store(part.size);
      this.states[name] = { store, layout: part };
      stores[name] = store;
      if (name === 'lossScale') store.write(initialLossScale());
      // A run that had no loss scale so far may have been on a machine without float16.
      const isNew = name === 'lossScale' && !restore?.optimizer.lossScale;
      if (!restore || isNew) continue;
      const arrays = restore.optimizer[name] ?? {};
      requireArrays(arrays, part, `optimizer.${name}`);
      store.write(flatten(arrays, part));
    }
    this.stores = stores;
    this.isWatched = training.dynamicsInterval > 0;
    this.training = this.compileTraining();
    this.evaluation = machine.compile(evaluationStep(model, training.batchSize, objective.fields), {
      weights,
    });
    this.done = restore?.step ?? 0;
  }

  get stepsDone(): number {
    return this.done;
  }

  /** One optimiser step; one small readback. @throws LabError `training.diverged` */
  async step(): Promise<StepMetrics> {
    const { metrics } = await this.advance(async (feeds) => ({
      outputs: await this.training.run(feeds, this.outputsOfNextStep()),
      profile: null,
    }));
    return metrics;
  }

  /**
   * As `step`, to the same weights, and tells of the dynamics: of the step's own gradient, and of the
   * model behind it on held-out examples. The first one makes the step anew, unless the config has a
   * `dynamicsInterval`; each costs a forward pass of the probe and its readback.
   */
  async watchedStep(): Promise<{ metrics: StepMetrics; dynamics: Dynamics }> {
    if (!this.isWatched) {
      this.training.dispose();
      this.isWatched = true;
      this.training = this.compileTraining();
    }
    const { metrics, outputs } = await this.advance(async (feeds) => ({
      outputs: await this.training.run(feeds, [...this.outputsOfNextStep(), 'sums']),
      profile: null,
    }));
    const { model } = this;
    this.probe ??= this.makeProbe();
    const { step, batch } = this.probe;
    const values = await step.run(batchFeed(batch, 0), probeOutputs(model.config));
    return {
      metrics,
      dynamics: {
        parts: normsOf(
          model.layout,
          outputs.sums,
          'unscale' in outputs ? outputs.unscale[0] : undefined,
        ),
        activations: activationsOf(model.config, values, batch),
      },
    };
  }

  /**
   * As `step`, to the same weights, and tells the time of every operation.
   * @returns `profile`: null where the machine cannot tell
   */
  async measuredStep(): Promise<{ metrics: StepMetrics; profile: StepProfile | null }> {
    return this.advance((feeds) => this.training.runMeasured(feeds, this.outputsOfNextStep()));
  }

  /** Mean loss over fixed windows of the held-out text, in nats per token. */
  async evaluate(): Promise<number> {
    let sum = 0;
    for (const batch of this.evaluationSet) {
      const { loss } = await this.evaluation.run(batchFeed(batch, 0), ['loss']);
      sum += loss[0];
    }
    return sum / this.evaluationSet.length;
  }

  async snapshot(): Promise<TrainerSnapshot> {
    const optimizer: TrainerSnapshot['optimizer'] = {};
    for (const [name, { store, layout }] of Object.entries(this.states)) {
      optimizer[name] = named(await store.read(), layout);
    }
    return { step: this.done, parameters: await this.model.arrays(), optimizer };
  }

  dispose(): void {
    this.training.dispose();
    this.probe?.step.dispose();
    this.evaluation.dispose();
    Object.values(this.states).forEach(({ store }) => store.dispose());
    this.model.dispose();
  }

  private compileTraining(): Step {
    const { settings, objective, isWatched } = this;
    const step = trainingStep(this.model.config, settings, objective.fields, isWatched);
    return this.machine.compile(step, this.stores);
  }

  private makeProbe(): { step: Step; batch: Batch } {
    const { objective, model, options } = this;
    const held = objective.examplesOf(options.data.validation);
    const count = probeExamples(model.config);
    const [batch] = evaluationBatches(objective, held, 1, count);
    const step = probeStep(model.config, count, objective.fields);
    return { step: this.machine.compile(step, { weights: model.weights }), batch };
  }

  private outputsOfNextStep(): readonly string[] {
    const { stepOutputs, routerOutputs } = this;
    return this.tellsOfRouters(this.done + 1) ? [...stepOutputs, ...routerOutputs] : stepOutputs;
  }

  private tellsOfRouters(step: number): boolean {
    const { training } = this.options;
    return this.routerOutputs.length > 0 && step % routerInterval(training) === 0;
  }

  private async advance(run: (feeds: Feeds) => Promise<MeasuredRun<string>>) {
    const { model, training, seed } = this.options;
    const { batchSize, accumulationSteps } = training;
    const { contextLength } = model;
    const started = performance.now();
    const { learningRateAt: rateAt = (step) => learningRateAt(training, step) } = this.options;
    const learningRate = rateAt(this.done);
    const feeds: Feeds = { hyper: hyperOf(training, learningRate, this.done + 1) };
    for (let index = 0; index < accumulationSteps; index++) {
      const draw = this.done * accumulationSteps + index;
      const batch = trainingBatch(this.objective, this.examples, batchSize, seed, draw);
      Object.assign(feeds, batchFeed(batch, index));
      if (model.dropout > 0) feeds[dropoutFeed(index)] = Int32Array.of(dropoutKey(seed, draw));
      Object.assign(feeds, noiseFeeds(model, batchSize, { seed, draw, index }));
    }
    const { outputs, profile } = await run(feeds);
    const { loss, gradientNorm } = outputs;
    const unscale = 'unscale' in outputs ? outputs.unscale : null;
    this.model.weightsChanged();
    this.done += 1;
    const [trainLoss] = loss;
    if (!Number.isFinite(trainLoss)) {
      throw new LabError('training.diverged', { value: String(trainLoss), step: this.done });
    }
    const seconds = (performance.now() - started) / 1000;
    const metrics: StepMetrics = {
      step: this.done,
      trainLoss,
      learningRate,
      gradientNorm: gradientNorm[0],
      ...(unscale && { lossScale: unscale[0] > 0 ? 1 / unscale[0] : null }),
      tokensPerSecond: (accumulationSteps * batchSize * contextLength) / seconds,
      ...(this.tellsOfRouters(this.done) && { routers: routerMetrics(model, training, outputs) }),
    };
    return { metrics, outputs, profile };
  }
}

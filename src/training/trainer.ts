/**
 * @file The training loop's one step: batch → loss → gradients → AdamW, and everything needed to stop
 * and go on exactly. Owns the model and the optimiser's state until `dispose`.
 */
import * as tf from '@tensorflow/tfjs-core';
import { LabError } from '../base/errors';
import type { ModelConfig } from '../models/config';
import { LanguageModel } from '../models/model';
import { initialiseParameters } from '../models/parameters';
import { DropoutStream } from '../tensor/ops/dropout';
import { asScalar } from '../tensor/shapes';
import type { TokenData } from '../text/types';
import { AdamW } from './adamw';
import { evaluationBatches, requireWindow, trainingBatch, type Batch } from './batches';
import type { StepMetrics, TrainerSnapshot, TrainingConfig } from './config';
import { lossAndGradients, lossOf } from './loss';
import { learningRateAt } from './schedule';

export interface TrainerOptions {
  model: ModelConfig;
  training: TrainingConfig;
  seed: number;
  data: TokenData;
  /** State to go on from; else the weights are initialised from the seed. */
  restore?: TrainerSnapshot;
}

export class Trainer {
  readonly model: LanguageModel;
  private readonly optimiser: AdamW;
  private readonly evaluationSet: Batch[];
  private done: number;

  /** @throws LabError `text.tooShort` */
  constructor(private readonly options: TrainerOptions) {
    const { model, training, seed, data, restore } = options;
    requireWindow(data.train, model.contextLength);
    requireWindow(data.validation, model.contextLength);
    this.evaluationSet = evaluationBatches(
      data.validation,
      training.evaluationBatches,
      training.batchSize,
      model.contextLength,
    );
    this.model = new LanguageModel(model, restore?.parameters ?? initialiseParameters(model, seed));
    this.optimiser = new AdamW(this.model.parameters, training, restore);
    this.done = restore?.step ?? 0;
  }

  get stepsDone(): number {
    return this.done;
  }

  /** One optimiser step; one small readback. @throws LabError `training.diverged` */
  async step(): Promise<StepMetrics> {
    const { model, training, seed, data } = this.options;
    const { batchSize } = training;
    const started = performance.now();
    const batch = trainingBatch(data.train, batchSize, model.contextLength, seed, this.done);
    const learningRate = learningRateAt(training, this.done);
    const dropout =
      model.dropout > 0 ? new DropoutStream(model.dropout, seed, this.done) : undefined;
    const numbers = tf.tidy(() => {
      const { parameters } = this.model;
      const { loss, gradients } = lossAndGradients(model, parameters, batch, { dropout });
      const norm = this.optimiser.step(parameters, gradients, learningRate, this.done + 1);
      return tf.stack([asScalar(loss), norm]);
    });
    this.done += 1;
    const [trainLoss, gradientNorm] = await numbers.data();
    numbers.dispose();
    if (!Number.isFinite(trainLoss)) {
      throw new LabError('training.diverged', { value: String(trainLoss), step: this.done });
    }
    const seconds = (performance.now() - started) / 1000;
    const tokensPerSecond = (batchSize * model.contextLength) / seconds;
    return { step: this.done, trainLoss, learningRate, gradientNorm, tokensPerSecond };
  }

  /** Mean loss over fixed windows of the held-out text, in nats per token. */
  async evaluate(): Promise<number> {
    let sum = 0;
    for (const batch of this.evaluationSet) {
      const loss = tf.tidy(() => lossOf(this.options.model, this.model.parameters, batch));
      sum += (await loss.data())[0];
      loss.dispose();
    }
    return sum / this.evaluationSet.length;
  }

  async snapshot(): Promise<TrainerSnapshot> {
    const parameters = await this.model.arrays();
    return { step: this.done, parameters, ...(await this.optimiser.moments()) };
  }

  dispose(): void {
    this.model.dispose();
    this.optimiser.dispose();
  }
}

/**
 * @file One run of a comparison of the chapter on experts: a model is trained, every step is told, and it is
 * measured on text that it has not seen.
 */
import { throwIfCancelled } from '../base/errors';
import { yieldToEvents } from '../base/scheduling';
import { countActiveParameters, countParameters } from '../models/parameters';
import type { Machine } from '../tensor/machine';
import { tokenizerFromJson } from '../text/tokenizers';
import { trainingStepFlops } from '../training/step-cost';
import { Trainer } from '../training/trainer';
import type { ExpertTrialEvent } from './expert-trial-settings';
import type { PreparedData } from './prepare';
import { modelConfig, tokensPerStep, type Spec } from './spec';

/** @throws LabError `training.diverged`, `cancelled`, `text.tooShort` */
export async function tryExperts(
  machine: Machine,
  spec: Spec,
  { tokenizerJson, data }: PreparedData,
  onEvent: (event: ExpertTrialEvent) => void,
  signal: AbortSignal,
): Promise<void> {
  const { training, seed } = spec;
  const model = modelConfig(spec, tokenizerFromJson(tokenizerJson).vocabularySize);
  const trainer = new Trainer(machine, { model, training, seed, data });
  let seconds = 0;
  try {
    while (trainer.stepsDone < training.steps) {
      throwIfCancelled(signal);
      const started = performance.now();
      const { step, trainLoss: loss, routers = [] } = await trainer.step();
      // The first builds kernels.
      if (step > 1) seconds += (performance.now() - started) / 1000;
      onEvent({ type: 'step', step: { step, loss, routers } });
      await yieldToEvents();
    }
    const outcome = {
      spec,
      parameters: countParameters(model),
      activeParameters: countActiveParameters(model),
      flopsPerToken: trainingStepFlops(model, training) / tokensPerStep(spec),
      validationLoss: await trainer.evaluate(),
      seconds,
    };
    onEvent({ type: 'outcome', outcome });
  } finally {
    trainer.dispose();
  }
}

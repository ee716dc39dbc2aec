/**
 * @file The loss of each token of a few examples: what a batch's mean is made of.
 */
import type { LanguageModel } from '../models/model';
import type { Machine } from '../tensor/machine';
import { batchOf, type BatchField, type Example } from './objectives/objective';
import { predictionStep } from './predictions';
import { batchFeed } from './steps';

/**
 * @param afterEach awaited after each example, with how many are done
 * @returns for each example and place, −log p of the target in nats; null where nothing is learned
 */
export async function tokenLosses(
  machine: Machine,
  { config, weights }: LanguageModel,
  examples: readonly Example[],
  fields: readonly BatchField[],
  afterEach?: (done: number) => Promise<void>,
): Promise<(number | null)[][]> {
  const { contextLength, vocabularySize } = config;
  const step = machine.compile(predictionStep(config, 1, fields), { weights });
  const losses: (number | null)[][] = [];
  try {
    for (const example of examples) {
      const batch = batchOf([example], { fields, contextLength });
      const { logits } = await step.run(batchFeed(batch, 0), ['logits']);
      losses.push(
        Array.from(example.targets, (target, place) =>
          target < 0
            ? null
            : lossOfRow(
                logits.subarray(place * vocabularySize, (place + 1) * vocabularySize),
                target,
              ),
        ),
      );
      await afterEach?.(losses.length);
    }
  } finally {
    step.dispose();
  }
  return losses;
}

function lossOfRow(logits: Float32Array, target: number): number {
  const largest = logits.reduce((most, logit) => Math.max(most, logit), -Infinity);
  const sum = logits.reduce((total, logit) => total + Math.exp(logit - largest), 0);
  return largest + Math.log(sum) - logits[target];
}

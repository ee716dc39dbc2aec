/**
 * @file Texts token by token, drawn where the model is: of each token only its id comes back. The same
 * tokens as a column of `decodeSideBySide` with the same strategy and seed gives.
 */
import { throwIfCancelled } from '../base/errors';
import type { Draw } from '../tensor/ops/sample';
import { uniformAt } from './sample';
import type { DrawingModel, StrategyConfig } from './types';

/** Strategies whose draw the engine can make. */
export type DrawingStrategy = Extract<StrategyConfig, { kind: 'greedy' | 'top-k' | 'top-p' }>;

export interface TextRequest {
  /** At least one id. */
  promptIds: readonly number[];
  strategy: DrawingStrategy;
  seed: number;
}

export interface GenerateOptions {
  maxTokens: number;
  endOfText: number;
  signal?: AbortSignal;
}

export function drawOf(strategy: DrawingStrategy, uniform: number): Draw {
  switch (strategy.kind) {
    case 'greedy':
      return { temperature: 0, k: 0, p: 1, uniform };
    case 'top-k':
      return { temperature: strategy.temperature, k: strategy.k, p: 1, uniform };
    case 'top-p':
      return { temperature: strategy.temperature, k: 0, p: strategy.p, uniform };
  }
}

/**
 * All texts advance together, one batched forward pass for a token of each.
 * @returns the ids after each prompt, an end-of-text id included
 * @throws LabError `cancelled`; errors of the model
 */
export async function generate(
  model: DrawingModel,
  texts: readonly TextRequest[],
  { maxTokens, endOfText, signal }: GenerateOptions,
): Promise<number[][]> {
  const written = texts.map(({ promptIds, strategy, seed }) => ({
    ids: [...promptIds],
    draw: (place: number) => drawOf(strategy, uniformAt(seed, place)),
  }));
  let running = written;
  for (let place = 0; place < maxTokens && running.length > 0; place++) {
    throwIfCancelled(signal);
    const tokens = await model.nextTokens(
      running.map(({ ids }) => ids),
      running.map(({ draw }) => draw(place)),
    );
    throwIfCancelled(signal);
    running.forEach(({ ids }, index) => ids.push(tokens[index]));
    running = running.filter(({ ids }) => ids.at(-1) !== endOfText);
  }
  return written.map(({ ids }, index) => ids.slice(texts[index].promptIds.length));
}

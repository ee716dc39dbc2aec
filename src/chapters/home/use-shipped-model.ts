/**
 * @file Brings the shipped model of the page's language to life: loads it after the first paint,
 * looks at the example sentence and writes four continuations. On leaving, a run that was looked at
 * before is looked at again, so that coming by the start page loses nothing.
 */
import { useEffect } from 'react';
import type { DecodingConfig, StrategyConfig } from '../../decoding/types';
import type { ShippedName } from '../../models/model-source';
import { useLab } from '../../state/lab';

/** The four that everybody meets first; the decode page has more. */
export const strategies: Extract<
  StrategyConfig,
  { kind: 'greedy' | 'beam' | 'top-k' | 'top-p' }
>[] = [
  { kind: 'greedy' },
  { kind: 'beam', beams: 4, lengthPenalty: 1 },
  { kind: 'top-k', k: 20, temperature: 0.8 },
  { kind: 'top-p', p: 0.9, temperature: 0.8 },
];

export function homeDecoding(prompt: string, seed: number): DecodingConfig {
  return { prompt, seed, maxTokens: 40, columns: strategies };
}

/** Runs again when the language, and with it the model, changes. */
export function useShippedModel(name: ShippedName, sentence: string, prompt: string): void {
  useEffect(() => {
    let left = false;
    const before = useLab.getState();
    const start = async () => {
      await useLab.getState().chooseSource({ kind: 'shipped', name });
      if (left || useLab.getState().model.status !== 'ready') return;
      await useLab.getState().inspect(sentence);
      if (!left) await useLab.getState().decode(homeDecoding(prompt, 1));
    };
    // Two frames: the page is painted before the worker is asked for anything.
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => void start());
    });
    return () => {
      left = true;
      cancelAnimationFrame(frame);
      const { decoding, cancelDecoding, chooseSource } = useLab.getState();
      if (decoding.status === 'running') void cancelDecoding();
      if (before.source.kind === 'run') void chooseSource(before.source);
    };
  }, [name, sentence, prompt]);
}

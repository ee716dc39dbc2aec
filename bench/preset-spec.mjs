/**
 * @file The spec of a preset that benchmarks train: on a small text, and for longer than they watch.
 */
import { importSource } from '../scripts/headless.mjs';

/**
 * @param {string} preset `tiny`, `small`, `medium` or `large`
 * @param {string} backend
 * @param {object} intervals of evaluations, samples and checkpoints, in steps
 */
export async function presetSpec(preset, backend, intervals) {
  const { defaultSpec } = await importSource('src/experiment/spec.ts');
  const { applyPreset } = await importSource('src/experiment/presets.ts');
  const { training, ...rest } = applyPreset(defaultSpec, preset);
  return {
    ...rest,
    backend,
    text: { source: 'english-stories', documents: 500, seed: 1 },
    training: { ...training, steps: 20_000, ...intervals },
  };
}

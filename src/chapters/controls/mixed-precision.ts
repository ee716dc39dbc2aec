/**
 * @file Whether the engine has mixed precision, and why not, in words.
 */
import type { EngineReport } from '../../tensor/engine';

/** The translation key of the sentence. */
export function mixedPrecisionKey({
  mixedPrecision,
  halfRefusal,
  backend,
  kernels,
}: Pick<EngineReport, 'mixedPrecision' | 'halfRefusal' | 'backend' | 'kernels'>) {
  if (mixedPrecision) return 'engine.mixed.possible';
  if (halfRefusal !== undefined) return 'engine.mixed.wrong';
  return backend === 'webgpu' && kernels === 'fused'
    ? 'engine.mixed.noHalf'
    : 'engine.mixed.onlyGpu';
}

/**
 * @file The page's one store. Plain data; everything heavy happens in the workers.
 */
import { create } from 'zustand';
import { boxSlice } from './box';
import { architecturesSlice } from './architectures';
import { branchesSlice } from './branches';
import { cleaningSlice } from './cleaning';
import { cleaningTrialSlice } from './cleaning-trial';
import { comparisonSlice } from './comparison';
import { crossAttentionSlice } from './cross-attention';
import { decodingSlice } from './decoding';
import { deduplicationSlice } from './deduplication';
import { dynamicsSlice } from './dynamics';
import { engineSlice } from './engine';
import { expertsSlice } from './experts';
import { expertTrialSlice } from './expert-trial';
import { insideSlice } from './inside';
import { interventionSlice } from './intervention';
import { lensSlice } from './lens';
import { modelSlice } from './model';
import { objectivesSlice } from './objectives';
import { positionsSlice } from './positions';
import { queueSlice } from './queue';
import { repeatsSlice } from './repeats';
import { runSlice } from './run';
import { runsSlice } from './runs';
import { specSlice } from './spec';
import { textSlice } from './text';
import { tokenizerSlice } from './tokenizer';
import type { LabState } from './types';
import { watchSlice } from './watch';

export const useLab = create<LabState>()((...access) => {
  const spec = specSlice(...access);
  const decoding = decodingSlice(...access);
  return {
    ...engineSlice(...access),
    ...textSlice(...access),
    ...tokenizerSlice(...access),
    ...watchSlice(...access),
    ...comparisonSlice(...access),
    ...runSlice(...access),
    ...queueSlice(...access),
    ...runsSlice(...access),
    ...modelSlice(...access),
    ...spec,
    ...cleaningSlice(...access),
    ...cleaningTrialSlice(...access),
    ...deduplicationSlice(...access),
    ...positionsSlice(...access),
    ...dynamicsSlice(...access),
    ...objectivesSlice(...access),
    ...expertsSlice(...access),
    ...expertTrialSlice(...access),
    ...architecturesSlice(...access),
    ...insideSlice(...access),
    ...boxSlice(...access),
    ...lensSlice(...access),
    ...interventionSlice(...access),
    ...decoding,
    ...branchesSlice(...access),
    ...repeatsSlice(...access),
    ...crossAttentionSlice(...access),
    decoding: { ...decoding.decoding, config: spec.spec.decoding },
  };
});

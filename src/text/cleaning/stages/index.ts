/**
 * @file The stages in their usual order, which is RefinedWeb's (Penedo et al. 2023, 2306.01116), and
 * what each is there to find, so that its precision and recall can be told where the truth is known.
 * A new stage is one line here, its words in `language/`, and nothing else.
 */
import type { z } from 'zod';
import type { Defect } from '../../crawl';
import type { StageDefinition } from '../types';
import { classifier } from './classifier';
import { decontamination } from './decontamination';
import { documentQuality } from './document-quality';
import { exactDuplicates } from './exact-duplicates';
import { exactSubstring } from './exact-substring';
import { languageIdentification } from './language-identification';
import { lineCorrections } from './line-corrections';
import { nearDuplicates } from './near-duplicates';
import { perplexity } from './perplexity';
import { personalData } from './personal-data';
import { repetition } from './repetition';
import { simHashDuplicates } from './simhash-duplicates';
import { textExtraction } from './text-extraction';
import { urlFilter } from './url-filter';

interface Entry<Name extends string> {
  /** Its settings are checked by its own schema before `judge` sees them. */
  readonly stage: StageDefinition<Name, z.ZodObject>;
  /** What it should remove or mend; empty where the truth does not tell. */
  readonly finds: readonly Defect[];
  /** There to be compared with another stage, and off unless it is switched on. */
  readonly forComparison?: boolean;
}

const list = [
  { stage: urlFilter, finds: ['blocked-address'] },
  { stage: textExtraction, finds: [] },
  { stage: languageIdentification, finds: ['wrong-language'] },
  { stage: repetition, finds: ['machine-repetition'] },
  {
    stage: documentQuality,
    finds: ['truncated', 'navigation-only', 'offensive', 'mixed-encoding'],
  },
  { stage: lineCorrections, finds: ['junk-lines'] },
  { stage: personalData, finds: ['personal-data'] },
  { stage: classifier, finds: ['keyword-stuffing', 'incoherent'] },
  { stage: perplexity, finds: ['incoherent', 'mixed-encoding'] },
  { stage: exactDuplicates, finds: ['exact-copy'] },
  { stage: nearDuplicates, finds: ['exact-copy', 'near-copy'] },
  { stage: simHashDuplicates, finds: ['exact-copy', 'near-copy'], forComparison: true },
  { stage: exactSubstring, finds: ['shared-paragraph'] },
  { stage: decontamination, finds: ['contaminated'] },
] as const satisfies readonly Entry<string>[];

export type StageName = (typeof list)[number]['stage']['name'];
export type StageEntry = Entry<StageName>;

export const stages: readonly StageEntry[] = list;
export const stageNames: readonly StageName[] = list.map(({ stage }) => stage.name);

export function stageNamed(name: StageName): StageEntry {
  const found = stages.find(({ stage }) => stage.name === name);
  if (!found) throw new RangeError(`There is no stage ${name}.`);
  return found;
}

/**
 * @file What a cleaning stage is. A stage looks at all documents that are left and says of each whether
 * it stays, is changed, or goes, and why; the pipeline does the rest. Stages hold no state between calls.
 */
import type { z } from 'zod';

/** A document on its way through the pipeline. `text` is HTML until the text was extracted. */
export interface CleaningDocument {
  /** Position in the crawl; stays the same through all stages. */
  readonly id: number;
  /** Where the page came from; empty for texts without an address. */
  readonly url: string;
  readonly isHtml: boolean;
  readonly text: string;
  /** ISO 639-1 code, once it was identified. */
  readonly language: string | null;
}

/** Why a document was changed or removed: a key of the words and the numbers that fill it. */
export interface Reason {
  readonly code: string;
  readonly values: Readonly<Record<string, string | number>>;
}

export type Verdict =
  | { readonly kind: 'kept' }
  | { readonly kind: 'changed'; readonly document: CleaningDocument; readonly reason: Reason }
  | { readonly kind: 'removed'; readonly reason: Reason };

export interface StageOptions {
  readonly signal?: AbortSignal;
  /** Called with the share done so far, from 0 to 1. */
  readonly onProgress?: (share: number) => void;
}

/**
 * One stage. `settings` is a strict zod object whose every field has bounds and a default, so that the
 * page, the spec and a pipeline read from a file use the one schema.
 */
export interface StageDefinition<Name extends string, Settings extends z.ZodObject> {
  readonly name: Name;
  readonly settings: Settings;
  /** One verdict for each document, in the same order. @throws LabError `cancelled` */
  judge(
    documents: readonly CleaningDocument[],
    settings: z.output<Settings>,
    options: StageOptions,
  ): Promise<Verdict[]>;
}

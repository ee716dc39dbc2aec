/** @file Judging documents one by one, in pieces, so that a stage can be watched and cancelled. */
import { Pacer } from '../pacing';
import type { CleaningDocument, Reason, StageOptions, Verdict } from './types';

export const kept: Verdict = { kind: 'kept' };

export function removed(code: string, values: Reason['values'] = {}): Verdict {
  return { kind: 'removed', reason: { code, values } };
}

/** The document with a new text; kept if nothing is new. */
export function changed(
  document: CleaningDocument,
  change: Partial<CleaningDocument>,
  code: string,
  values: Reason['values'] = {},
): Verdict {
  return { kind: 'changed', document: { ...document, ...change }, reason: { code, values } };
}

/** @throws LabError `cancelled` */
export async function judgeEach(
  documents: readonly CleaningDocument[],
  { signal, onProgress }: StageOptions,
  judge: (document: CleaningDocument) => Verdict,
): Promise<Verdict[]> {
  const pacer = new Pacer(signal);
  const verdicts: Verdict[] = [];
  for (const document of documents) {
    verdicts.push(judge(document));
    if (pacer.due()) {
      onProgress?.(verdicts.length / documents.length);
      await pacer.pause();
    }
  }
  return verdicts;
}

/** @file Looking at what a pipeline did: a few outcomes of a stage at a time, and all of it as a file. */
import type { PageTruth } from '../crawl';
import type { CleaningResult, Outcome } from './pipeline';
import type { Pipeline } from './settings';
import type { Reason } from './types';

export interface OutcomeQuery {
  /** Place of the stage in the pipeline. */
  place: number;
  /** Only this reason; null for all. */
  code: string | null;
  offset: number;
  count: number;
}

export interface ShownOutcome {
  id: number;
  url: string;
  reason: Reason;
  /** Cut if it is long. */
  before: string;
  /** Null if the document was removed. */
  after: string | null;
  truth: PageTruth | null;
}

export interface OutcomePage {
  total: number;
  shown: ShownOutcome[];
}

/** Characters of a text that are shown. */
const shownCharacters = 6000;

const cut = (text: string) =>
  text.length <= shownCharacters
    ? text
    : `${text.slice(0, shownCharacters).replace(/[\uD800-\uDBFF]$/, '')} …`;

export function browseOutcomes(
  { outcomes, truthOf }: CleaningResult,
  { place, code, offset, count }: OutcomeQuery,
): OutcomePage {
  const found = (outcomes.get(place) ?? []).filter(
    ({ reason }) => code === null || reason.code === code,
  );
  // What was removed comes first.
  const all = [...found].sort((a, b) => Number(a.after !== null) - Number(b.after !== null));
  const shown = all.slice(offset, offset + count).map(({ before, after, reason }: Outcome) => ({
    id: before.id,
    url: before.url,
    reason,
    before: cut(before.text),
    after: after && cut(after.text),
    truth: truthOf?.(before.id) ?? null,
  }));
  return { total: all.length, shown };
}

/**
 * Each document as a line of JSON, in the order of the crawl: one that was kept with its text and what
 * was changed in it, one that was removed with the stage and the reason.
 */
export function* resultLines(
  { documents, kept, outcomes }: CleaningResult,
  pipeline: Pipeline,
): Generator<string> {
  const keptById = new Map(kept.map((document) => [document.id, document]));
  const history = new Map<number, { stage: string; code: string; values: Reason['values'] }[]>();
  for (const [place, found] of outcomes) {
    for (const { before, reason } of found) {
      const steps = history.get(before.id) ?? [];
      steps.push({ stage: pipeline[place].stage, ...reason });
      history.set(before.id, steps);
    }
  }
  for (const { id, url } of documents) {
    const steps = history.get(id) ?? [];
    const left = keptById.get(id);
    const line = left
      ? { id, url, language: left.language, text: left.text, changes: steps }
      : { id, url, removed: steps.at(-1), changes: steps.slice(0, -1) };
    yield JSON.stringify(line);
  }
}

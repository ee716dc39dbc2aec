/**
 * @file Runs the stages of a pipeline one after the other and keeps what happened to each document at
 * each stage: why it went or was changed, and its text before and after.
 */
import type { PageTruth } from '../crawl';
import { scoreStage, type StageScore, type TruthOf } from './score';
import { ownSettings, type Pipeline } from './settings';
import { sizeOf, type TextSize } from './size';
import { stageNamed, type StageName } from './stages';
import type { CleaningDocument, Reason, Verdict } from './types';

/** What a stage did to a document that it did not leave alone. */
export interface Outcome {
  readonly before: CleaningDocument;
  /** Null if it was removed. */
  readonly after: CleaningDocument | null;
  readonly reason: Reason;
}

export interface StageReport {
  /** Which stage of the pipeline, from 0. */
  place: number;
  stage: StageName;
  removed: number;
  changed: number;
  left: TextSize;
  /** How often each reason was given: removals, then changes, the commonest first. */
  reasons: { code: string; removes: boolean; count: number }[];
  /** Null without the truth, or where it says nothing about the stage. */
  score: StageScore | null;
  milliseconds: number;
}

export interface CleaningReport {
  start: TextSize;
  /** One for each stage that was on. */
  stages: StageReport[];
  /** Good documents at the start and at the end, where the truth is known. */
  good: { before: number; after: number; left: number } | null;
}

export interface CleaningResult {
  report: CleaningReport;
  documents: readonly CleaningDocument[];
  kept: readonly CleaningDocument[];
  /** By place in the pipeline; stages that were off have none. */
  outcomes: ReadonlyMap<number, readonly Outcome[]>;
  truthOf: TruthOf | null;
}

export interface PipelineOptions {
  signal?: AbortSignal;
  /** Share of the whole pipeline, from 0 to 1. */
  onProgress?: (share: number) => void;
  /** After each stage, with the report so far. */
  onStage?: (report: CleaningReport) => void;
  truthOf?: TruthOf;
}

function outcomesOf(
  documents: readonly CleaningDocument[],
  verdicts: readonly Verdict[],
): Outcome[] {
  return verdicts.flatMap((verdict, place): Outcome[] => {
    const before = documents[place];
    switch (verdict.kind) {
      case 'kept':
        return [];
      case 'changed':
        return [{ before, after: verdict.document, reason: verdict.reason }];
      case 'removed':
        return [{ before, after: null, reason: verdict.reason }];
    }
  });
}

function apply(documents: readonly CleaningDocument[], verdicts: readonly Verdict[]) {
  return documents.flatMap((document, place) => {
    const verdict = verdicts[place];
    if (verdict.kind === 'removed') return [];
    return [verdict.kind === 'changed' ? verdict.document : document];
  });
}

function countReasons(outcomes: readonly Outcome[]): StageReport['reasons'] {
  const counts = new Map<string, StageReport['reasons'][number]>();
  for (const { reason, after } of outcomes) {
    const known = counts.get(reason.code);
    if (known) known.count++;
    else counts.set(reason.code, { code: reason.code, removes: after === null, count: 1 });
  }
  return [...counts.values()].sort(
    (a, b) => Number(b.removes) - Number(a.removes) || b.count - a.count,
  );
}

const ids = (outcomes: readonly Outcome[], isRemoved: boolean) =>
  new Set(
    outcomes.filter(({ after }) => (after === null) === isRemoved).map(({ before }) => before.id),
  );

const isGood = ({ quality }: PageTruth) => quality === 'good';

/** @throws LabError `cancelled`, and what a stage throws */
export async function runPipeline(
  documents: readonly CleaningDocument[],
  pipeline: Pipeline,
  { signal, onProgress, onStage, truthOf }: PipelineOptions = {},
): Promise<CleaningResult> {
  const enabled = pipeline.flatMap((settings, place) =>
    settings.enabled ? [{ settings, place }] : [],
  );
  const outcomes = new Map<number, readonly Outcome[]>();
  const goodAmong = (some: readonly CleaningDocument[], truth: TruthOf) =>
    some.filter(({ id }) => isGood(truth(id))).length;
  const before = truthOf ? goodAmong(documents, truthOf) : 0;
  const report: CleaningReport = {
    start: sizeOf(documents.map(({ text }) => text)),
    stages: [],
    good: truthOf ? { before, after: before, left: documents.length } : null,
  };
  let kept = documents;
  for (const [turn, { settings, place }] of enabled.entries()) {
    const { stage, finds } = stageNamed(settings.stage);
    const since = performance.now();
    const verdicts = await stage.judge(kept, stage.settings.parse(ownSettings(settings)), {
      signal,
      onProgress: (share) => onProgress?.((turn + share) / enabled.length),
    });
    const found = outcomesOf(kept, verdicts);
    const effect = {
      seen: kept.map(({ id }) => id),
      removed: ids(found, true),
      changed: ids(found, false),
    };
    kept = apply(kept, verdicts);
    outcomes.set(place, found);
    report.stages.push({
      place,
      stage: settings.stage,
      removed: effect.removed.size,
      changed: effect.changed.size,
      left: sizeOf(kept.map(({ text }) => text)),
      reasons: countReasons(found),
      score: truthOf ? scoreStage(finds, effect, truthOf) : null,
      milliseconds: performance.now() - since,
    });
    if (truthOf) report.good = { before, after: goodAmong(kept, truthOf), left: kept.length };
    onStage?.({ ...report, stages: [...report.stages] });
    onProgress?.((turn + 1) / enabled.length);
  }
  return { report, documents, kept, outcomes, truthOf: truthOf ?? null };
}

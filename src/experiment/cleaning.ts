/**
 * @file Cleaning within an experiment: the pipeline's last result is kept, so that it can be looked at,
 * saved, and used by the tokenizer without running anything again.
 */
import { LabError } from '../base/errors';
import {
  browseOutcomes,
  resultLines,
  type OutcomePage,
  type OutcomeQuery,
} from '../text/cleaning/browse';
import { cleaningDocuments, documentsSource } from '../text/cleaning/corpus';
import { runPipeline, type CleaningReport, type CleaningResult } from '../text/cleaning/pipeline';
import { ownSettings, type Pipeline, type StageSettings } from '../text/cleaning/settings';
import {
  classifier,
  inspectClassifier,
  type ClassifierReport,
} from '../text/cleaning/stages/classifier';
import { crawlTruth } from '../text/crawl';
import { inspectText, type TextFacts } from '../text/reading';
import type { TextSource } from '../text/types';
import type { TextSpec } from './spec';

export interface CleaningOptions {
  signal?: AbortSignal;
  /** Share done, from 0 to 1. */
  onProgress?: (share: number) => void;
  /** After each stage, with the report so far. */
  onStage?: (report: CleaningReport) => void;
}

/** The text that is cleaned. */
export interface UncleanText {
  key: string;
  spec: TextSpec;
  source: TextSource;
}

interface DoneCleaning {
  key: string;
  textKey: string;
  pipeline: Pipeline;
  result: CleaningResult;
}

/** Share of the work that reading the documents is. */
const reading = 0.1;

export class Cleaning {
  private last: DoneCleaning | null = null;

  /** Runs the pipeline, unless it was the last to run on this text. @throws LabError `cancelled`, … */
  async run(
    text: UncleanText,
    pipeline: Pipeline,
    options: CleaningOptions,
  ): Promise<CleaningReport> {
    this.last = await this.done(text, pipeline, options);
    return this.last.result.report;
  }

  /**
   * The text that is left, with its facts; runs the pipeline if need be.
   * @throws LabError `cleaning.empty` if nothing is left
   */
  async cleaned(
    text: UncleanText,
    pipeline: Pipeline,
    options: CleaningOptions,
  ): Promise<{ source: TextSource; facts: TextFacts }> {
    const done = await this.done(text, pipeline, options);
    // What is being looked at stays, unless another text was opened since.
    if (this.last?.textKey !== text.key) this.last = done;
    const { kept, documents } = done.result;
    if (kept.length === 0) throw new LabError('cleaning.empty', { documents: documents.length });
    const source = documentsSource(text.source.name, kept);
    return { source, facts: await inspectText(source, { signal: options.signal }) };
  }

  private async done(
    text: UncleanText,
    pipeline: Pipeline,
    { signal, onProgress, onStage }: CleaningOptions,
  ): Promise<DoneCleaning> {
    const key = JSON.stringify([text.key, pipeline]);
    if (this.last?.key === key) return this.last;
    const documents = await cleaningDocuments(text.source, {
      signal,
      onProgress: (share) => onProgress?.(reading * share),
    });
    const { spec } = text;
    const result = await runPipeline(documents, pipeline, {
      signal,
      onProgress: (share) => onProgress?.(reading + (1 - reading) * share),
      onStage,
      truthOf: spec.source === 'crawl' ? (id) => crawlTruth(spec.seed, id) : undefined,
    });
    return { key, textKey: text.key, pipeline, result };
  }

  /** What a stage of the last pipeline did. @throws LabError `cleaning.none` */
  browse(query: OutcomeQuery): OutcomePage {
    return browseOutcomes(this.result(), query);
  }

  /** All documents as JSON lines, with the reasons. @throws LabError `cleaning.none` */
  save(): Blob {
    const result = this.result();
    const lines: string[] = [];
    for (const line of resultLines(result, this.last?.pipeline ?? [])) lines.push(`${line}\n`);
    return new Blob(lines, { type: 'application/jsonl' });
  }

  private result(): CleaningResult {
    if (!this.last) throw new LabError('cleaning.none');
    return this.last.result;
  }
}

/** Trains the classifier as its stage does with these settings. @throws LabError `cancelled` */
export function inspectClassifierOf(
  settings: StageSettings,
  signal?: AbortSignal,
): Promise<ClassifierReport> {
  return inspectClassifier(classifier.settings.parse(ownSettings(settings)), signal);
}

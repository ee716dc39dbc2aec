/**
 * @file What columns wrote, as files: a transcript with everything that is needed to check it (JSON; the
 * README has its fields) and a table of the columns (CSV).
 */
import type { DecodingConfig } from '../../decoding/types';
import type { ColumnOpening, LabelledUpdate } from '../../experiment/decoding-stream';
import { toCsv } from '../../pictures/csv';
import { strategySigns } from './strategies';

/** Columns with the settings and models that wrote them; all lists are by column. */
export interface WrittenColumns {
  config: DecodingConfig;
  columns: readonly (LabelledUpdate | null)[];
  openings: readonly (ColumnOpening | null)[];
}

export interface TranscriptSurroundings {
  /** What computed. */
  backend: string;
  /** Opens the lab with the settings. */
  link: string;
}

const transcriptVersion = 1;

/** @returns a JSON document */
export function transcript(
  { config, columns, openings }: WrittenColumns,
  { backend, link }: TranscriptSurroundings,
): string {
  const { prompt, seed, maxTokens, stop } = config;
  const document = {
    format: 'llm-lab-transcript',
    version: transcriptVersion,
    prompt,
    seed,
    maxTokens,
    stop,
    backend,
    link,
    columns: config.columns.map((strategy, index) => {
      const opening = openings[index];
      return {
        strategy,
        model: opening?.info && modelOf(opening.info),
        error: opening?.error?.code,
        ...writtenPart(columns[index]),
      };
    }),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function modelOf({ source, name, step, parameters, config }: NonNullable<ColumnOpening['info']>) {
  return { source, name, step, parameters, vocabularySize: config.vocabularySize };
}

function writtenPart(column: LabelledUpdate | null | undefined) {
  if (!column) return {};
  const { text, status, statistics, tokensPerSecond, tokens, labels } = column;
  return {
    text,
    status,
    ...statistics,
    tokensPerSecond,
    tokens: tokens.map(({ id, probability, rank }, index) => ({
      id,
      label: labels[index],
      logProbability: Math.log(probability),
      rank: rank + 1,
    })),
  };
}

/** @param partings index of the first token that differs from column 1; null: none */
export function columnsCsv(
  { config, columns, openings }: WrittenColumns,
  partings: readonly (number | null)[],
): string {
  const header = [
    'column',
    'strategy',
    'settings',
    'model',
    'step',
    'seed',
    'tokens',
    'status',
    'log_probability',
    'perplexity',
    'distinct_1',
    'distinct_2',
    'distinct_3',
    'repetition',
    'tokens_per_second',
    'parts_at_token',
    'text',
  ];
  const rows = config.columns.flatMap((strategy, index) => {
    const column = columns[index];
    if (!column) return [];
    const { logProbability, perplexity, distinct, repetition } = column.statistics;
    const info = openings[index]?.info;
    const parting = partings[index] ?? null;
    return [
      [
        index + 1,
        strategy.kind,
        strategySigns(strategy),
        info?.name ?? '',
        info?.step ?? '',
        config.seed,
        column.tokens.length,
        column.status,
        logProbability,
        perplexity,
        ...distinct,
        repetition,
        column.tokensPerSecond ?? '',
        parting === null ? '' : parting + 1,
        column.text,
      ],
    ];
  });
  return toCsv(header, rows);
}

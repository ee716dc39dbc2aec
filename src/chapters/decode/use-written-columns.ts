/**
 * @file The columns that are shown, each with the model and the tokenizer that it was written by, and where
 * it parts from the first.
 */
import { useMemo } from 'react';
import type { WrittenColumn } from '../../decoding/token-elsewhere';
import type { ModelInfo } from '../../experiment/model-info';
import { useLab } from '../../state/lab';
import { firstDivergence, firstTextDivergence, tokenizerFromJson } from '../../state/selectors';
import type { Tokenizer } from '../../text/types';

export interface ShownColumn {
  info: ModelInfo | null;
  tokenizer: Tokenizer | null;
  /** Null until its first token. */
  written: WrittenColumn | null;
  /** Index of the first token that differs from column 1. */
  parting: number | null;
}

interface Vocabulary {
  tokenizer: Tokenizer;
  idOf: (label: string) => number | undefined;
}

function vocabularyOf(tokenizerJson: string): Vocabulary {
  const tokenizer = tokenizerFromJson(tokenizerJson);
  // Only asked for where columns of different vocabularies are compared.
  let ids: Map<string, number> | null = null;
  const idsByLabel = () => {
    const all = Array.from({ length: tokenizer.vocabularySize }, (_, id) => id);
    return new Map(all.map((id) => [tokenizer.label(id), id]));
  };
  return { tokenizer, idOf: (label) => (ids ??= idsByLabel()).get(label) };
}

export function useWrittenColumns(): ShownColumn[] {
  const columns = useLab((state) => state.decoding.columns);
  const openings = useLab((state) => state.decoding.openings);
  const vocabularies = useMemo(() => {
    const jsons = new Set(openings.flatMap((opening) => opening?.info?.tokenizerJson ?? []));
    return new Map([...jsons].map((json) => [json, vocabularyOf(json)]));
  }, [openings]);
  return useMemo(() => {
    const shown = columns.map((column, index) => {
      const info = openings[index]?.info ?? null;
      const vocabulary = info && vocabularies.get(info.tokenizerJson);
      const written: WrittenColumn | null =
        column && info && vocabulary
          ? {
              tokens: column.tokens,
              labels: column.labels,
              vocabulary: info.tokenizerJson,
              idOf: vocabulary.idOf,
            }
          : null;
      return { info, tokenizer: vocabulary?.tokenizer ?? null, written };
    });
    const first = shown.at(0)?.written ?? null;
    return shown.map((column) => ({ ...column, parting: partingOf(first, column.written) }));
  }, [columns, openings, vocabularies]);
}

function partingOf(first: WrittenColumn | null, column: WrittenColumn | null): number | null {
  if (!first || !column) return null;
  if (first.vocabulary !== column.vocabulary) {
    return firstTextDivergence(first.labels, column.labels);
  }
  const ids = [first, column].map(({ tokens }) => tokens.map(({ id }) => id));
  return firstDivergence(ids)[1];
}

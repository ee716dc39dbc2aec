/**
 * @file The second part of a document from the first: translation, questions, tasks. A document is
 * `source[SEP]target`, parted at its first separator.
 */
import { LabError } from '../../base/errors';
import type { PairLayout } from './layout';
import { documentsOf } from './documents';
import type { Objective } from './objective';
import { separatorToken } from '../../text/separator-token';

export interface PairsOptions {
  contextLength: number;
  endOfText: number;
  separator: number;
  layout: PairLayout;
}

/** Documents without a separator, with nothing on one side of it or too long are left out. */
export function pairs({ contextLength, endOfText, separator, layout }: PairsOptions): Objective {
  return {
    fields: layout.fields,
    contextLength,
    examplesOf: (tokens) => {
      const documents = documentsOf(tokens, endOfText, true);
      const parted = documents.flatMap(({ start, end }) => {
        const border = tokens.subarray(start, end).indexOf(separator) + start;
        return border > start && border + 1 < end ? [{ start, border, end }] : [];
      });
      const fitting = parted.filter(({ start, border, end }) =>
        layout.fits(border - start, end - border - 1),
      );
      if (fitting.length === 0) {
        throw new LabError('objective.noPairs', {
          documents: documents.length,
          parted: parted.length,
          separator: separatorToken,
          contextLength,
        });
      }
      return {
        count: fitting.length,
        leftOut: documents.length - fitting.length,
        at: (place) => {
          const { start, border, end } = fitting[place];
          return layout.example(
            [...tokens.subarray(start, border)],
            [...tokens.subarray(border + 1, end)],
          );
        },
      };
    },
  };
}

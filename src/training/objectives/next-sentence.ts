/**
 * @file Pairs of stretches of text for next-sentence prediction (BERT, Devlin et al. 2018, arXiv 1810.04805):
 * half of the time the second followed the first in its document (label 0), else it is from another one
 * (label 1). The second is made as long as the one that it stands for, where that document is long enough,
 * so that lengths do not give the answer away.
 */
import { LabError } from '../../base/errors';
import type { Random } from '../../base/random';
import { documentsOf, type Stretch } from './documents';
import type { Tokens } from './objective';

export interface SentencePair {
  first: number[];
  second: number[];
  /** 0: it followed. */
  nextSentence: 0 | 1;
}

export interface SentencePairs {
  count: number;
  at: (place: number, random: Random) => SentencePair;
}

/**
 * @param room tokens of both together, at least 2
 * @throws LabError `objective.oneDocument` if there is no other document to take a second from
 */
export function sentencePairs(tokens: Tokens, endOfText: number, room: number): SentencePairs {
  const size = Math.max(2, room);
  const documents = documentsOf(tokens, endOfText, false);
  const pieces = documents.flatMap((document, of) => piecesOf(document, size, of));
  if (documents.length < 2 || pieces.length === 0) {
    throw new LabError('objective.oneDocument', { documents: documents.length });
  }
  const list = (start: number, end: number) => [...tokens.subarray(start, end)];
  return {
    count: pieces.length,
    at: (place, random) => {
      const { start, end, of } = pieces[place];
      const border = start + 1 + random.integer(end - start - 1);
      const first = list(start, border);
      if (random.float() < 0.5) return { first, second: list(border, end), nextSentence: 0 };
      const other = documents[(of + 1 + random.integer(documents.length - 1)) % documents.length];
      const length = Math.min(end - border, other.end - other.start);
      const from = other.start + random.integer(other.end - other.start - length + 1);
      return { first, second: list(from, from + length), nextSentence: 1 };
    },
  };
}

/** A document in pieces that fit, those of one token left out. */
function piecesOf({ start, end }: Stretch, size: number, of: number) {
  const count = Math.ceil((end - start) / size);
  return Array.from({ length: count }, (_, index) => ({
    start: start + index * size,
    end: Math.min(end, start + (index + 1) * size),
    of,
  })).filter((piece) => piece.end - piece.start >= 2);
}

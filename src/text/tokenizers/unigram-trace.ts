/**
 * @file Unigram in slow motion: the real trainer learns on a short text, and every stage is kept: the
 * pieces, their expected counts, and what dropping each would cost. Between two stages the lattice
 * of any word can be drawn (`unigram-lattice.ts`).
 */
import type { TextSource } from '../types';
import { trainTokenizer } from './index';
import type { ScoredPiece, UnigramPhase, UnigramRound } from './observe';
import { unigramConfig } from './unigram-lattice';

export interface PieceCount {
  piece: string;
  /** How often the piece is expected in the text. */
  count: number;
}

export interface PieceLoss {
  piece: string;
  /** Log likelihood per word that is lost without it, in nats; −Infinity: it is not used at all. */
  loss: number;
  dropped: boolean;
}

export interface UnigramStage {
  round: number;
  phase: UnigramPhase;
  /** The vocabulary after this stage. */
  pieces: ScoredPiece[];
  /** Of `em`: the pieces that are expected most often, most frequent first; else empty. */
  counts: PieceCount[];
  /** Of `prune`: the dearest that were dropped and the cheapest that were kept, by loss; else empty. */
  losses: PieceLoss[];
  /** Of `prune`: how many were dropped. */
  dropped: number;
  /** Of `em`: mean negative log likelihood of a word before it, in nats; else null. */
  objective: number | null;
}

export interface UnigramTrace {
  text: string;
  stages: UnigramStage[];
}

/** Counts, and losses on either side of the cut, that a stage keeps. */
const kept = 12;

/**
 * @param learned pieces that are learned besides the characters of the text
 * @throws LabError `cancelled`
 */
export async function traceUnigram(
  text: string,
  learned: number,
  signal?: AbortSignal,
): Promise<UnigramTrace> {
  const source: TextSource = {
    name: 'text',
    async *chunks() {
      yield { text, endOfDocument: true };
    },
  };
  const stages: UnigramStage[] = [];
  // Besides the characters: the end of a text, the unknown token, and the mark of a space.
  const size = new Set(text).size + 3 + learned;
  const onRound = (event: UnigramRound) => stages.push(stageOf(event));
  const config = { ...unigramConfig, vocabularySize: size };
  await trainTokenizer(config, source, { signal, unigram: { onRound } });
  return { text, stages };
}

function stageOf(event: UnigramRound): UnigramStage {
  const { round, phase, pieces, expectedCounts, objective, candidates, losses } = event;
  const counts = pieces.map(({ piece }, index) => ({ piece, count: expectedCounts?.[index] ?? 0 }));
  counts.sort((first, second) => second.count - first.count);
  const left = new Set(pieces.map(({ piece }) => piece));
  const priced = (candidates ?? [])
    .map(({ piece }, index) => ({ piece, loss: losses?.[index] ?? 0, dropped: !left.has(piece) }))
    .sort((first, second) => first.loss - second.loss);
  const cut = priced.filter(({ dropped }) => dropped);
  const spared = priced.filter(({ dropped, loss }) => !dropped && loss < Infinity);
  return {
    ...{ round, phase, objective },
    pieces: pieces.map(({ piece, score }) => ({ piece, score })),
    counts: expectedCounts ? counts.slice(0, kept) : [],
    losses: [...cut.slice(-kept / 2), ...spared.slice(0, kept / 2)],
    dropped: cut.length,
  };
}

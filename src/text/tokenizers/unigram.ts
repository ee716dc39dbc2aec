/**
 * @file Unigram: each piece has a probability, a segmentation that of its pieces multiplied, and a
 * text is cut in the most likely way. Neighbouring characters that no piece covers are one unknown
 * token, as in SentencePiece.
 * Papers: Kudo 2018 (1804.10959); Kudo & Richardson 2018 (1808.06226).
 */
import type { Random } from '../../base/random';
import type { TokenizerOptions, TokenSink, TokenSpan } from '../types';
import { unknownPenalty, unknownPiece, WordLattice } from './lattice';
import { normalizeText } from './normalize';
import type { Lattice, LatticeNode, ScoredPiece } from './observe';
import { PieceTokenizer, spaceMark, withSpaceMarks } from './piece-tokenizer';
import { PieceTrie } from './piece-trie';
import { forEachPreToken } from './pre-tokenize';
import { unknownId } from './special-tokens';
import { WordCache } from './word-cache';

/** Stands in the lattice for a `▁` of the text that is to become bytes; in no piece. */
const noPiece = '\uFFFF';

export interface Segmentation {
  pieces: string[];
  /** Log probability of its pieces. */
  score: number;
  /** Among all segmentations of the word. */
  probability: number;
}

export class UnigramTokenizer extends PieceTokenizer {
  readonly kind = 'unigram';
  private readonly trie: PieceTrie;
  private readonly scores: Float64Array;
  private readonly unknownScore: number;
  private readonly lattice = new WordLattice();
  private readonly cache: WordCache;

  /** @param pieces in the order of their ids, with `▁` for a space; scores in nats */
  constructor(
    readonly pieces: readonly ScoredPiece[],
    options: TokenizerOptions,
  ) {
    super(
      options,
      pieces.map(({ piece }) => piece),
      true,
    );
    this.trie = new PieceTrie(pieces.reduce((sum, { piece }) => sum + piece.length, 0));
    for (const [index, { piece }] of pieces.entries()) this.trie.add(piece, index);
    this.scores = Float64Array.from(pieces, ({ score }) => score);
    this.unknownScore = this.scores.reduce((a, b) => Math.min(a, b), 0) - unknownPenalty;
    this.cache = new WordCache((word, ids) => {
      for (const { piece, start, end } of this.cut(word)) {
        if (piece === unknownPiece) this.pushUnknown(word.slice(start, end), ids);
        else ids.push(this.firstPieceId + piece);
      }
    });
  }

  /** All segmentations of a text; for display, so not for long texts. */
  latticeOf(text: string): Lattice {
    const nodes: LatticeNode[] = [];
    const whole = { logPartition: 0, bestScore: 0 };
    let from = 0;
    const normal = normalizeText(text, this.options);
    forEachPreToken(normal, this.options.preTokenizer, (word) => {
      const { lattice } = this;
      this.build(word);
      const best = lattice.best();
      const chosen = new Set(best.edges);
      whole.bestScore += best.score;
      whole.logPartition += lattice.sum();
      for (let edge = 0; edge < lattice.edgeCount; edge++) {
        const [start, end] = [lattice.starts[edge], lattice.ends[edge]];
        nodes.push({
          id: this.idOf(edge),
          piece: withSpaceMarks(word.slice(start, end)),
          start: from + start,
          end: from + end,
          score: lattice.scores[edge],
          posterior: lattice.posterior(edge),
          best: chosen.has(edge),
        });
      }
      from += word.length;
    });
    return { text: withSpaceMarks(normal), nodes, ...whole };
  }

  /** The most likely segmentations of one word, best first, as pieces. */
  nBest(word: string, wanted: number): Segmentation[] {
    const normal = normalizeText(word, this.options);
    this.build(normal);
    const all = this.lattice.sum();
    return this.lattice.nBest(wanted).map(({ edges, score }) => ({
      pieces: edges.map((edge) => this.nameOf(normal, edge)),
      score,
      probability: Math.exp(score - all),
    }));
  }

  /**
   * A random segmentation of one word, as pieces: subword regularisation.
   * @param alpha below 1 flatter, 0 all segmentations alike, above 1 sharper
   */
  sample(word: string, alpha: number, random: Random): string[] {
    const normal = normalizeText(word, this.options);
    this.build(normal);
    return this.lattice.sample(alpha, random).map((edge) => this.nameOf(normal, edge));
  }

  protected encodeNormal(text: string, sink: TokenSink): void {
    forEachPreToken(text, this.options.preTokenizer, (word) => this.cache.encode(word, sink));
  }

  protected normalSpans(text: string): TokenSpan[] {
    const spans: TokenSpan[] = [];
    let from = 0;
    forEachPreToken(text, this.options.preTokenizer, (word) => {
      for (const { piece, start, end } of this.cut(word)) {
        if (piece !== unknownPiece || !this.options.byteFallback) {
          const id = piece === unknownPiece ? unknownId : this.firstPieceId + piece;
          spans.push({ id, start: from + start, end: from + end });
          continue;
        }
        const ids: number[] = [];
        const lost = word.slice(start, end);
        this.pushUnknown(lost, ids);
        for (const span of this.spansOf(lost, ids)) {
          spans.push({
            id: span.id,
            start: from + start + span.start,
            end: from + start + span.end,
          });
        }
      }
      from += word.length;
    });
    return spans;
  }

  private build(word: string): void {
    const marked = this.options.byteFallback ? word.replaceAll(spaceMark, noPiece) : word;
    this.lattice.build(withSpaceMarks(marked), this.trie, this.scores, this.unknownScore);
  }

  /** The best segmentation, neighbouring unknown characters joined. */
  private cut(word: string): { piece: number; start: number; end: number }[] {
    this.build(word);
    const { starts, ends, pieces } = this.lattice;
    const parts: { piece: number; start: number; end: number }[] = [];
    for (const edge of this.lattice.best().edges) {
      const last = parts.at(-1);
      if (pieces[edge] === unknownPiece && last?.piece === unknownPiece) last.end = ends[edge];
      else parts.push({ piece: pieces[edge], start: starts[edge], end: ends[edge] });
    }
    return parts;
  }

  private idOf(edge: number): number {
    const piece = this.lattice.pieces[edge];
    return piece === unknownPiece ? unknownId : this.firstPieceId + piece;
  }

  private nameOf(word: string, edge: number): string {
    return withSpaceMarks(word.slice(this.lattice.starts[edge], this.lattice.ends[edge]));
  }
}

/**
 * @file SentencePiece's `.vocab`: a line for each id, the piece, a tab and its score. Unigram's
 * scores are log probabilities; those of BPE are minus the rank of the merge, as SentencePiece's
 * trainer writes them, with the characters after all merges. Read are files of Unigram models, also
 * SentencePiece's own, whose special pieces (`<unk>`, `<s>`, `</s>`, `<pad>`) are left out.
 */
import { LabError } from '../../base/errors';
import type { Tokenizer, TokenizerOptions } from '../types';
import { CharacterBpeTokenizer } from './character-bpe';
import { nameMerges } from './merges';
import type { ScoredPiece } from './observe';
import { defaultOptions } from './options';
import { pieceStart } from './piece-tokenizer';
import { isSpecialToken } from './special-tokens';
import { UnigramTokenizer } from './unigram';

/** Bytes, and so characters at most. */
export const longestVocab = 64_000_000;
const mostPieces = 2 ** 20;

/** The text of a `.vocab`, or null for a kind that SentencePiece does not have. */
export function tokenizerToVocab(tokenizer: Tokenizer): string | null {
  const write = (tokens: readonly string[], score: (id: number) => number) =>
    tokens.map((token, id) => `${token}\t${score(id)}\n`).join('');
  if (tokenizer instanceof UnigramTokenizer) {
    const { tokens, pieces } = tokenizer;
    const first = tokens.length - pieces.length;
    return write(tokens, (id) => (id < first ? 0 : pieces[id - first].score));
  }
  if (tokenizer instanceof CharacterBpeTokenizer && tokenizer.kind === 'sentencepiece-bpe') {
    const { tokens, alphabet, merges, options } = tokenizer;
    const start = pieceStart(options).length;
    const { mergedIds } = nameMerges(tokens.slice(0, start + alphabet.length), merges);
    const ranks = new Map(mergedIds.map((id, rank) => [id, rank]));
    return write(tokens, (id) => {
      if (id < start) return 0;
      return -(ranks.get(id) ?? merges.length + id - start);
    });
  }
  return null;
}

const leftOut = new Set([...pieceStart(defaultOptions), '<unk>', '<s>', '</s>', '<pad>']);

/**
 * Reads the `.vocab` of a Unigram model.
 * @throws LabError `tokenizer.vocab`
 */
export function tokenizerFromVocab(
  text: string,
  options: TokenizerOptions = { ...defaultOptions, preTokenizer: 'whitespace' },
): UnigramTokenizer {
  const refuse = (line: number, reason: string): never => {
    throw new LabError('tokenizer.vocab', { line, reason });
  };
  if (text.length > longestVocab) refuse(1, 'the file is too large');
  const lines = text.replace(/\n$/, '').split('\n', mostPieces + 1);
  if (lines.length > mostPieces) refuse(mostPieces, 'there are too many pieces');
  const pieces: ScoredPiece[] = [];
  const seen = new Set<string>();
  let bytes = 0;
  const specialTokens: string[] = [];
  for (const [index, line] of lines.entries()) {
    const [piece, score, ...rest] = line.replace(/\r$/, '').split('\t');
    if (piece === '' || score === undefined || rest.length > 0) {
      refuse(index + 1, 'it is not a piece, a tab and a score');
    }
    const value = Number(score);
    if (score.trim() === '' || !Number.isFinite(value)) refuse(index + 1, 'the score is no number');
    if (seen.has(piece)) refuse(index + 1, 'the piece stands there twice');
    seen.add(piece);
    if (leftOut.has(piece)) continue;
    if (/^<0x[0-9A-F]{2}>$/.test(piece)) bytes++;
    else if (value === 0 && isSpecialToken(piece)) specialTokens.push(piece);
    else pieces.push({ piece, score: value });
  }
  if (pieces.length === 0) refuse(1, 'there are no pieces');
  if (pieces.every(({ score }) => Number.isInteger(score))) {
    refuse(1, 'the scores are ranks, so it is of a BPE model; only those of Unigram can be read');
  }
  return new UnigramTokenizer(pieces, { ...options, byteFallback: bytes === 256, specialTokens });
}

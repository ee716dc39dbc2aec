/**
 * @file The pure parts of the floors below that the tokenizer's page reads results with; loaded by the
 * views that need them.
 */
export { bestComparableRun } from '../experiment/comparable-run';
export { gptNames, type GptName } from '../text/tokenizers/compare/types';
export {
  sampleNames,
  sampleTexts,
  sentences,
  type SampleName,
} from '../text/tokenizers/compare/samples';
export { displaySpans } from '../text/tokenizers/display';
export { watchedKinds } from '../text/tokenizers/trace-kinds';
export { mergeTree, tokensAfter, type MergeNode } from '../text/tokenizers/trace-steps';
export {
  bestSegmentations,
  latticeAt,
  sampleSegmentations,
} from '../text/tokenizers/unigram-lattice';
export { tokenizerKinds, wordPieceScores } from '../text/types';

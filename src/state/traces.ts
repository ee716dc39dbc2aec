/**
 * @file How the page reads a trace of learning; pure, and loaded only by the page that shows one.
 */
export { displaySpans } from '../text/tokenizers/display';
export { mergeTree, tokensAfter, type MergeNode } from '../text/tokenizers/trace-steps';

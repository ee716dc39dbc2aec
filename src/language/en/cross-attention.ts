/**
 * @file English texts of the chapter “decode”: what an encoder-decoder looks at while it writes.
 */
export const crossAttention = {
  title: 'Where it looks while it writes',
  hint: 'This model has two halves. The encoder has read the prompt whole; for each token that the decoder writes, cross attention spreads its look over the prompt. Here it is, token by token, as the text grows.',
  which: 'Column to look at',
  column: 'column {{column}}',
  failed: 'Cross attention cannot be shown',
  heads: 'All heads',
  headsCaption:
    'Layers from top to bottom, heads from left to right. Choose one. In translation and reversal some heads draw a line, upward or downward: the decoder walks along the prompt.',
  head: 'Layer {{layer}}, head {{head}}',
  headCaption:
    'Rows: what the decoder reads, from the end-of-text that starts it; each row chooses the token after it. Columns: the prompt. Each row sums to 1, and nothing is hidden: a decoder may look at all of the source.',
} as const;

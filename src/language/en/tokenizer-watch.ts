/**
 * @file English words of the view “Watch it learn” of the chapter `tokenizer`.
 */

export const tokenizerWatch = {
  text: {
    heading: 'A text to learn from',
    label: 'Short text',
    help: 'The beginning of the open text; change it as you like, up to {{limit}} characters. Learning starts again at every change.',
    restore: 'Back to the open text',
    failed: 'Nothing could be learned from this text',
  },
  player: {
    heading: 'Learning, step by step',
    algorithm: 'Algorithm',
    score: 'Score',
    hints: {
      bpe: 'BPE starts from bytes. At every step it counts all pairs of neighbouring tokens and joins the most frequent one everywhere. It stops here when no pair stands twice in the text.',
      'character-bpe':
        'The same as byte-level BPE, but it starts from characters. It stops here when no pair stands twice in the text.',
      'sentencepiece-bpe':
        'BPE on characters as SentencePiece writes them, with ▁ for a space. It stops here when no pair stands twice in the text.',
      wordpiece:
        'WordPiece starts from characters; pieces that go on with a word carry ##. By likelihood the score is count ÷ (count of left × count of right): pairs that are hardly ever apart come first, even rare ones.',
      unigram:
        'Unigram goes the other way: it starts with far too many pieces and drops those that the text can best do without. Every word can be cut in many ways; each piece counts by its share in all of them.',
    },
    place: 'merge {{step}} of {{last}}',
  },
  step: {
    none: 'No merge yet: every byte or character is a token of its own.',
    merge:
      'Merge {{step}}: {{left}} + {{right}} → {{label}}, {{count}} times. It gets the id {{id}}.',
    end: 'No pair stands twice any more: the learning ends.',
  },
  facts: {
    vocabulary: 'Vocabulary',
    tokens: 'Tokens in the text',
    charactersPerToken: 'Characters per token',
  },
  pairs: {
    title: 'Best pairs now',
    caption:
      'The first one is joined next. Of equal scores the more frequent pair wins, then that of smallest ids.',
  },
  strip: {
    title: 'The text now',
    caption:
      'Framed: what the last merge made. Click a token for its merges. The first {{shown}} characters; all of them are counted.',
  },
  learned: {
    title: 'The vocabulary grows',
    caption: 'The newest tokens first, after the bytes or characters. Click one for its merges.',
    empty: 'Nothing is learned yet.',
  },
  tree: {
    title: 'How “{{label}}” came about',
    caption:
      'The units that it started from are below; each box above joins two. Small numbers: which merge. Esc lets go of a chosen token.',
  },
  curve: {
    title: 'Tokens in the text, by merges',
    caption:
      'The first merges save the most: frequent pairs come first. Later ones learn rare words, each of which saves little.',
    merges: 'merges',
    tokens: 'tokens',
    here: 'here',
  },
  unigram: {
    place: 'stage {{step}} of {{last}}',
    stages: {
      seed: 'Seed: {{pieces}} pieces, all characters and frequent strings of the text.',
      em: 'Round {{round}}, expectation–maximisation (EM): count every piece in all segmentations, and make its probability follow. {{pieces}} pieces are left; −log likelihood {{objective}} nats per word before it.',
      prune:
        'Round {{round}}, pruning: the {{dropped}} pieces that the likelihood misses least are dropped; {{pieces}} are left.',
      final: 'Done: all characters, and the best of the other pieces: {{pieces}}.',
    },
    word: 'Word to cut',
    wordHelp: 'Up to {{limit}} characters.',
    latticeTitle: 'All ways to cut “{{word}}”',
    latticeCaption:
      'The boxes in the first row are the most likely segmentation (Viterbi). Darker: used in a larger share of all segmentations, weighted by their probability (the posterior, by forward–backward). Point at a box for its numbers.',
    countsTitle: 'Expected counts',
    countsCaption:
      'How often each piece is expected in the text: the sum of its posteriors over all words. The most frequent ones.',
    count: 'count',
    piece: 'piece',
    lossesTitle: 'What dropping costs',
    lossesCaption:
      'Log likelihood per word (nats) that is lost when the next best segmentation takes a piece’s place; −∞: not used at all. On both sides of the cut. Single characters always stay.',
    loss: 'loss',
    likeliestTitle: 'Most likely pieces',
    likeliestCaption: 'By their probability in this vocabulary.',
    probability: 'probability',
    curveTitle: 'Pieces left, by stage',
    curveCaption: 'EM drops pieces that are expected less than half a time; pruning keeps 75%.',
    stage: 'stage',
    pieces: 'pieces',
  },
  segmentations: {
    bestTitle: 'The most likely segmentations',
    bestCaption:
      'The best ones (n-best), at most five, with their probability among all ways to cut the word. The first one is that of Viterbi.',
    segmentation: 'segmentation',
    sampledTitle: 'Random segmentations',
    sampledCaption:
      'Drawn in proportion to probability to the power of alpha: 0 makes all segmentations equally likely, above 1 the best one wins even more. A model that sees a word cut in ever new ways gets robust (subword regularisation).',
    alpha: 'alpha (sharpness)',
    seed: 'Seed',
    list: 'Eight samples',
  },
  lesson: {
    title: 'What to look for',
    frequency: 'Only frequency counts',
    frequencyText:
      'BPE knows no grammar. “th” and “ing” become tokens because they are frequent, and parts of words become tokens on the way to whole words, even where they mean nothing.',
    order: 'Order is the tokenizer',
    orderText:
      'The list of merges, in order, is all that is kept. A new text is cut by making the same merges in the same order, so a text is always cut the same way.',
    probability: 'From above',
    probabilityText:
      'Unigram makes no merges. Every piece has a probability, so a word has many segmentations, each with its own; the most likely one is used. A piece that others can replace nearly as well is not worth its place.',
    bytes: 'Bytes first',
    bytesText:
      'A Chinese character is three bytes. The first merges in a Chinese text only put characters together; a vocabulary learned from English never does that for most of them.',
  },
} as const;

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
    heading: 'Learning, one merge at a time',
    hint: 'BPE starts from bytes. At every step it counts all pairs of neighbouring tokens and joins the most frequent one everywhere. It stops here when no pair stands twice in the text.',
    play: 'Play',
    pause: 'Pause',
    back: 'One merge back',
    forward: 'One merge forward',
    start: 'Back to the start',
    scrubber: 'Merge',
    place: 'merge {{step}} of {{last}}',
    speed: 'Merges per second',
  },
  step: {
    none: 'No merge yet: every byte is a token of its own.',
    merge:
      'Merge {{step}}: {{left}} + {{right}} → {{label}}, {{count}} times. It gets the id {{id}}.',
    end: 'No pair stands twice any more: the learning ends.',
  },
  facts: {
    vocabulary: 'Vocabulary',
    tokens: 'Tokens in the text',
    pairs: 'Different pairs',
    charactersPerToken: 'Characters per token',
  },
  pairs: {
    title: 'Most frequent pairs now',
    caption: 'The first one is joined next. Equal counts: the pair of smallest ids wins.',
  },
  strip: {
    title: 'The text now',
    caption:
      'Framed: what the last merge made. Click a token for its merges. The first {{shown}} characters; all of them are counted.',
  },
  learned: {
    title: 'The vocabulary grows',
    caption: 'The newest tokens first, after the 256 bytes. Click one for its merges.',
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
  lesson: {
    title: 'What to look for',
    frequency: 'Only frequency counts',
    frequencyText:
      'BPE knows no grammar. “th” and “ing” become tokens because they are frequent, and parts of words become tokens on the way to whole words, even where they mean nothing.',
    order: 'Order is the tokenizer',
    orderText:
      'The list of merges, in order, is all that is kept. A new text is cut by making the same merges in the same order, so a text is always cut the same way.',
    bytes: 'Bytes first',
    bytesText:
      'A Chinese character is three bytes. The first merges in a Chinese text only put characters together; a vocabulary learned from English never does that for most of them.',
  },
} as const;

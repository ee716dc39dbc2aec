/**
 * @file English words of the chapter `tokenizer`.
 */

export const tokenizer = {
  lead: 'A model computes with numbers, not letters. The tokenizer cuts text into pieces, called tokens, and gives every different piece a number.',
  views: {
    label: 'Views of the tokenizer',
    train: 'Train it',
    watch: 'Watch it learn',
    compare: 'Use and compare',
  },
  settings: 'How to cut',
  kind: 'Kind',
  kinds: {
    characters:
      'One token per character. Simple, but long sequences, and characters that the text never showed are unknown.',
    bytes:
      'One token per byte of UTF-8. Only 256 pieces and nothing is ever unknown, but sequences are longest.',
    bpe: 'Byte-pair encoding (BPE): starts from bytes and again and again joins the most frequent pair, so that frequent words become one token.',
  },
  size: 'Vocabulary size',
  sizeHelp:
    'How many different tokens there are. A larger vocabulary gives shorter sequences, but a larger embedding to learn.',
  train: 'Train the tokenizer',
  retrain: 'Train again',
  stale:
    'What is shown was made with {{kind}} and {{shown}} entries; the settings have changed since.',
  failed: 'The tokenizer could not be trained',
  facts: {
    heading: 'What came out',
    vocabulary: 'Vocabulary',
    tokens: 'Tokens in the text',
    charactersPerToken: 'Characters per token',
    uniform: 'Loss of a uniform guess, log V',
    uniformHelp:
      'A model that knows nothing gives every token the same probability 1/V. Its loss is log V; training must get below it.',
    save: 'Save tokenizer.json',
  },
  show: {
    heading: 'Text as tokens',
    label: 'Try a text of your own',
    help: 'Up to {{limit}} characters. Pointing at a token marks all tokens with the same id.',
    ids: 'Token ids in order',
    tokens: '{{tokens}} tokens for {{characters}} characters',
    nothing: 'Train the tokenizer to see text as tokens.',
    hovered: 'id {{id}}: {{count}} × in this text',
  },
  lesson: {
    heading: 'What is a token?',
    first:
      'Take “unhappy”. As characters it is seven tokens; as one word it is a single token, but then “unhappily” would need another one, and so would every name and every typing error. Byte-pair encoding lies between: “un” and “happy” are frequent, so each becomes one token, and rare words are put together from pieces.',
    second:
      'Spaces belong to the token that follows, and are shown as “·”. A Chinese character takes three bytes: until BPE has joined them, one character is two or three tokens. They are shown as one piece with several ids, because half a character cannot be read.',
    third:
      'The token <|endoftext|> with id 0 stands after every document, so that the model learns where stories end.',
  },
} as const;

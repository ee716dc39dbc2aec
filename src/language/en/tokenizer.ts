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
  kindHelp: 'What the pieces are made of, and how they are found.',
  kinds: {
    characters:
      'One token per character. Simple, but long sequences, and characters that the text never showed are unknown.',
    bytes:
      'One token per byte of UTF-8. Only 256 pieces and nothing is ever unknown, but sequences are longest.',
    words:
      'One token per frequent word. Short sequences, but every other word is unknown; spaces and line ends are not kept.',
    bpe: 'Byte-pair encoding (BPE): starts from bytes and again and again joins the most frequent pair, so that frequent words become one token. GPT’s kind.',
    'character-bpe':
      'BPE that starts from the characters of the text instead of bytes. A rare character takes one token, not three; one that the text never showed is unknown.',
    wordpiece:
      'BERT’s kind: joins the pair whose parts belong together most, and cuts each word at the longest piece that fits. “##” marks pieces that go on with a word; spaces and line ends are not kept.',
    unigram:
      'SentencePiece’s kind: starts with far too many pieces, gives each a probability, and drops those that are missed least. A text is cut in the most likely way.',
    'sentencepiece-bpe':
      'BPE on characters as in Llama 2: a space is written “▁” and belongs to the word after it.',
  },
  options: {
    label: 'Options of the tokenizer',
    normalization: 'Normalisation',
    normalizationHelp:
      'Writes the same character in the same way. NFC joins letters and accents; NFKC also turns full-width letters, ligatures and the like into plain ones.',
    normalizations: { none: 'None', nfc: 'NFC', nfkc: 'NFKC' },
    lowercase: 'Lower case',
    lowercaseHelp: '“The” and “the” become the same; the model can then write small letters only.',
    preTokenizer: 'Pre-tokenizer',
    preTokenizers: { gpt2: 'GPT-2', cl100k: 'GPT-4', whitespace: 'Whitespace', none: 'None' },
    preTokenizerHelps: {
      gpt2: 'Cuts before words, numbers and signs; no token goes over such a border.',
      cl100k: 'GPT-4’s cuts (cl100k): like GPT-2’s, but at most three digits stand together.',
      whitespace: 'Cuts before spaces only: a word and its punctuation can be one token.',
      none: 'Cuts only after lines: one token can hold several words.',
    },
    byteFallback: 'Byte fallback',
    byteFallbackHelp:
      'A character that the vocabulary lacks becomes its bytes, so nothing is unknown. Takes 256 entries.',
    wordPieceScore: 'Score of a pair',
    wordPieceScores: { likelihood: 'Likelihood', frequency: 'Frequency' },
    wordPieceScoreHelps: {
      likelihood:
        'Count of the pair ÷ (count of the left part × count of the right). Rare parts that always stand together come first, so it needs a larger vocabulary than BPE.',
      frequency: 'Count of the pair, as in BPE. Hugging Face’s trainer does so.',
    },
    specialTokens: 'Special tokens',
    specialTokensHelp:
      'Strings that are always one token, for example <|user|>. Enter adds one; at most {{most}}.',
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
    saveVocab: 'Save SentencePiece .vocab',
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

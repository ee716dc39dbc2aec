/**
 * @file English words of the view “Use and compare” of the chapter `tokenizer`.
 */

export const tokenizerCompare = {
  list: {
    heading: 'Tokenizers side by side',
    hint: 'The tokenizer of this experiment stands beside those of real models. Add as many as you like.',
    failed: 'The tokenizer could not be added',
    remove: 'Remove {{name}}',
    loading: 'Loading {{name}}…',
    none: 'Add a tokenizer to see how it cuts the text.',
  },
  names: {
    trained: '{{kind}}, trained on {{text}}',
    trainedSized: '{{kind}} {{size}}, trained on {{text}}',
    thisText: 'the open text',
    r50k: 'GPT-2 (r50k)',
    cl100k: 'GPT-4 (cl100k)',
    o200k: 'GPT-4o (o200k)',
    vocabulary: '{{size}} entries',
  },
  add: {
    known: 'Of real models',
    trained: 'Trained here, on the open text',
    kind: 'Kind',
    size: 'Vocabulary size',
    train: 'Train and add',
    own: 'Add this experiment’s',
    file: 'From a file',
    fileHelp:
      'A tokenizer.json of any model on the Hugging Face Hub, or a .vocab of SentencePiece (Unigram), up to 64 MB. It stays in this browser. A .vocab tells no normalisation, so the text is cut as it stands.',
    choose: 'Choose a tokenizer.json or .vocab',
  },
  text: {
    heading: 'One text, cut in different ways',
    hint: 'Point at a token: the same characters are marked everywhere, with ids, bytes and offsets.',
    label: 'Text',
    help: 'Up to {{limit}} characters.',
    examples: 'Examples',
    both: 'Both languages',
    tokens: '{{count}} tokens',
    token: 'id {{id}} · bytes {{bytes}} · characters {{start}}–{{end}}',
    noBytes: 'none',
    more: '… and {{count}} more',
    point: 'Point at a token.',
    figures: 'Figures of this text',
    bitsHint:
      'Bits per character: the validation loss of the best run that this browser keeps with this tokenizer, on the text that it was trained on; unlike the loss per token it can be compared between tokenizers. Only tokenizers trained here can have one: train a run with it, and it stands here instead of –.',
  },
  columns: {
    tokenizer: 'tokenizer',
    vocabulary: 'vocabulary',
    tokens: 'tokens',
    charactersPerToken: 'characters per token',
    bytesPerToken: 'bytes per token',
    tokensPerWord: 'tokens per word',
    bitsPerCharacter: 'bits per character (run)',
  },
  fertility: {
    heading: 'What a language costs',
    hint: 'The same eight sentences in English and in Chinese, a piece of code, and emoji. A model reads and bills tokens, and its context holds so many of them: whoever needs more tokens for the same meaning pays more and fits less.',
    same: 'The same meaning in two languages',
    sameCaption:
      'Tokens for the same sentences. A vocabulary learned mainly from English keeps whole English words, but cuts Chinese characters into bytes.',
    kinds: 'Tokens per character and per word',
    kindsCaption:
      'Fertility: tokens per word. Chinese words are found with a dictionary. Emoji and code are counted per character (code point).',
    english: 'English, per word',
    chinese: 'Chinese, per word',
    englishCharacters: 'English, per character',
    chineseCharacters: 'Chinese, per character',
    codeCharacters: 'code, per character',
    emojiCharacters: 'emoji, per character',
  },
  samples: {
    english: 'English',
    chinese: 'Chinese',
    code: 'Code',
    emoji: 'Emoji',
  },
  overlap: {
    heading: 'What the vocabularies share',
    title: 'Overlap of the vocabularies',
    measure: 'Measure',
    jaccard: 'Jaccard index',
    share: 'share of the row',
    jaccardCaption:
      'Tokens in both ÷ tokens in at least one. Tokens are the same if they stand for the same bytes; special tokens are left out.',
    shareCaption: 'Of the tokens of the row, the share that the column has too, by their bytes.',
  },
  lesson: {
    title: 'What to look for',
    tax: 'A tax on languages',
    taxText:
      'GPT-2 needs several tokens for most Chinese characters. Later vocabularies are four times as large and were learned from many languages: the ratio falls towards 1.',
    size: 'Size is not everything',
    sizeText:
      'A small vocabulary trained on your own text can beat a large one on that text. On another language or on code it falls apart into bytes.',
    borders: 'Borders matter',
    bordersText:
      'Numbers, spaces in code and emoji are cut very differently. A model sees only the ids, so it has to learn how the pieces are spelled.',
  },
} as const;

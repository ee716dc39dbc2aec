/**
 * @file English words of the chapter `text`.
 */

export const text = {
  lead: 'Everything the model will know, it learns from this text. Choose one that is made here, paste your own, or drop files.',
  corpora: {
    heading: 'Made here',
    documents: 'Documents',
    documentsHelp:
      'How many stories or exercises are generated. More text takes longer to read, and gives the model more to learn from.',
    'english-stories':
      'Short stories in simple English: who gave what to whom, who owns what now, and why.',
    'chinese-stories': 'Short stories in simple Chinese, with the same kind of plots.',
    crawl:
      'Web pages as they come: menus, spam, copies, other languages, and one good page in eight. For the chapter on cleaning.',
    arithmetic: 'Sums, comparisons and small word problems, each with its answer.',
    reversal:
      'Three to eight letters → the same, read backwards. Nothing to work out, only where to look.',
    sorting: 'Three to eight digits → the same, the smallest first.',
    addition:
      'Two numbers of three digits → their sum, the ones first, as one adds on paper: each digit needs only the carry of the one before.',
    translation:
      'A sentence of one made-up language → the same in another, with a different word order, classes of nouns, and words that agree.',
    classification:
      'Three judgements about a meal → “positive” or “negative” by the majority. “not” turns one round, so no single word decides.',
    cloze:
      'A sentence with a gap → the verb that is missing. What comes after tells which verb, what stands before tells its form.',
    open: 'Open',
    isOpen: 'Open now',
  },
  tasks: {
    heading: 'Tasks: a source, and the target that follows from it',
    hint: 'Each document is “source[SEP]target” and comes only once, so the held-out part is new to the model. The chapter “Architectures” trains three kinds of model on them.',
    tokenizer: 'Best with the tokenizer “{{kind}}”',
  },
  own: {
    heading: 'Your own text',
    dropTitle: 'Drop files or folders here',
    dropText:
      'Texts (.txt, .md, .jsonl), tables (.csv, .tsv, .parquet), web pages (.html), web archives (.warc), also packed (.gz, .zip). As many as you like, up to 200 MB of text. They stay on this computer.',
    choose: 'Choose files',
    chooseFolder: 'Choose a folder',
    paste: 'Or paste a text',
    pastePlaceholder: 'Paste or type here…',
    use: 'Use this text',
    pastedName: 'Pasted text',
  },
  facts: {
    heading: 'What is open',
    source: 'Text',
    characters: 'Characters',
    bytes: 'Size',
    documents: 'Documents',
    encoding: 'Encoding',
    generated: 'made here',
    fingerprint: 'Fingerprint',
    fingerprintHelp: 'The same text always has the same fingerprint.',
  },
  column: {
    label: 'Column with the text',
    help: 'Each row of a table is a document. Another column opens the files again.',
  },
  leftOut: {
    one: 'One file was left out',
    many: '{{files}} files were left out',
    more: 'and {{files}} more',
  },
  preview: 'Beginning of the text',
  nothing: 'No text is open yet.',
  failed: 'This text could not be opened',
  earlier: 'The earlier text is still open.',
} as const;

/**
 * @file What a model learns to do: the objectives of pretraining, and the chapter about them.
 */

export const objectives = {
  heading: 'Objective',
  hint: 'What the model learns to do with the text. Each architecture has its own.',
  kind: 'Pretraining objective',
  kinds: {
    'next-token': {
      name: 'Next token',
      help: 'Every token from those before it: autoregressive language modelling (GPT, Radford et al. 2018).',
    },
    masked: {
      name: 'Masked tokens',
      help: 'Some tokens are hidden and found again from both sides (BERT, Devlin et al. 2018, arXiv 1810.04805).',
    },
    'span-corruption': {
      name: 'Span corruption',
      help: 'Spans are cut out; the decoder writes what stood in each gap (T5, Raffel et al. 2019, arXiv 1910.10683).',
    },
    prefix: {
      name: 'Prefix language modelling',
      help: 'The beginning of a text is read from both sides, the rest is written on token by token (Raffel et al. 2019, arXiv 1910.10683, section 3.2).',
    },
    pairs: {
      name: 'Source and target',
      help: 'The second part of a document from the first, as in translation (Sutskever et al. 2014, arXiv 1409.3215). The text’s documents must look like “source[SEP]target”.',
    },
  },
  fields: {
    corruptedShare: {
      label: 'Hidden share',
      help: 'Of all tokens, those that are hidden and learned. BERT and T5 hide 0.15.',
    },
    wholeWords: {
      label: 'Whole words',
      help: 'All tokens of a word are hidden together, so that a word’s other half does not give it away (Devlin et al. 2019, whole-word masking).',
    },
    nextSentence: {
      label: 'Next-sentence prediction',
      help: 'Also to tell whether a second stretch of text followed the first, from [CLS] (Devlin et al. 2018). Needs a text of several documents.',
    },
    meanSpan: {
      label: 'Mean span',
      help: 'Tokens of a gap on average. T5 has 3.',
    },
  },
  lead: 'Before a model can do anything for anyone, it learns from plain text by a task that the text itself sets. Here is what it is asked, on real batches of your text: what it reads, what it should give, and where nothing is learned.',
  failed: 'There is no batch to show',
  another: 'Another batch',
  take: 'Train the model with it',
  taken: 'The model is trained with it',
  facts: {
    learned: 'Places that are learned',
    of: '{{learned}} of {{read}}',
    places: 'Places in the text to make examples at',
    leftOut: 'Documents left out',
  },
  batch: {
    heading: 'One batch',
    hint: 'Three examples from the training text, made by the code that trains.',
    title: 'What is read, and what should be given',
    caption:
      'Above, the token that the model reads at each place; below, the one that it should give there. A dot: nothing is learned.',
    click: {
      masked: 'Click a token to hide it or show it again.',
      'span-corruption':
        'Click a token to cut it out, and one that was cut out, or the sentinel of its gap, to put it back.',
      prefix: 'Click a token to let the given part end with it.',
    },
    second: 'A thick line below marks the second stretch of text.',
    mean: 'mean loss {{loss}} nats',
    source: 'Example {{row}}: the encoder reads',
    inputs: 'Example {{row}}: read and given',
    followed: 'The second stretch followed the first (label 0)',
    elsewhere: 'The second stretch is from another document (label 1)',
  },
  model: {
    heading: 'The loss of each token',
    hint: 'A model of yours tells how hard each place was: the darker its target, the higher its loss, up to that of a uniform guess.',
    fits: 'This model fits the batch: its targets above are coloured by its loss.',
    shipped: 'A shipped model has its own tokenizer. Choose a run that you trained with this text.',
    architecture: 'This model has another architecture than this objective needs.',
    context: 'This model was trained with another context length.',
    vocabulary:
      'This model has another vocabulary, or lacks the special tokens of this objective. Train one with this objective.',
  },
  lesson: {
    heading: 'What to take away',
    signal: 'How much is learned from a batch',
    signalText:
      'The next token is learned at every place; a masked model learns at 15 % of them, so it needs more batches for the same number of lessons. In return it sees both sides.',
    sides: 'What each place may see',
    sidesText:
      'A place that sees its own answer learns nothing. A causal mask hides what comes after; masking hides the token itself. A prefix is read from both sides and therefore not learned.',
    mismatch: 'Why 80, 10 and 10',
    mismatchText:
      'No text that is read later has a [MASK] in it. BERT therefore changes some of the chosen tokens into random ones and keeps some, so that every token may have to be checked.',
    choice: 'Which one to take',
    choiceText:
      'To write text: next token or prefix. To understand one: masked. To turn one text into another: span corruption first, then source and target.',
  },
} as const;

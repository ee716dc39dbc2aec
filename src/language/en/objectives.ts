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
} as const;

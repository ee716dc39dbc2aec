/**
 * @file English words of the chapter `decode`, where columns are compared: models, tokens across columns,
 * cut lines, and what can be saved.
 */

export const decodeCompare = {
  model: 'Model of column {{column}}',
  pageModel: 'The page’s model',
  checkpoint: 'Checkpoint of column {{column}}',
  newest: 'newest',
  notWritten: 'This column stops here',
  noModel: 'No model for this column',
  noModelHint:
    'Choose another one above. A run is kept only where it was trained: on another browser, train it from the settings in the link and choose it here.',
  hint: 'Point at a token, or go to it with the arrow keys, to see its rank and probability at the same place in every column; click it to see why.',
  known: '“{{token}}”: rank {{rank}}, {{probability}}',
  knownApart: '“{{token}}”: rank {{rank}}, {{probability}}, but after other words',
  shorter: '“{{token}}”: nothing written here',
  apart: '“{{token}}”: other words before it',
  unknown: '“{{token}}”: not in this vocabulary',
  repetition: 'Repetition',
  tokensPerSecond: 'Tokens/s',
  speedHint:
    'Repetition is the share of 4-grams that stand earlier in the text. Tokens/s are of the steps that all columns take together, without the first.',
  save: 'Save',
  transcript: 'Transcript (JSON)',
  table: 'Table of the columns (CSV)',
  runHint:
    'A link carries all settings. A run of this browser is not in it: where it is missing, the same settings train the same model.',
  cuts: {
    title: 'Where each column would cut here',
    hint: 'Every column’s strategy on these same logits: how many tokens it leaves, their share of the model’s probability, and the bits of choice that remain.',
    column: 'Column',
    kept: 'Kept',
    mass: 'Probability',
    entropy: 'Bits',
    line: 'cut of column {{columns}}',
  },
} as const;

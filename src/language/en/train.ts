/**
 * @file English words of the chapter `train`.
 */

export const train = {
  lead: 'The model reads pieces of your text and learns, step by step, to guess the next token, or whatever its objective hides from it. Watch the guesses get better.',
  start: 'Start training',
  startAnother: 'Start a new run',
  play: 'Play',
  pause: 'Pause',
  step: 'One step',
  stop: 'Stop',
  stopHint: 'Ends this run for good and keeps its last checkpoint. To go on later, pause instead.',
  cancel: 'Cancel',
  controls: 'Training controls',
  ready: 'Ready to train',
  willHappen: 'What will happen when you press Start:',
  stages: {
    text: 'The text “{{name}}” is read.',
    characters: 'Every character that occurs becomes a token.',
    bytes: 'Every byte becomes a token; nothing has to be learned for it.',
    words: 'The most frequent words become tokens, {{size}} entries at most.',
    bpe: 'A byte-level BPE tokenizer with {{size}} entries is learned from it.',
    'character-bpe': 'A character BPE tokenizer with {{size}} entries is learned from it.',
    wordpiece: 'A WordPiece tokenizer with {{size}} entries is learned from it.',
    unigram: 'A Unigram tokenizer with {{size}} entries is learned from it.',
    'sentencepiece-bpe':
      'A BPE tokenizer in the style of SentencePiece, with {{size}} entries, is learned from it.',
    model:
      'A transformer with {{layers}} layers, {{heads}} heads and width {{width}} starts from random weights (seed {{seed}}).',
    training:
      'It is trained for {{steps}} steps, with {{batch}} pieces of {{length}} tokens in each.',
    kept: 'Checkpoints are kept in this browser, so you can close the tab and go on later.',
  },
  refused: 'These settings cannot be trained:',
  mend: 'Change them on the page {{page}}',
  preparing: 'Preparing',
  compiling: 'Starting the engine',
  status: {
    label: 'State of the run',
    preparing: 'preparing',
    running: 'training',
    paused: 'paused',
    finished: 'finished',
    stopped: 'stopped',
    failed: 'failed',
  },
  facts: {
    step: 'Step',
    stepOf: '{{step}} of {{steps}}',
    trainLoss: 'Train loss',
    validationLoss: 'Validation loss',
    perplexity: 'perplexity {{value}}',
    bits: '{{value}} bits per character',
    speed: 'Tokens per second',
    timeLeft: 'Time left',
    engine: 'Engine',
    parameters: '{{parameters}} parameters',
    unknown: '–',
    mixed: 'mixed precision',
    float32: 'float32: mixed precision cannot be had here',
    skipped: 'steps skipped: {{skipped}}',
  },
  time: {
    seconds: '{{seconds}} s',
    minutes: '{{minutes}} min {{seconds}} s',
    hours: '{{hours}} h {{minutes}} min',
  },
  nextRun: 'What the next run would change',
  nextSame: 'The next run would be the same',
  nextSameHint:
    'Change one setting on the other pages and train again: the chart shows what it did.',
  recoveredTitle: 'The GPU device was lost, training goes on',
  recovered: '{{reason}}. The run continues from step {{step}} on {{backend}}.',
  problemTitle: 'A problem, but training goes on',
  errorTitle: 'Training stopped',
  loss: {
    title: 'Loss',
    caption:
      'Thin: the loss of each batch. Thick: the validation loss, on text that is never trained on. Dashed: a guess that finds every token equally likely.',
  },
  runsTitle: 'Runs on the chart',
  runsHint: 'Show earlier runs beside this one. Each lists what its settings changed.',
  firstOnChart: 'the first one on the chart',
  thisRun: 'this run',
  measures: 'Speed and health',
  measuresHint:
    'A gradient norm that jumps means a step that is too large. The learning rate rises during warmup and then falls along a cosine.',
  samples: 'What the model writes',
  samplesHint:
    'A short text after every few hundred steps, always with the same seed. Drag the slider to go back in time.',
  samplesEmpty: 'The first sample comes at step {{step}}.',
  lesson: {
    title: 'What you are seeing',
    loss: 'Loss',
    lossText:
      'For each position the model spreads its belief over all tokens of the vocabulary. The loss is −log of the share that it gave to the token which really came next, averaged. 0 would mean: always certain, always right.',
    perplexity: 'Perplexity',
    perplexityText:
      'exp(loss): among how many equally likely tokens the model hesitates. It is the same number, told so that it can be imagined.',
    perplexityLive:
      'Now: a validation loss of {{loss}} is a perplexity of {{perplexity}}. Of {{vocabulary}} tokens, about {{rounded}} still seem possible at each place.',
    bits: 'Bits per character',
    bitsText:
      'A loss per token cannot be compared between tokenizers: one token may be a letter here and a word there. Divided by the characters that a token holds, and told in bits, it can.',
    bitsLive:
      'Now: {{loss}} / log 2 / {{characters}} characters per token = {{bits}} bits per character.',
    baseline: 'Baseline',
    baselineText:
      'Who knows nothing gives every token 1/V and has the loss log V. A new model starts there. Everything below the dashed line has been learned.',
    baselineLive: 'Here: log {{vocabulary}} = {{loss}}.',
    validation: 'Train and validation',
    validationText:
      'The validation text was held back. While both curves fall, the model learns the language; when only the training loss falls, it learns the text by heart (overfitting).',
  },
} as const;

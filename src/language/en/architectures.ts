/**
 * @file English words of the chapter `architectures`.
 */

export const architectures = {
  lead: 'All three are made of the same blocks. What parts them is who may look at whom: a decoder sees only what came before, an encoder sees everything at once, and an encoder with a decoder first reads and then writes. Here the same tasks are given to all three.',
  failed: 'The comparison did not work',
  names: {
    'decoder-only': 'Decoder-only',
    'encoder-only': 'Encoder-only',
    'encoder-decoder': 'Encoder-decoder',
  },
  tasks: {
    reversal: 'Reversal',
    sorting: 'Sorting',
    addition: 'Addition',
    translation: 'Translation',
    classification: 'Classification',
    cloze: 'Cloze, asked at the end',
    gap: 'Cloze, asked in the gap',
  },
  masks: {
    title: 'Who sees whom',
    hint: 'The task: a word → the same word backwards. A row is a token that the model computes; filled cells are the tokens it may look at (the attention mask). At its right stands what it is to give there. Click a cell to turn it over.',
    word: 'The word',
    wordHelp: 'Up to {{count}} letters.',
    label: 'Attention mask of the {{name}} model; the arrow keys go through its rows',
    leaks:
      'Through one layer or several, these places now learn of the very token that they are to give: {{written}}. Trained like this they would only copy it, and when they write, nothing stands there yet.',
    noLeak: 'No place learns of the token that it is to give.',
    reset: 'As it was',
    self: 'sees (self-attention)',
    cross: 'the decoder looks at the encoder (cross-attention)',
    'decoder-only':
      'As GPT (Radford et al. 2018). Every token sees itself and those before it, so each can be trained to give the next one; what it wrote is read like what it was given. Letters of the source do not see those after them.',
    'encoder-only':
      'As BERT (Devlin et al. 2018, arXiv 1810.04805). Every token sees all. Where something is to be filled in stands [MASK], and all are filled at once: none knows what the others become, and the number of masks tells how long the target is.',
    'encoder-decoder':
      'As T5 (Raffel et al. 2019, arXiv 1910.10683) and the first transformer (Vaswani et al. 2017, arXiv 1706.03762). The encoder reads the source from both sides; the decoder writes one token after the other and looks at all the encoder made.',
  },
  trial: {
    title: 'Which can do what',
    hint: 'For each task and each architecture a model is trained on the same 3,600 pairs, from the same seed, for as many steps, with about as many parameters. Then it writes the targets of 200 pairs that were not in training, always taking the likeliest token. A run that is going on is paused meanwhile. These models are for the comparison alone; “Open as experiment” trains one again, step for step the same, as a run that is kept, looked into and shared.',
    layers: 'Layers',
    layersHelp:
      'Of the encoder-decoder, in each of its two stacks. The others get 7/3 of it, rounded, which is about as many parameters.',
    width: 'Width',
    widthHelp: 'Numbers in the vector of a token, a multiple of 4.',
    steps: 'Steps',
    stepsHelp: 'For each model, of 32 pairs each.',
    tasks: 'Tasks',
    architectures: 'Architectures',
    start: 'Train and measure {{count}} models',
    stop: 'Stop',
    doing: '{{task}}, {{architecture}}: step {{step}} of {{steps}}',
    table: 'Targets without a fault, of pairs not seen in training',
    task: 'Task',
    parameters: '{{parameters}} parameters',
    atStep: 'step {{step}}',
  },
  details: {
    curves: '{{task}}: targets without a fault',
    curvesCaption:
      'Share of 200 held-out pairs of which every token is right (exact match), while the model was trained.',
    summary:
      '{{architecture}}, layers in a stack: {{layers}}. Of {{pairs}} targets that it had not seen {{exact}} are right in full, and {{tokens}} of all tokens, each asked for behind the right ones before it.',
    examples: 'What it wrote',
    read: 'It had read',
    wrote: 'It wrote',
    target: 'Right would be',
    verdict: 'Verdict',
    right: '✓ right',
    wrong: '✗ wrong',
  },
  lesson: {
    heading: 'What to take away',
    decoder: 'Decoder-only',
    decoderText:
      'One stack does everything, and every token of a text teaches it. It can do each task, if what it needs stands before its answer. That is why large language models are built so.',
    encoder: 'Encoder-only',
    encoderText:
      'It sees both sides, so it is best where something is to be understood or filled in. It does not write token by token: in addition the carry of one digit does not reach the next.',
    both: 'Encoder-decoder',
    bothText:
      'It reads the whole source before it writes, and looks back at it with every token: made for translation and its like. The price is a second stack and attention between the two.',
    cloze: 'The same cloze, asked twice',
    clozeText:
      'In the gap, a causal model must answer before it has read the object: ten verbs fit, and it cannot do better than one in ten. Asked at the end of the sentence, a decoder that is wide enough (64 numbers) does it as well as an encoder. What counts is what it has read when it answers.',
  },
} as const;

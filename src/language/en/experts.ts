/**
 * @file English texts of the chapter “experts”.
 */
export const experts = {
  lead: 'In place of one feed-forward layer for all tokens, several: a small router sends each token to one or two of them. The model has many more parameters, and each token costs as much as before. Watch where tokens go, how the router shares them out, and what becomes of it.',
  failed: 'The experts could not be looked at',
  layer: 'Layer {{layer}}',
  encoderLayer: 'Encoder layer {{layer}}',
  decoderLayer: 'Decoder layer {{layer}}',
  layers: 'Layer',
  expert: 'Expert {{expert}}',
  start: {
    none: 'The chosen model has one feed-forward layer for all tokens: there is nothing to route.',
    button: 'Train a small model with eight experts',
    hint: 'Two layers of width 32, trained for 300 steps on the text and with the tokenizer of your experiment; its settings of model and training become these. You can watch below while it trains.',
  },
  flow: {
    title: 'Where each token goes',
    text: 'In every layer the router computes a logit for each expert from the token’s vector, and sends the token to the expert of the largest one, or to the best two.',
    input: 'Text to send through the model',
    picture: 'The way of each token, at step {{step}}',
    caption:
      'Each token leaves its line, the residual stream, for an expert and comes back; the strand is as thick as its gate, the number that the expert’s answer is multiplied by. Dashed with a cross: at a capacity factor of {{capacityFactor}} an expert takes at most {{capacity}} of these {{tokens}} tokens in training, the first ones, and the rest go past it ({{lost}} of all choices here). Outside of training nothing is dropped.',
    label: 'The way of {{tokens}} tokens through {{layers}} layers of experts',
    keys: 'Tokens and experts; walk with the arrow keys, Enter holds',
    hint: 'Point at a token or an expert; a click holds it.',
    token: '{{token}} → {{way}}',
    step: 'layer {{layer}}: expert {{expert}} (gate {{gate}})',
    stepDropped: 'layer {{layer}}: expert {{expert}} is full, dropped',
    expert: 'Layer {{layer}}, expert {{expert}}: tokens sent to it: {{count}}',
    table: 'as a table',
    tableLabel: 'The experts of each token, with their gates',
    token1: 'token',
    cell: '{{expert}} ({{gate}})',
    cellDropped: '{{expert}} (dropped)',
  },
  load: {
    title: 'How the load is shared out while it trains',
    hint: 'Of the tokens of each step’s batch, which share went to which expert. It is recorded with the run, at most 400 times.',
    empty: 'Nothing is recorded of this run yet: it begins with the first steps.',
    legend: 'Shares, at the step pointed at or the last',
    picture: 'Load of the experts, {{layer}}',
    caption:
      'Shares of all choices, one expert on the other. Dotted: where the borders would be if all were used alike, {{even}} each.',
    dropped: 'Dropped',
    droppedCaption: 'Share of the choices whose expert was full.',
    balance: 'Balance loss',
    balanceCaption:
      'Experts · Σ share · mean probability, without its factor: 1 where all are used alike (2 with two experts per token).',
    zLoss: 'Router z-loss',
    zLossCaption: 'Mean of the squared log-sum-exp of the router’s logits, without its factor.',
  },
  habits: {
    title: 'What each expert specialises in',
    hint: 'The tokens that each expert gets most often in text that the model has not been trained on. Nobody tells the router what to sort by: in small models it is mostly the token itself.',
    picture: 'Most frequent tokens of each expert, {{layer}}, step {{step}}',
    caption:
      'Read: {{tokens}} tokens of the held-out text. Behind each expert its share of all choices; under a token how many came here, and the darker, the larger the share of its occurrences that did.',
    nothing: 'No token at all.',
    token: '{{label}}: {{count}} came here, {{share}} of its occurrences',
    empty: 'There is no held-out text to read.',
    again: 'Look again, at step {{step}}',
  },
  lesson: {
    title: 'In short',
    sparse: 'Sparse',
    sparseText:
      'Knowledge sits mostly in the feed-forward layers. With experts, a token uses only a part of them, so parameters grow without more work per token (Shazeer et al. 2017; Switch, Fedus et al. 2021).',
    balance: 'Rich get richer',
    balanceText:
      'An expert that gets more tokens learns faster, and so gets more still. A small loss that is least at equal shares keeps all of them in use.',
    capacity: 'Capacity',
    capacityText:
      'Machines want equal pieces of work, so each expert has a fixed number of places. Tokens that find none go past the layer on the residual stream.',
    habits: 'Specialists',
    habitsText:
      'Experts rarely divide the world by topics. They mostly share out kinds of tokens: punctuation here, verbs or endings there (Mixtral, Jiang et al. 2024, found the same).',
  },
} as const;

/**
 * @file English words of the block diagram of a model.
 */
export const diagram = {
  heading: 'The model as a picture',
  hint: 'Drawn from these very settings. Press a layer to look into it, then a part of it, down to single operations. Along the lines stand the shapes of what flows, in the boxes how many numbers are learned there.',
  title: 'Block diagram',
  caption:
    'T tokens, D width, H heads, K heads of keys and values, d numbers of a head, F feed-forward width, E experts, V vocabulary; S tokens of the source.',
  picture: 'The parts of “{{name}}”, from top to bottom',
  way: 'Where you are',
  box: '{{name}}, {{number}} parameters, gives {{shape}}',
  opens: 'press to look inside',
  source: 'from {{name}}',
  parameters: '{{number}} parameters',
  sharedParameters: 'uses those of the embedding',
  noParameters: 'nothing learned',
  encoder: 'encoder',
  number: '{{name}} {{number}}',
  ofEncoder: '{{name}} of the encoder',
  facts: {
    formula: 'Formula',
    takes: 'Takes',
    gives: 'Gives',
    learned: 'Learned',
    shared: 'Uses, counted elsewhere',
    name: 'Parameter',
    shape: 'Shape',
    count: 'Numbers',
    total: 'All inside',
  },
  values: {
    heading: 'One box at a time',
    hint: 'The same diagram for the chosen model, with the numbers that really flow when it reads your text. Press a box to see its tensor, then a cell to see how that one number was computed.',
    title: 'What “{{name}}” gives',
    caption:
      'Each row is a token; darker or lighter by size. Press a cell, or walk there with the arrow keys and press Enter.',
    head: 'Head',
    token: 'token',
    key: 'key',
    number: 'number',
    row: 'row',
    failed: 'The values could not be computed',
    histogram:
      'Histogram of the numbers, from {{min}} to {{max}}; mean {{mean}}, deviation {{deviation}}',
    statistics: 'mean {{mean}} · deviation {{deviation}} · smallest {{min}} · largest {{max}}',
    distribution: 'How the numbers are distributed',
    tokenNumber: '{{number}}: {{label}}',
  },
  cell: {
    title: 'How was this number computed?',
    place: 'Row {{row}}, column {{column}}',
    copied: 'Nothing is added up here: the formula says where the number comes from.',
    choose: 'Choose a cell of the tensor.',
    terms: 'What was added up, the largest first',
    steps: 'What was done with the sum',
    from: 'from',
    number: 'number',
    times: 'times',
    adds: 'adds',
    others: '{{number}} others together',
    sum: 'Sum',
    input: 'input {{number}}',
    result: 'Result, computed again here',
    recorded: 'In the model',
    step: {
      bias: 'plus the bias',
      root: 'divided by √d',
      distance: 'plus the bias by distance',
      cap: 'under the cap: cap · tanh(it / cap)',
      sink: 'exp of the sink (less the largest), added to the sum',
      exponential: 'exp of its own score (less the largest), divided by the sum',
      mean: 'mean, taken off first',
      variance: 'variance: the sum divided by the width',
      meanSquare: 'mean square: the sum divided by the width',
      input: 'the number that goes in',
      normalised: 'divided by the root',
      gain: 'times the gain',
      gate: 'the gate',
      passed: 'times the number behind it',
    },
  },
  linear: {
    queryKeyValue: 'Queries, keys, values: linear map',
    query: 'Queries: linear map',
    keyValue: 'Keys, values: linear map',
    output: 'Output: linear map',
    up: 'Up: linear map',
    down: 'Down: linear map',
  },
  kinds: {
    model: {
      name: 'Whole model',
      text: 'Token numbers go in at the top. Below, each token has one score for every entry of the vocabulary.',
    },
    embedding: {
      name: 'Embedding',
      text: 'Turns each token into a vector; with vectors of positions, adds where it stands.',
    },
    layer: {
      name: 'Layer',
      text: 'Attention lets tokens exchange information, then the feed-forward part works on each token alone. Both add to what comes in (the residual stream).',
    },
    attention: {
      name: 'Attention',
      text: 'Each token asks (query), all answer what they have to offer (key), and it takes a mix of what they give (value).',
    },
    crossAttention: {
      name: 'Cross attention',
      text: 'As attention, but keys and values are of the source that the encoder has read.',
    },
    feedForward: {
      name: 'Feed-forward',
      text: 'Each token by itself: to a larger width, through a bend, and back.',
    },
    tokens: { name: 'Tokens', text: 'The numbers of the tokens in the vocabulary.' },
    tokenVectors: {
      name: 'Token vectors',
      text: 'The row of the embedding table that belongs to the token.',
    },
    learnedPositions: {
      name: 'Learned positions',
      text: 'A learned vector for each place.',
    },
    sinusoids: { name: 'Sinusoids', text: 'Fixed waves of different length for each place.' },
    segments: {
      name: 'Segments',
      text: 'A learned vector for the first and for the second stretch of text.',
    },
    distances: {
      name: 'Bias by distance',
      text: 'What each head adds to the score of a key by how far away it is; the same in all layers.',
    },
    relative: {
      name: 'Vectors of distances',
      text: 'A learned vector for each distance from query to key, up to a limit; the query meets it together with the key. The same in all heads.',
    },
    relativeValues: {
      name: 'Vectors of distances for values',
      text: 'A second learned vector for each distance: it is added to the value of the key at that distance before the mix. The same in all heads.',
    },
    sum: {
      name: 'Add',
      text: 'Number by number. On the residual stream, a part writes its result beside what was there.',
    },
    norm: {
      name: 'Norm',
      text: 'Brings the numbers of each token to the same size, then scales each by a learned gain.',
    },
    headNorm: {
      name: 'QK-norm',
      text: 'Brings each head’s query, and each key, to the same size, then scales its numbers by a learned gain; values stay as they are.',
    },
    linear: {
      name: 'Linear map',
      text: 'Each number that comes out is a weighted sum of all that come in, plus a bias.',
    },
    queries: {
      name: 'Queries',
      text: 'What each token looks for, one vector for each head. With RoPE it is turned by the position.',
    },
    keys: {
      name: 'Keys',
      text: 'What each token can be found by, one vector for each head of keys. With RoPE it is turned by the position.',
    },
    values: { name: 'Values', text: 'What each token gives to those that look at it.' },
    scores: {
      name: 'Scores',
      text: 'How well each query fits each key: their dot product, divided by the root of the vector length.',
    },
    mask: {
      name: 'Mask',
      text: 'Later tokens, and those outside of a window, cannot be seen.',
    },
    sink: {
      name: 'Attention sink',
      text: 'A score of each head that belongs to no token and has no value: what the softmax gives to it, the head does not look at all.',
    },
    softmax: {
      name: 'Softmax',
      text: 'Turns the scores of each query into shares that are positive and sum to 1.',
    },
    mix: {
      name: 'Mix of values',
      text: 'The sum of all values, each times its share; the heads stand side by side again.',
    },
    activation: { name: 'Activation', text: 'A bend in the curve: without it, two maps were one.' },
    gate: {
      name: 'Gate',
      text: 'The activation of the first half: how far each number is let through.',
    },
    gated: { name: 'Gated product', text: 'The second half, each number times its gate.' },
    router: {
      name: 'Router',
      text: 'Scores each expert for each token; the best ones work on it.',
    },
    routerNoise: {
      name: 'Router noise',
      text: 'For each token and expert, how wide the noise is that training adds to the router’s score (noisy top-k). When the model is used there is none.',
    },
    experts: {
      name: 'Experts',
      text: 'Each expert is a feed-forward layer of its own. A token goes only through those that the router gives it, and takes each result times its gate.',
    },
    head: {
      name: 'Output head',
      text: 'The dot product of each token’s vector with the vector of every entry of the vocabulary: its logit.',
    },
    cap: { name: 'Soft cap', text: 'Bends large logits so that they stay below a bound.' },
    pooler: { name: 'Pooler', text: 'The first token’s vector stands for the whole text.' },
    nextSentence: {
      name: 'Next-sentence head',
      text: 'Whether the second stretch of text followed the first.',
    },
  },
} as const;

/**
 * @file English words of the chapter `inside`, and of the choice of a model.
 */

export const inside = {
  lead: 'Give the model a sentence and see which tokens look at which. Everything here is computed by the model that you choose, at this moment.',
  source: {
    label: 'Model',
    shipped: 'Shipped with this page',
    english: 'English stories',
    chinese: '中文故事 (Chinese stories)',
    'english-draft': 'English stories, small draft',
    'chinese-draft': '中文故事 (Chinese stories), small draft',
    live: 'Being trained now',
    stored: 'Kept in this browser',
    facts: '{{layers}} layers × {{heads}} heads, width {{width}} · {{parameters}} parameters',
    trained: 'step {{step}}',
    loss: 'validation loss {{loss}}',
    madeBy: 'made by <code>npm run pretrain</code> from a spec in <code>experiments/</code>',
    loading: 'Loading the model…',
    failed: 'This model cannot be used',
    checkpoint: 'Checkpoint',
    step: 'step {{step}}',
    latest: 'latest',
    liveStep: 'live',
    play: 'Play the checkpoints',
    pause: 'Pause the checkpoints',
    noCheckpoint: 'This run has no checkpoint yet.',
  },
  text: {
    label: 'Your text',
    source: 'Source: what the encoder reads',
    target: 'Target: what the decoder should write',
    targetHelp: 'Losses and answers below are those of this text, token by token, with its end.',
    byItself: 'What the model writes by itself',
    hint: '{{tokens}} tokens',
    cut: 'Only the first {{tokens}} tokens are shown: that is the context of this model.',
    example: 'Use the example',
    english: 'Lily had a red ball. Tom took the ball, so Lily was sad.',
    chinese: '小明有一个红色的球。他把球给了小红，小红很高兴。',
    arithmetic: '12 + 7 = 19',
  },
  live: 'Follow the training',
  liveHint: 'Looks again every few seconds while this model is trained.',
  working: 'Computing…',
  ofStep: 'weights of step {{step}}',
  failed: 'The model could not be looked into',
  grid: {
    title: 'Every head',
    caption: 'Rows are layers, columns are heads. Choose one to enlarge it.',
  },
  head: {
    title: 'One head: layer {{layer}}, head {{head}}',
    caption:
      'Each row is a token that asks (query), each column a token that is looked at (key). Darker or stronger means more attention.',
    causal: 'No token can look ahead.',
    open: 'This model reads both ways: every token sees all others.',
  },
  row: {
    title: 'One query: “{{token}}”',
    caption: 'The same row as bars. They always sum to 1: attention can only be shared out.',
    sinkCaption:
      'The same row as bars. This model has an attention sink: what is missing from a sum of 1 went there, and this head looked at nothing with it.',
    pointed: 'Point at a row above, or click to hold it.',
  },
  arcs: {
    title: 'In the sentence',
    caption: 'Point at a token, or move with the arrow keys, to see what it looks at.',
  },
  positions: {
    title: 'Positions',
    learned:
      'This model uses learned positions: each place in the context has a vector of its own that is added to the token, so there is nothing that turns.',
    sinusoidal:
      'This model uses sinusoidal positions: to each token, fixed waves of its place are added, fast ones in the first numbers and slow ones in the last. Nothing about them is learned, and nothing turns.',
    alibi:
      'This model uses ALiBi: before the softmax, each score falls in proportion to the distance between query and key. Each head has a fixed rate of its own: the pictures above show some heads that look near and some that look far.',
    shaw: 'This model uses relative positions as Shaw et al. (2018): each query meets, together with a key, the learned vector of their distance, and where the model has them a second vector of that distance is added to the value. Nothing is added to the tokens, and nothing turns.',
    t5: 'This model uses a relative bias as in T5: before the softmax, each head adds a learned number to the score, one for each range of distances, the same in all layers. Nothing is added to the tokens, and nothing turns.',
    none: 'Nothing tells this model the places of its tokens. Each token only sees those before it, and from how many they are the model can learn where it is.',
  },
  rope: {
    title: 'Positions: RoPE',
    lead: 'This model tells positions apart by turning. Before a query meets a key, each pair of their numbers is turned by an angle that grows with the position. The first pair turns fast, the last hardly at all.',
    query: 'Query token (m)',
    key: 'Key token (n)',
    token: '{{position}} · {{label}}',
    queryPosition: 'Position of the query, m = {{position}}',
    keyPosition: 'Position of the key, n = {{position}}',
    shift: 'Move both by {{shift}}',
    turn: 'Turn the query',
    hold: 'Hold still',
    reset: 'Back to the real positions',
    wheels: 'The pairs of this query and this key',
    wheelsCaption:
      'Dashed: before turning. Solid: after. Where both arrows point the same way, the pair raises the score; where they point apart, it lowers it.',
    frequencies: 'How fast each pair turns',
    frequenciesCaption:
      'Tokens needed for one full turn. Pairs under the dashed line turn at least once within the context and tell near from far; those above it hardly move and carry meaning.',
    score: 'The score by distance',
    scoreCaption:
      'The attention score of this query and key at every distance. Move both with the slider: the two curves stay on top of each other, because only the distance m − n matters.',
  },
  lesson: {
    title: 'How to read attention',
    query: 'Query, key, value',
    queryText:
      'Each token sends out a question (query), shows a label (key) and carries a content (value). The better a question fits a label, the more of that content flows to the asker.',
    patterns: 'Patterns to look for',
    patternsText:
      'A bright diagonal: a token looks at itself. One step below it: at the token before. A bright first column: a head that has nothing to do parks its attention on the first token. Far bright spots: a name or an object is found again.',
    forming: 'How it forms',
    formingText:
      'At step 0 every row is nearly even: no head knows anything. Drag the checkpoint slider of a run of your own, and watch the heads choose their jobs.',
  },
} as const;

/**
 * @file English words of the chapter `dynamics`.
 */

export const dynamics = {
  lead: 'A loss curve tells that something is wrong, but not what. Here is what happens inside while a model trains: how large the gradient of each layer is, by how much each step changes the weights, how large the activations grow, and which units have died.',
  measure: 'Measure a run',
  measureHint:
    'The norms are summed up in the training step itself and are read with its loss; then a few held-out examples go through the model once, forward only. The weights become the same as without it, to the last bit. What is measured is kept with the run.',
  run: 'Run',
  runHelp: 'The one that trains, or any that this browser keeps.',
  noRun: 'none yet',
  interval: 'Measure every … steps',
  intervalHelp:
    '0: never. Acts at once, also on the run that trains; the first step is measured too.',
  start: 'Train and measure',
  notMeasured:
    'Nothing was measured in this run yet. Set how often to measure and let it train on, or start another one.',
  step: 'step',
  stripsHint:
    'At the right: the last value. Point at a strip, or walk with the arrow keys, to read it.',
  encoderEmbedding: 'encoder, embedding',
  ofExperts: '{{part}}: experts',
  ofSharedExpert: '{{part}}: shared expert',
  health: {
    title: 'At step {{step}}',
    hint: 'Rules of thumb, not laws: a run that breaks one and still learns well is fine.',
    good: 'healthy',
    low: 'low',
    high: 'high',
    ratio: {
      name: 'Update over weights, median of all parts',
      good: 'A step changes the weights by some thousandth of their size (0.0001 to 0.01 counts as healthy).',
      low: 'Below 0.0001: the weights hardly move. Raise the learning rate, or see whether the schedule has run out.',
      high: 'Above 0.01: each step throws the weights about. Usual in the first steps and in warmup; later, lower the learning rate.',
    },
    spread: {
      name: 'Gradient of the first layer over that of the last',
      good: 'The gradient arrives at the first layer about as large as at the last (0.05 to 20 times counts as healthy).',
      low: 'Vanishing: little of the gradient reaches the first layer, which learns slowly. Norms before the layers, residual paths and a good initialisation help.',
      high: 'Growing on its way back: the first layers get far larger gradients than the last. With many layers that is how gradients explode.',
    },
    dead: {
      name: 'Dead units, mean of all layers',
      good: 'At most a tenth of the feed-forward units are silent on every token of the probe.',
      high: 'More than a tenth of the feed-forward units are silent on every token: parameters that do nothing. A lower learning rate, a longer warmup or another activation help.',
    },
  },
  gradient: {
    title: 'Gradient norm of each part',
    hint: 'The length of the gradient vector of all weights of a part, before clipping. It tells how strongly the loss pulls at that part.',
    picture: 'Gradient norm, by part and step',
    caption:
      'One strip for each part, over the steps. Healthy: all within some two powers of ten of each other, changing slowly together. Sick: a strip at the low end of the scale while others are at the high end (vanishing), or one that jumps up just before the loss does (exploding). Colours follow the logarithm. A tied head counts as embedding.',
  },
  ratio: {
    title: 'Update-to-weight ratio',
    hint: 'How long the step is, against how long the weights are: ‖Δw‖ / ‖w‖, weight decay included. It is the learning rate as the weights feel it, whatever the optimiser makes of the gradient.',
    lines: 'Update-to-weight ratio of each part',
    linesCaption:
      'The axis is the power of ten: −3 is a thousandth. A common rule of thumb is about 0.001 (Karpathy, CS231n). With warmup the curves rise at first; with cosine decay they fall towards the end.',
    rule: 'about 0.001',
    picture: 'Update-to-weight ratio, by part and step',
    caption:
      'The same as strips, from 0.00001 to 0.1. A part that stays at the low end does not learn; one that stays at the high end is shaken.',
  },
  stream: {
    title: 'Activations: the residual stream',
    hint: 'Standard deviation and mean of all numbers of the residual stream on a few held-out examples: after the embedding and after each addition of a layer.',
    deviation: 'Standard deviation',
    deviationCaption:
      'Healthy: it grows with depth and with training, but within some orders of magnitude. Sick: one layer that outgrows all before it, or a stream that stays as it was.',
    mean: 'Mean',
    meanCaption:
      'Healthy: near 0 compared with the standard deviation. A drift in one direction is wasted: the norm before the next layer takes it out again (layer norm) or has to live with it (RMS norm).',
  },
  units: {
    title: 'Units of the feed-forward layers',
    hint: 'A unit is saturated on a token where its activation function is flat: ReLU at or below 0, GELU at or below −3, SiLU at or below −6. It then passes on almost nothing and learns almost nothing. A unit that is saturated on every token of the probe is dead. Of an expert, the tokens count that it is given: one that gets none is dead whole.',
    saturated: 'Share of saturated activations',
    saturatedCaption:
      'With ReLU about one half or more is usual and even useful (sparse). With GELU and SiLU it is near 0 in a small model.',
    dead: 'Share of dead units',
    deadCaption:
      'Healthy: near 0. Sick: a share that rises and never falls. With ReLU no gradient can bring a dead unit back; a large learning rate in the first steps is the usual cause. A rare unit may only seem dead on so few examples.',
    unitDeviation: 'Standard deviation of the activations',
    unitDeviationCaption: 'Behind the activation function, the gate included.',
    unitMean: 'Mean of the activations',
    unitMeanCaption: 'Above 0 where units answer; near 0 where almost all are silent.',
    none: 'This run has not recorded its units: a new one does.',
  },
  profile: {
    title: 'Where the loss is',
    hint: 'The mean loss hides much. Here it is taken apart on held-out text: by the place of a token in the context, by the kind of token that is to be given, and by how common it is in the training text.',
    checkpoint: 'Checkpoint',
    start: 'Measure the loss',
    failed: 'The loss could not be measured',
    of: 'At step {{step}}, on {{tokens}} held-out tokens: {{loss}} nats per token in the mean.',
    mean: 'mean',
    place: 'position in the context',
    positions: 'Loss by position',
    positionsCaption:
      'Healthy: high at the first positions, where there is nothing to go by, and lower the more the model has read. Sick: a curve that stays flat, since then the model makes nothing of its context.',
    kinds: 'Loss by kind of token',
    kindsCaption:
      'The beginning of a word is hard to guess; once it is there, the rest of it and the punctuation are easy. Learning shows there first.',
    frequencies: 'Loss by frequency',
    frequenciesCaption:
      'Common: the most frequent tokens, which make up half of the training text; in between: the next ones, up to nine tenths; rare: all others. A young model knows how often tokens stand in the text and little else, so rare ones cost it most.',
    columns: {
      kind: 'Kind',
      frequency: 'Frequency',
      share: 'Share of tokens',
      loss: 'Loss, nats',
      part: 'Share of the loss',
    },
    kind: {
      wordStart: 'beginning of a word',
      letters: 'other letters',
      chinese: 'Chinese characters',
      digits: 'digits',
      punctuation: 'punctuation',
      space: 'white space',
      mixed: 'mixed',
      bytes: 'parts of a character',
      special: 'special tokens',
    },
    frequency: {
      common: 'common',
      middle: 'in between',
      rare: 'rare',
      unseen: 'not in the training text',
    },
  },
  finder: {
    title: 'Learning-rate finder',
    hint: 'The present settings are trained from the beginning, with a learning rate that rises by the same factor at every step, until the loss diverges (range test: Smith 2017, arXiv 1506.01186). The run that trains is paused meanwhile; nothing of it is kept.',
    from: 'First learning rate',
    to: 'Last learning rate',
    steps: 'Steps at most',
    start: 'Find a learning rate',
    stop: 'Stop',
    doing: 'Step {{step}} of at most {{steps}}, learning rate {{rate}}',
    failed: 'No learning rate could be looked for',
    curve: 'Loss while the learning rate rises',
    curveCaption:
      'The strong line is the exponential moving average of the losses (0.9 of what was before, corrected for its start), the pale one the loss of each batch. On the left the rate is too small to change anything; then the loss falls; on the right the steps are too large and it rises. It ends when the average is 1.5 times its lowest.',
    axis: 'learning rate, power of ten',
    loss: 'loss of each batch',
    smoothed: 'smoothed loss',
    marks: { suggested: 'suggested', lowest: 'lowest' },
    nothing:
      'The loss did not fall, so no rate can be told from it. Try more steps, or a wider range.',
    reading:
      'The smoothed loss is lowest at {{lowest}} and falls most steeply at {{steepest}}. Suggested is the rate of the steepest fall, but at most a tenth of that with the lowest loss: {{suggested}}. It is meant as the peak of a schedule with warmup; the spec has {{present}}.',
    take: 'Take {{suggested}} as learning rate',
    taken: 'The spec has {{suggested}}',
  },
  effects: {
    title: 'Change one thing',
    hint: 'What each setting of training does to these pictures, and why. The experiments page trains the same model from the same seed on the same batches with several values of one setting, and lays the curves over each other.',
    try: 'Try it: {{field}}',
    batchSize:
      'A larger batch makes the gradient less noisy, so a larger learning rate is safe and the curve is smoother; but each step costs more. Beyond a critical size the noise hardly matters any more and more examples a step are wasted (McCandlish et al. 2018, arXiv 1812.06162).',
    warmupSteps:
      'In the first steps Adam’s averages know little, and gradients are at their largest: a full rate then throws the weights about and can kill units. Warmup raises the rate slowly. Expect the update-to-weight ratio to rise with it, and less of a jump in the loss (Goyal et al. 2017, arXiv 1706.02677).',
    weightDecay:
      'Pulls every weight a little towards 0 at each step. In short runs it changes the loss little; in long ones it keeps the weight norms from growing, and with them the update-to-weight ratio from falling (Loshchilov & Hutter 2017, arXiv 1711.05101).',
    optimizer:
      'SGD takes the gradient as it is, so layers with small gradients hardly move: look at how far apart the ratios are. AdamW gives every weight a step of about the same size. Lion takes only the sign, and wants a rate some ten times smaller. Muon makes the directions of a matrix equally strong. Each has a learning rate of its own: compare them at their own best.',
    learningRate:
      'Too small: the ratios stay below 0.0001 and the loss falls slowly. Too large: it jumps or diverges, and ReLU units die. The best one is usually just below where it becomes unstable.',
    gradientClip:
      'Caps the length of the whole gradient. Without it a single strange batch can undo many steps; with a very small cap every step is cut. Adam rescales the gradient anyway, so there it matters mostly for spikes (Pascanu et al. 2013, arXiv 1211.5063).',
  },
  lesson: {
    heading: 'What to look for',
    gradient: 'Vanishing and exploding',
    gradientText:
      'On its way back a gradient is multiplied by every layer. If each makes it smaller, little arrives at the first ones; if each makes it larger, it explodes. Residual paths, norms and careful initialisation keep the factor near 1 (Glorot & Bengio 2010; He et al. 2015).',
    ratio: 'A thousandth a step',
    ratioText:
      'A gradient norm alone says little, since the optimiser rescales it. What counts is how far the weights move against their size. Adam moves every weight by about the learning rate, so small weights are shaken most.',
    stream: 'A stream that grows',
    streamText:
      'With norms before the layers, each layer adds to the stream and it grows with depth, so later layers change it relatively less. Scaled initialisation (GPT-2) and a residual scale hold it back.',
    dead: 'Units that died',
    deadText:
      'A ReLU unit that is pushed below 0 for every input has no gradient and stays there for ever. GELU and SiLU are never quite flat, which is one reason why language models use them.',
  },
} as const;

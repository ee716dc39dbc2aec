/**
 * @file English words of the chapter `positions`.
 */

export const positions = {
  lead: 'Attention by itself does not know the order of its tokens: to it a text is a bag of words. Here is every common way to tell a model where each token stands, and what becomes of it when a text is longer than any in training.',
  failed: 'The measurement did not work',
  position: 'position',
  number: 'number',
  distance: 'distance',
  query: 'query',
  key: 'key',
  trained: 'context of training: {{length}}',
  readings: {
    rope: 'RoPE',
    linear: 'RoPE, linear scaling',
    ntk: 'RoPE, NTK-aware',
    yarn: 'RoPE, YaRN',
    learned: 'Learned vectors',
    sinusoidal: 'Sinusoidal',
    shaw: 'Shaw’s relative vectors',
    alibi: 'ALiBi',
    t5: 'T5’s bias',
    none: 'None',
  },
  sinusoidal: {
    title: 'Sinusoidal vectors',
    hint: 'Waves of falling speed, a sine and a cosine of each, are added to the token’s vector (Vaswani et al. 2017, arXiv 1706.03762). They are fixed, so there is one for every position, however far.',
    matrix: 'What is added at every position',
    matrixCaption:
      'A row is the vector of a position. The first columns swing from token to token, the last hardly move: together they are like the digits of a number.',
    products: 'Products of the vectors of two positions',
    productsCaption:
      'Along each diagonal all products are equal: they depend on the distance of the two positions alone. That is how a model can read distances from them.',
    width: 'Width',
  },
  rope: {
    title: 'RoPE: rotation',
    hint: 'Each pair of numbers of a query and a key is turned by its position times the speed of the pair, θ = base^(−2i/d) (Su et al. 2021, arXiv 2104.09864). Beyond the context of training slow pairs come to angles that were never seen; the scalings slow them down.',
    headDim: 'Numbers in a head, d',
    base: 'Base',
    share: 'Share that turns',
    factor: 'Scaling factor',
    ratios: 'Speed of each pair, as a share of its own',
    ratiosCaption:
      'Linear scaling slows all pairs down alike. NTK-aware scaling leaves the fast ones, which tell neighbours apart, and slows the slow ones down. YaRN decides by how often a pair turns in the context of training.',
    decay: 'Score of two equal vectors by their distance',
    decayCaption:
      'The mean of the cosines of all pairs, for a query and a key that are the same and of equal size in every pair. It falls with the distance, faster with a small base. Numbers that do not turn add a constant.',
    turns: 'Tokens for one full turn of each pair, with the chosen scaling',
    turnsCaption: 'Pairs below the dashed line turn all the way round within the longer context.',
    wheels: 'See the pairs of a real query and key turn, in “Look inside”',
  },
  bias: {
    title: 'A bias of the scores: ALiBi and T5',
    hint: 'Nothing is added to the tokens. Before the softmax, each head adds to its score a number that depends on the distance of query and key.',
    alibi: 'ALiBi: what each head adds',
    alibiCaption:
      'Minus the distance, times the slope of the head: 2^(−8h/n) for n heads (Press et al. 2021, arXiv 2108.12409). Steep heads see a few tokens, flat ones far back. Nothing is learned.',
    slope: 'Head {{head}}: {{slope}}',
    buckets: 'T5: which learned number a distance has',
    bucketsCaption:
      '{{buckets}} ranges: near distances have one each, farther ones share on a logarithmic scale, and all from about {{mostDistant}} on have the last (Raffel et al. 2019, arXiv 1910.10683). Both numbers are chosen on the page Model.',
    bucket: 'range',
  },
  trial: {
    title: 'Train short, test long',
    hint: 'The model of this experiment is trained with each scheme: same text, same tokenizer, same seed, same batches, same number of steps. Then each is measured at every position up to four times the context of training. A run that is going on is paused meanwhile. These models are for the comparison alone; “Open as experiment” trains one again, step for step the same, as a run that is kept, looked into and shared.',
    context: 'Context of training',
    contextHelp: 'Tokens. It is measured up to four times as many.',
    steps: 'Steps',
    stepsHelp: 'For each scheme; the other settings are those of the experiment.',
    schemes: 'Schemes',
    start: 'Train and measure',
    stop: 'Stop',
    doing: '{{scheme}}: step {{step}} of {{steps}}, loss {{loss}}',
    curves: 'Loss by position',
    curvesCaption:
      'Mean loss, in nats, of the token after each position, over the held-out text; smoothed over a few neighbours (the saved data is not). Learned vectors end at {{length}}: beyond it are none, so the model is given what untrained vectors would be, random ones. RoPE was trained once; the scalings only change how it is measured. T5’s ranges reach as far as the context, so that none is untrained. Sinusoids are much larger than the tokens’ vectors at the start, which the model has to make up for: the original multiplies the tokens’ vectors by √d.',
    table: 'Loss before one, two and four contexts',
    scheme: 'Scheme',
    near: 'up to {{length}}',
    change: 'at twice the context',
  },
  shuffle: {
    title: 'Who notices the order?',
    hint: 'The {{count}} tokens before the last one are shuffled. How far does the prediction of the next token move? A model of one layer without positions cannot notice: it gives exactly the same. With more layers the causal mask gives the order away, even without positions (Haviv et al. 2022, arXiv 2203.16634).',
    divergence: 'change of the prediction (KL, nats)',
    same: 'likeliest token stays',
  },
  learned: {
    matrix: 'Learned vectors of the positions',
    matrixCaption: 'What the model with learned positions adds at each position after training.',
    alike: 'How alike they are (cosine)',
    alikeCaption:
      'It began at random, with nothing alike but each with itself. What it learns is mostly that neighbours are alike, by itself.',
    biases: 'T5: what each head learned to add',
    biasesCaption:
      'One scale of colours for all heads. Equal along the diagonals, since only the distance counts.',
    head: 'Head {{head}}',
  },
  relative: {
    matrix: 'Shaw: learned vectors of distances, for keys',
    matrixCaption:
      'Row δ belongs to keys δ tokens back, the last row to all farther ones; this is the first layer after training. A query’s product with the row is added to its product with the key (Shaw et al. 2018, arXiv 1803.02155). Distances are the same everywhere in a text, so a longer one brings nothing new.',
    alike: 'How alike the distances are (cosine)',
    alikeCaption:
      'Rows that are alike treat their distances alike. Near distances usually differ most: there a step counts most.',
  },
  relativeValues: {
    matrix: 'Shaw: learned vectors of distances, for values',
    matrixCaption:
      'Row δ is added to what a query takes from keys δ tokens back, in the first layer after training: so the result says from how far it came. The paper measured no gain from it; on the page Model it can be switched off.',
    alike: 'How alike the distances are for values (cosine)',
    alikeCaption: 'Rows that are alike leave the same mark on what comes from their distances.',
  },
  lesson: {
    heading: 'What to take away',
    absolute: 'Absolute positions',
    absoluteText:
      'Learned and sinusoidal vectors say “I am number 17”. The model must find out by itself that 17 and 18 are neighbours. Learned vectors end where training ended.',
    relative: 'Relative positions',
    relativeText:
      'RoPE, Shaw’s vectors, ALiBi and T5’s bias act on the scores, in every layer, and only by the distance. What was learned at the beginning of a text is right at its end too.',
    longer: 'Longer than in training',
    longerText:
      'ALiBi and T5’s bias go on as before: far tokens just count less. RoPE meets angles it has never seen, which scaling brings back to known ones; a little further training then does the rest.',
    none: 'No positions at all',
    noneText:
      'A causal model sees how many tokens stand before each one, and from that can learn where it is. It learns more slowly, and without the mask it would be lost.',
  },
} as const;

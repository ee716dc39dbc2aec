/**
 * @file English words of the chapter `model`. Every control has a line that says what it does.
 */

export const model = {
  lead: 'A transformer: a stack of equal layers, each with attention (tokens exchange information) and a feed-forward part (each token thinks on its own). Here you choose its architecture, its size and how it is trained.',
  presets: {
    heading: 'Start from a size',
    tiny: 'Trains in seconds on any laptop.',
    small: 'A minute or two without a GPU. Writes simple sentences.',
    medium: 'Better with a GPU. Keeps a story together.',
    large: 'For a good GPU and some patience.',
    parameters: '{{parameters}} parameters',
    chosen: 'chosen',
  },
  shape: 'Shape',
  block: {
    heading: 'The block',
    hint: 'What stands in every layer. Models of today differ from GPT-2 mostly here.',
    styles: 'Start from a family',
    gpt: 'GPT-like',
    gptHelp: 'LayerNorm, GELU, learned positions (GPT-2, Radford et al. 2019).',
    llama: 'Llama-like',
    llamaHelp:
      'RMSNorm, SwiGLU, RoPE, grouped queries (Touvron et al. 2023, arXiv 2302.13971 and 2307.09288).',
    bert: 'BERT-like',
    bertHelp:
      'An encoder: every token sees all others; post-norm, GELU, learned positions (Devlin et al. 2018, arXiv 1810.04805).',
    t5: 'T5-like',
    t5Help:
      'An encoder and a decoder that looks at it; RMSNorm, ReLU, bias by distance (Raffel et al. 2019, arXiv 1910.10683).',
  },
  experts: {
    heading: 'Mixture of experts',
    hint: 'Several feed-forward layers in place of one; each token goes through one or two of them. More parameters for the same work.',
    use: 'Feed-forward layers of experts',
    useHelp:
      'A router, a small matrix that learns with the rest, gives each token its experts (Shazeer et al. 2017, arXiv 1701.06538).',
    count: {
      label: 'Experts',
      help: 'In each layer; each as wide as a feed-forward layer without experts.',
    },
    perToken: {
      label: 'Experts per token',
      names: { one: 'One (top-1)', two: 'Two (top-2)' },
      help: {
        one: 'The one with the largest logit, times its probability (Switch, Fedus et al. 2021, arXiv 2101.03961).',
        two: 'The best two, weighted by the softmax over their two logits (Mixtral, Jiang et al. 2024, arXiv 2401.04088).',
      },
    },
    capacityFactor: {
      label: 'Capacity factor',
      help: 'In training an expert takes at most this many times an equal share of the tokens; later ones are dropped: nothing is added to them (Switch).',
    },
    balance: {
      label: 'Balance loss',
      help: 'Weight α of a loss that is least when all experts get equally many tokens (Switch; usual: 0.01). 0 turns it off.',
    },
    zLoss: {
      label: 'Router z-loss',
      help: 'Weight of a loss that keeps the router’s logits small (ST-MoE, Zoph et al. 2022, arXiv 2202.08906; usual: 0.001). 0 turns it off.',
    },
    jitter: {
      label: 'Router jitter',
      help: 'In training, each number that the router reads is multiplied by a random one between 1 − ε and 1 + ε; the experts read it as it is (Switch, Fedus et al. 2021: ε = 0.01). 0 turns it off.',
    },
    noiseKind: {
      label: 'Router noise (noisy top-k)',
      names: { none: 'None', fixed: 'Fixed', learned: 'Learned' },
      help: {
        none: 'The router’s logits alone decide, in training too.',
        fixed:
          'In training, normal noise is added to the router’s logits, so that other experts are tried too; of one deviation for all, as in V-MoE (Riquelme et al. 2021, arXiv 2106.05974).',
        learned:
          'The router learns how wide its noise is, for each token and expert: logit + N(0, 1) · softplus(x·Wₙ), with a second matrix Wₙ that starts at 0 (noisy top-k gating, Shazeer et al. 2017, arXiv 1701.06538, where each token has two experts or more).',
      },
    },
    noise: {
      label: 'Deviation of the noise',
      help: 'V-MoE’s is one over the number of experts: here {{usual}}. 0 turns it off.',
    },
    importance: {
      label: 'Importance loss',
      help: 'Weight of a loss that is least when the gates of each expert add up to equally much over a batch: CV², their variance over their squared mean (Shazeer et al. 2017; usual: 0.1). 0 turns it off.',
    },
    load: {
      label: 'Load loss',
      help: 'Weight of the same loss of how many tokens each expert can expect: the probability that a new draw of the noise would choose it, added up over the batch. Unlike a count it has a gradient (Shazeer et al. 2017; usual: 0.1). 0 turns it off.',
    },
    shared: {
      label: 'A shared expert',
      help: 'One more feed-forward layer that every token goes through (DeepSeekMoE, Dai et al. 2024, arXiv 2401.06066).',
    },
    collapse:
      'Without the balance loss the router tends to send ever more tokens to a few experts, and the others stop learning.',
  },
  training: 'Training',
  more: 'More training settings',
  fields: {
    architecture: {
      label: 'Architecture',
      names: {
        'decoder-only': 'Decoder only',
        'encoder-only': 'Encoder only',
        'encoder-decoder': 'Encoder and decoder',
      },
      help: {
        'decoder-only':
          'Each token sees those before it, so the model can continue a text (GPT, Radford et al. 2018).',
        'encoder-only':
          'Each token sees all others, so the model understands and fills gaps, but does not continue a text (BERT, Devlin et al. 2018).',
        'encoder-decoder':
          'An encoder reads one text whole; a decoder writes another and looks at it by cross attention. Twice the layers (Vaswani et al. 2017; T5, Raffel et al. 2019).',
      },
    },
    layers: {
      label: 'Layers',
      help: 'How many times attention and feed-forward are repeated (depth).',
    },
    heads: {
      label: 'Attention heads',
      help: 'How many ways of looking back each layer has. The width is shared among them.',
    },
    width: {
      label: 'Width',
      help: 'How many numbers describe each token inside the model (d_model).',
    },
    contextLength: {
      label: 'Context length',
      help: 'How many tokens the model sees at once, at most.',
    },
    positions: {
      label: 'Positions',
      names: {
        rope: 'RoPE: rotary embedding',
        learned: 'Learned vectors',
        sinusoidal: 'Sinusoidal vectors',
        shaw: 'Shaw: relative vectors',
        alibi: 'ALiBi: linear bias',
        t5: 'T5: relative bias',
        none: 'None',
      },
      help: {
        rope: 'Queries and keys are rotated by their position, so that scores depend on the distance (Su et al. 2021).',
        learned:
          'Each place has a vector of its own that is learned and added to the token (GPT, Radford et al. 2018).',
        sinusoidal:
          'Fixed waves, fast and slow ones, are added to the token (Vaswani et al. 2017).',
        shaw: 'Each layer learns a vector for every distance up to a limit; a query meets it together with the key at that distance, and a second one can be added to the value there (Shaw et al. 2018, arXiv 1803.02155).',
        alibi:
          'Scores fall with the distance, in each head at a fixed rate of its own; nothing is learned (Press et al. 2021).',
        t5: 'Each head learns what to add to its scores for each range of distances; all layers share it (Raffel et al. 2019).',
        none: 'Nothing tells the place; the model only knows what came before (Haviv et al. 2022).',
      },
    },
    ropeBase: {
      label: 'RoPE base θ',
      help: 'The larger, the slower the slowest pairs turn.',
    },
    relativeReach: {
      label: 'Clipping distance k',
      help: 'Up to so many tokens away each distance has a vector of its own; all farther ones share the last.',
    },
    relativeValues: {
      label: 'Vectors of distances for values',
      help: 'What a query takes from a key is the value plus a second learned vector of their distance, as in the paper (equation 3), which measured no gain from it: switch it off and compare.',
    },
    distanceBuckets: {
      label: 'Ranges of distances',
      help: 'Biases that each head learns: half of them for one near distance each, the others for ever wider ranges (Raffel et al. 2019).',
    },
    mostDistant: {
      label: 'Farthest distance',
      help: 'From about here on all distances share the last bias. Ranges that the context never reaches stay untrained.',
    },
    ropeOrder: {
      label: 'RoPE pairs',
      names: { half: 'Halves', interleaved: 'Neighbours' },
      help: {
        half: 'Number i of a head turns with number i + d/2 (GPT-NeoX, Llama).',
        interleaved:
          'Numbers 2i and 2i + 1 of a head turn together (interleaved: the paper, GPT-J). Trained from the start, it makes no difference; weights of the one order are wrong in the other.',
      },
    },
    ropeShare: {
      label: 'Share that turns',
      help: 'Partial rotation: only the first numbers of each head turn, the others know no position (GPT-J, GPT-NeoX: a quarter).',
    },
    ropeScaling: {
      label: 'RoPE scaling',
      names: { none: 'None', linear: 'Linear', ntk: 'NTK-aware', yarn: 'YaRN' },
      help: {
        none: 'Every pair turns at its own speed, at any context length.',
        linear:
          'Position interpolation: all positions are divided by the factor, so that far ones look like known ones (Chen et al. 2023, arXiv 2306.15595).',
        ntk: 'A larger base: slow pairs are slowed down by the factor, the fastest not at all (NTK-aware scaling, bloc97 2023).',
        yarn: 'Fast pairs keep their speed, slow ones are divided by the factor, those between in part; scores grow a little (Peng et al. 2023, arXiv 2309.00071).',
      },
    },
    ropeFactor: {
      label: 'Scaling factor',
      help: 'The context length is this many times the context that the speeds were made for.',
    },
    norm: {
      label: 'Normalization',
      help: 'Keeps the numbers in range. RMSNorm leaves out the mean that LayerNorm subtracts.',
      layer: 'LayerNorm',
      rms: 'RMSNorm',
    },
    normPlacement: {
      label: 'Where norms stand',
      pre: 'Pre',
      post: 'Post',
      sandwich: 'Sandwich',
      help: {
        pre: 'Before attention and feed-forward, so that the residual stream runs through untouched; trains most easily (Xiong et al. 2020, arXiv 2002.04745).',
        post: 'After each sum, as in the first transformer; deep stacks need a long warmup (Vaswani et al. 2017, arXiv 1706.03762).',
        sandwich:
          'Before and after, so that no layer can add large numbers (CogView, Ding et al. 2021, arXiv 2105.13290).',
      },
    },
    keyValueHeads: {
      label: 'Key/value heads',
      help: 'Heads may share keys and values, which shrinks the decoding cache: some do (grouped-query attention, Ainslie et al. 2023, arXiv 2305.13245), or all share one (multi-query, Shazeer 2019, arXiv 1911.02150).',
    },
    window: {
      label: 'Sliding window',
      help: 'Tokens that attention sees, itself included; 0 is all. Layers pass on what came earlier (Beltagy et al. 2020, arXiv 2004.05150).',
    },
    queryKeyNorm: {
      label: 'QK-norm',
      help: 'Brings each head’s query and key to the same size before they meet (RMS norm with a learned gain, before RoPE turns them), so that no score grows without bound (Henry et al. 2020, arXiv 2010.04245; Dehghani et al. 2023, arXiv 2302.05442).',
    },
    scoreCap: {
      label: 'Attention score cap',
      help: 'Scores of attention never exceed it: cap · tanh(score / cap), before biases and the mask. 0 turns it off (Gemma 2, 2024, arXiv 2408.00118: 50). The logit soft cap further down is another one, at the very end.',
    },
    attentionSink: {
      label: 'Attention sink',
      names: { none: 'None', zero: 'Fixed at 0', learned: 'Learned' },
      help: {
        none: 'The shares of attention sum to 1: a token must look somewhere, and often takes the first one for want of anything better (Xiao et al. 2023, arXiv 2309.17453).',
        zero: 'Every softmax has one more score, 0, that belongs to no token: what goes there is looked at nowhere (“softmax off by one”, Miller 2023).',
        learned:
          'Each head of each layer learns a score of its own for looking at nothing; it starts at 0 (gpt-oss, 2025, arXiv 2508.10925).',
      },
    },
    activation: {
      label: 'Activation',
      names: { gelu: 'GELU (tanh)', geluErf: 'GELU (erf)', relu: 'ReLU', silu: 'SiLU' },
      help: {
        gelu: 'Lets a number through by how large it is, smoothly (Hendrycks & Gimpel 2016, arXiv 1606.08415); approximated with tanh, as in GPT-2.',
        geluErf:
          'Exact GELU: a number times the share of a normal distribution that lies below it, by the error function erf, as in BERT (Hendrycks & Gimpel 2016, arXiv 1606.08415). The tanh form differs in the 4th decimal.',
        relu: 'Lets only positive numbers through (Nair & Hinton 2010).',
        silu: 'A number times its own sigmoid, also called Swish (Elfwing et al. 2017, arXiv 1702.03118).',
      },
    },
    gated: {
      label: 'Gated feed-forward',
      help: 'One half of the hidden layer decides how much of the other half passes: {{name}} (Shazeer 2020, arXiv 2002.05202).',
      names: { gelu: 'GEGLU', geluErf: 'GEGLU', relu: 'ReGLU', silu: 'SwiGLU' },
    },
    feedForwardWidth: {
      label: 'Feed-forward width',
      help: 'Of the hidden layer. Usual here: {{usual}}, four times the width, or 8/3 of it if gated, for as many parameters.',
    },
    parallel: {
      label: 'Parallel block',
      help: 'Feed-forward reads what attention reads instead of waiting for it (GPT-NeoX, Black et al. 2022, arXiv 2204.06745).',
    },
    residualScale: {
      label: 'Residual scale',
      help: 'What each half of a layer adds is multiplied by it; below 1, deep stacks start calmly (MiniCPM, Hu et al. 2024, arXiv 2404.06395).',
    },
    logitCap: {
      label: 'Logit soft cap',
      help: 'Logits never exceed it: cap · tanh(logit / cap). 0 turns it off (Gemma 2, 2024, arXiv 2408.00118).',
    },
    initialisation: {
      label: 'Initialization',
      names: { scaled: 'Scaled', standard: 'Standard' },
      help: {
        scaled:
          'Random numbers of deviation 0.02, smaller by √(2·layers) where a layer adds to the stream (GPT-2, Radford et al. 2019).',
        standard: 'Random numbers of deviation 0.02 everywhere (BERT, Devlin et al. 2018).',
      },
    },
    dropout: {
      label: 'Dropout',
      help: 'Share of values set to zero at random while training, against learning by heart.',
    },
    tiedHead: {
      label: 'Tied output head',
      help: 'The output uses the token embedding again (weight tying), which saves parameters.',
    },
    seed: {
      label: 'Seed',
      help: 'All randomness follows from it: same seed, same settings, same run.',
    },
    steps: { label: 'Steps', help: 'How often the weights are corrected.' },
    batchSize: {
      label: 'Batch size',
      help: 'How many pieces of text are looked at for one correction.',
    },
    learningRate: {
      label: 'Learning rate',
      help: 'How large a correction is, at its peak. Too large and the loss jumps; too small and it hardly moves.',
    },
    minimumLearningRate: {
      label: 'Final learning rate',
      help: 'Where the cosine decay ends.',
    },
    warmupSteps: {
      label: 'Warmup steps',
      help: 'The learning rate rises slowly at first, while the optimizer has seen little.',
    },
    optimizer: {
      label: 'Optimizer',
      adamw:
        'Every weight has a step of its own: the mean of its past gradients over their usual size (Loshchilov & Hutter 2017, arXiv 1711.05101).',
      sgd: 'Stochastic gradient descent with momentum: steps along a fading sum of the past gradients. Needs a learning rate many times larger (Polyak 1964; Sutskever et al. 2013).',
      lion: 'Only the sign of the mean gradient counts, so every weight moves equally far. Half of AdamW’s memory; wants a learning rate 3 to 10 times smaller (Chen et al. 2023, arXiv 2302.06675).',
      muon: 'Makes the step of each matrix in the layers orthogonal, so that no direction outweighs the others; AdamW takes care of the rest (Jordan et al. 2024; scaled as by Liu et al. 2025, arXiv 2502.16982).',
    },
    momentum: {
      label: 'Momentum',
      help: 'How much of the past direction is kept at each step.',
    },
    beta1: {
      label: 'β₁',
      help: 'How long AdamW remembers the direction of the gradient (first moment).',
      lion: 'How much the past counts against the newest gradient in the direction of a step.',
    },
    beta2: {
      label: 'β₂',
      help: 'How long AdamW remembers the size of the gradient (second moment).',
      lion: 'How long Lion remembers the direction of the gradient.',
    },
    epsilon: {
      label: 'ε',
      help: 'Keeps AdamW from dividing by zero where gradients are tiny.',
    },
    weightDecay: {
      label: 'Weight decay',
      help: 'Pulls the matrices gently towards zero at every step.',
    },
    gradientClip: {
      label: 'Gradient clip',
      help: 'Longer gradients are cut to this norm, so that one odd batch does no harm. 0 turns it off.',
    },
    accumulationSteps: {
      label: 'Gradient accumulation',
      help: 'Batches whose gradients are averaged for one correction: a larger batch in the memory of a small one.',
    },
    precision: {
      label: 'Precision',
      float32: 'All numbers have 32 bits.',
      mixed:
        'Activations and the weights of the products are stored in 16 bits, half the memory to move; sums, the optimiser and its weights keep 32. The loss is scaled up so that small gradients do not vanish, and a step that overflows is skipped (Micikevicius et al. 2017, arXiv 1710.03740).',
      instead: 'The run will be in float32.',
    },
    activationCheckpointing: {
      label: 'Activation checkpointing',
      help: 'Keeps only what goes into each layer and computes the rest again on the way back: much less memory, about a third more work, the same numbers.',
    },
    validationFraction: {
      label: 'Held-out share',
      help: 'Share of the text, from its end, that training never sees: the validation loss is measured on it.',
    },
    evaluationInterval: {
      label: 'Validate every',
      help: 'Steps between two measurements of the validation loss.',
    },
    evaluationBatches: {
      label: 'Validation batches',
      help: 'How many fixed batches one measurement averages over.',
    },
    sampleInterval: { label: 'Sample every', help: 'Steps between two samples of what it writes.' },
    checkpointInterval: {
      label: 'Checkpoint every',
      help: 'Steps between two saves. A run goes on from its last one.',
    },
  },
  precisions: { float32: 'float32', mixed: 'mixed' },
  schedule: {
    label: 'Learning rate by step: warmup to {{peak}}, then a cosine down to {{minimum}}',
    steps: '{{steps}} steps',
  },
  estimate: {
    heading: 'What this costs',
    vocabulary: 'For a vocabulary of {{size}}',
    expected: 'An estimate: the vocabulary is known once the tokenizer is trained.',
    active: 'Parameters that a token meets',
    activeHelp: 'Of {{experts}} experts in each layer a token goes through {{perToken}} only.',
    uniform: 'Loss of a uniform guess',
    uniformHelp: 'log {{size}}: where training starts. Every step below it was learned.',
    cache: 'Decoding cache',
    cacheHelp: 'Keys and values of one full context.',
    perStep: 'Tokens per step',
    seen: 'Tokens seen in all',
  },
  train: 'Go to training',
  blocked: 'Not yet: {{reason}}',
  between: 'Must be between {{min}} and {{max}}.',
  whole: 'Must be a whole number.',
  number: 'Must be a number.',
} as const;

/**
 * @file English words of the chapter `decode`: beam search's rules, and texts as trees.
 */

export const decodeTree = {
  start: 'start',
  rules: {
    more: 'More rules',
    earlyStopping: 'Stop early',
    'best-cannot-win': 'when no draft can win',
    'when-full': 'when enough have ended',
    never: 'only when none can ever win',
    noRepeatNgram: 'No n-gram twice (0: off), n',
    minTokens: 'Least tokens',
    groups: 'Groups',
    diversityPenalty: 'Diversity penalty',
    groupsHint:
      'Diverse beam search: each group of beams pays for every token that a group before it takes at the same step.',
    chain: 'Chain on each draft',
    chainHint:
      'Changes the log-probabilities of every draft before they are added to its score, which is not normalised again, as in Hugging Face transformers: a penalty counts against the other drafts too. The probabilities that are shown stay the model’s own. What a link cuts, no draft takes; a draft in which a constraint allows no token is given up. Temperature by itself only rescales all scores.',
  },
  beam: {
    title: 'The beam as a tree',
    hint: 'At every step each draft is continued by every token, and of all continuations only the best go on. See which drafts were dropped, how close they were, and whether the winner led all the time.',
    which: 'Which column',
    column: 'Column {{column}}',
    picture: 'Drafts, step by step',
    caption:
      'Blue: the best draft so far. Dashed and grey: given up. A thick stroke after a token: the draft ended there and is kept. In each step twice as many candidates are looked at as there are beams.',
    place: 'step {{step}} of {{last}}',
    description:
      'Tree of the drafts, {{place}}: {{running}} go on, {{finished}} have ended. The best so far: {{best}}',
    best: '“{{token}}”, token {{length}}, on the best draft: probability {{probability}}, draft’s log-probability {{logProbability}}, score {{score}}',
    alive:
      '“{{token}}”, token {{length}}, goes on: probability {{probability}}, draft’s log-probability {{logProbability}}, score {{score}}',
    pruned:
      '“{{token}}”, token {{length}}, given up: probability {{probability}}, draft’s log-probability {{logProbability}}, score {{score}}',
    ended:
      '“{{token}}”, token {{length}}, the draft ended here: probability {{probability}}, draft’s log-probability {{logProbability}}, score {{score}}',
    ofGroup: 'Group {{group}}: {{figures}}',
  },
  texts: {
    which: 'Texts of',
    picture: 'All texts as one tree: {{name}}',
    caption:
      'Texts that begin alike are joined; a branch is as thick as the share of texts that take it. Blue: at every fork, the way that most take. Rare ways are gathered and not followed further.',
    description:
      'Tree of {{count}} texts. All of them share {{common}} tokens. The way that most take: {{way}}',
    others: '{{tokens}} others',
    token:
      '“{{token}}”, token {{length}}: in {{own}} of {{count}} texts; {{share}} of those that come this far; {{ends}} end here',
    gathered:
      '{{tokens}} rarer tokens in place {{length}}: {{own}} of {{count}} texts; {{share}} of those that come this far; {{ends}} end here',
  },
} as const;

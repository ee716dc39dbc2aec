/**
 * @file English words of the strategies that look at more than one distribution at a time: Mirostat,
 * contrastive search, speculative decoding, guidance.
 */

export const decodeStrategies = {
  promptWhole:
    'This model was trained as a prefix LM: the tokens of the prompt all see each other, before and behind; what it writes sees the prompt and what was written before.',
  tau: 'Target surprise τ, bits',
  eta: 'Learning rate η',
  candidates: 'Candidates k',
  alpha: 'Penalty weight α',
  gamma: 'Guesses per check γ',
  draft: 'Draft model',
  draftHint:
    'It must have the same tokenizer as the model that writes: a small model beside a shipped one, another checkpoint of a run, or a smaller run on the same text. Without a model, what followed the last words earlier in the text is the guess.',
  lookUp: 'No model: look up in the text',
  smallDrafts: 'Small drafts, shipped with this page',
  draftStep: 'Checkpoint of the draft',
  scale: 'Guidance scale',
  negativePrompt: 'Negative prompt',
  negativePlaceholder: 'Empty: no prompt at all',
  mirostat: {
    curve: 'Surprise of each token, and μ',
    token: 'token',
    mu: 'μ: the most that is let through',
    surprise: 'Surprise',
    target: 'target τ',
    drawn:
      'μ was {{mu}} bits here: tokens with more surprise were cut. This one had {{surprise}} bits; μ moves by η times the difference to the target.',
  },
  contrastive: {
    candidates: 'The candidates',
    token: 'Token',
    probability: 'p',
    penalty: 'Penalty',
    score: 'Score',
    chosen:
      'Score = (1 − α) · p − α · penalty, here with α = {{alpha}}. The penalty is the largest cosine between the hidden state that the token would have and those of all tokens before it: near 1 means that it says what was said. The best score is taken.',
    noChain:
      'Contrastive search does not draw: it looks at hidden states besides the probabilities, so no token is cut away here, and other settings need the model again.',
  },
  speculative: {
    figures: 'Figures of the guesses',
    rate: 'Guesses accepted',
    rateValue: '{{accepted}} of {{drafted}} ({{share}})',
    perPass: 'Tokens per check',
    tokenAccepted:
      'The draft guessed this token. It is accepted with probability min(1, p / q) = {{chance}}: p = {{p}} under the model, q = {{q}} under the draft.',
    tokenResampled:
      'The draft guessed “{{guessed}}”, which was rejected: it is accepted with probability min(1, p / q) = {{chance}}, with p = {{p}} under the model and q = {{q}} under the draft. This token was drawn from what is left, max(0, p − q).',
    tokenBonus:
      'Nothing was guessed here: the token comes from the model’s own distribution, in the same pass that checked the guesses before it.',
    table: 'Model and draft',
    token: 'Token',
    model: 'Model p',
    draft: 'Draft q',
    rest: 'Left: p − q',
    overlap:
      'Any guess is accepted here with probability Σ min(p, q) = {{overlap}}: as much as the two distributions have in common.',
  },
  guidance: {
    table: 'Prompt, negative prompt, guided',
    token: 'Token',
    prompt: 'Prompt',
    negative: 'Negative',
    guided: 'Guided',
    logits: 'Guided logits',
    text: 'Guided = negative + scale · (prompt − negative), in log-probabilities, with scale {{scale}}. The chain goes on from the guided ones.',
  },
} as const;

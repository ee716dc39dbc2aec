/**
 * @file English words of what bounds a text that is decoded: constraints, biases, stop sequences, the
 * prompt's limits.
 */

export const decodeLimits = {
  texts: {
    expression: 'Expression',
    schema: 'JSON schema',
  },
  hints: {
    expression:
      'The whole text must match. Known are . [a-z] \\d \\w \\s ( ) | * + ? {2,5}; ^ and $ are left out.',
    schema:
      'Known are type, properties, required, items, enum, const, anyOf, pattern, and bounds of lengths, items and integers. Properties come in this order.',
  },
  match: {
    open: 'So far it can become a match; it must go on',
    'may-end': 'It matches already, and may go on or end here',
    'must-end': 'It matches, and only the end can follow',
    broken: 'What stands before already cannot match any more, so nothing is cut here',
  },
  bias: {
    actions: 'Bias of “{{token}}”',
    open: 'Change the bias of “{{token}}”',
    ban: 'Ban',
    less: 'Less',
    more: 'More',
    remove: 'Remove',
    forget: 'Remove the bias of “{{token}}”',
    hint: 'Click a token to ban it, or to make it more or less likely in this column.',
    full: 'At most {{count}} tokens can have a bias.',
    none: 'No token has a bias. Write something, open a token of the text, and click the tokens there.',
    of: 'Bias of “{{token}}”',
  },
  stop: {
    label: 'Stop sequences',
    hint: 'Up to {{count}} texts; a column ends as soon as it contains one. Press Enter after each.',
    found: 'Stopped at',
    cut: 'and cut off behind it:',
    escapes: '\\n stands for a new line.',
  },
  prompt: {
    empty:
      'The prompt is empty: the model starts from {{token}}, the token that stands between two documents.',
    unseen:
      '{{count}} tokens at the beginning are not seen: the context has {{room}} tokens, the prompt {{tokens}}.',
    lost: 'The vocabulary does not have {{characters}}: the model sees only {{token}} there.',
    spelled: 'No token of their own, so spelled byte by byte: {{characters}}',
    title: 'What the model sees of the prompt',
  },
  offK: '0 (off)',
} as const;

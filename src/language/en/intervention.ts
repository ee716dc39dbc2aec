/**
 * @file English texts of the chapter “inside”: what becomes of the model when parts of it do something
 * else.
 */
export const intervention = {
  title: 'What if: change a part and see what it was good for',
  hint: 'Switch a head off, let it give what it gives for another text, or let tokens see others than their mask allows. Loss and answers of your text are computed anew at once, with the same weights.',
  failed: 'The change cannot be computed',
  heads: {
    title: 'Heads',
    caption:
      'Press a head to switch it off (ablation: what it adds becomes 0), again to patch it, and again to bring it back. A patched head gives, place by place, what it gives for the other text: if the answer moves over to that text’s, this head carries it (activation patching).',
    table: 'Heads of each layer',
    rows: {
      only: 'Layer {{layer}}',
      encoder: 'Encoder, layer {{layer}}',
      self: 'Decoder, layer {{layer}}',
      cross: 'Cross-attention, layer {{layer}}',
    },
    states: { kept: 'on', off: 'off', patched: 'patched' },
    name: '{{row}}, head {{head}}: {{state}}',
    nameWorth: '{{row}}, head {{head}}: {{state}}; switched off, the loss changes by {{worth}}',
    measure: 'Switch each off in turn',
    measuring: 'Switching each off in turn…',
    worth:
      'Below: how much the loss changes if only this head is off, in nats per token. The larger, the more this text needs it.',
    reset: 'All as they were',
    other: 'The other text',
    otherHelp:
      'For patching. Best is one that differs from yours in one word, and has as many tokens.',
    otherSource: 'The other source',
    otherSourceHelp:
      'For patching. Best is one that differs from yours in one token, and has as many. Left empty, it is yours.',
    otherTarget: 'The other target',
    otherTargetHelp:
      'Left empty, it is yours: then the two runs differ only in what they find in the source.',
    otherTokens: '{{tokens}} tokens, yours has {{own}}: the first {{common}} places are patched.',
  },
  mask: {
    title: 'Mask',
    caption:
      'Click a cell to let a token see another, or no more. All heads of all layers then share attention out among the filled cells. Dashed: changed by you.',
    cut: 'Only the first {{count}} tokens of your text are drawn; the others keep their mask.',
    cutParts:
      'Only the first {{count}} tokens of the source and of the target are drawn; the others keep their mask.',
    label: 'Attention mask of the text',
    reset: 'The mask as it was',
  },
  answers: {
    title: 'What it changes',
    loss: 'Loss, nats per token',
    before: 'as it is',
    after: 'changed',
    unchanged: 'Nothing is changed yet: switch a head off, or click a cell of the mask.',
    table: 'Loss of each token, before and after the change',
    caption:
      'How surprised the model is by the token that really comes next, in nats. Orange: the change makes it worse; blue: better. Press a token to see its answers below.',
    captionEncoder:
      'How surprised the model is by the token that really stands there, in nats. Orange: the change makes it worse; blue: better. Press a token to see its answers below.',
    token: 'reads',
    expected: 'expects',
    difference: 'difference',
    said: 'What it says after “{{token}}”',
    saidThere: 'What it says at “{{token}}”',
    saidCaption: 'The five most probable tokens at this place, as it is and changed.',
  },
} as const;

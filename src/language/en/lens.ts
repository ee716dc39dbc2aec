/**
 * @file English texts of the chapter “inside”: the logit lens.
 */
export const lens = {
  title: 'If it stopped here: the logit lens',
  hint: 'Between layers only the residual stream goes on: one vector for each token. Read out after each layer by the last norm and the head, it tells what the model would say if it ended there (nostalgebraist 2020), and where on its way the answer is found.',
  picture: 'What it would say after each layer',
  table: 'The most probable token after each layer, and its probability',
  failed: 'The layers cannot be read out',
  read: 'reads',
  embedding: 'embedding',
  layer: 'after layer {{layer}}',
  size: 'size of the stream',
  sizes: 'Size of the residual stream at each token after each layer',
  encoder: 'How large the encoder’s residual stream grows',
  encoderCaption:
    'The encoder says nothing: what it makes of the source goes to the decoder’s cross-attention. In a cell the size of the stream, √(mean of the squares); the larger, the darker.',
  caption:
    'From below: the layers in their order. Darker is more certain; framed and bold is the token that really comes next in your text. The last column is the size of the residual stream, √(mean of the squares), averaged over the text.',
  captionEncoder:
    'From below: the layers in their order. Darker is more certain; framed and bold is the token that really stands there. The last column is the size of the residual stream, √(mean of the squares), averaged over the text.',
} as const;

/**
 * @file English words of the start page.
 */

export const home = {
  heading: 'Build a small language model, and watch it think.',
  lead: 'A language model reads text and guesses what comes next. Here you make one yourself, from the first letter to the finished story: choose a text, cut it into tokens, train the model, look inside. All of it runs in this browser; nothing is sent anywhere.',
  trainOwn: 'Train your own in a minute',
  tour: 'Take the tour',
  live: {
    heading: 'A real model, at work right now',
    madeBy:
      'This model has {{parameters}} parameters and was trained for {{steps}} steps on generated stories by <code>npm run pretrain</code> from <code>experiments/{{file}}</code>. Validation loss {{loss}}; a uniform guess would have {{uniform}}.',
    lossUnknown: 'not measured',
    loading: 'Loading the model…',
    starting: 'Starting the engine…',
  },
  attention: {
    heading: 'What each word looks at',
    text: 'Before it guesses the next token, the model looks back. The thicker the line, the more it takes from that token. Point at a token to hold still.',
    sentence: 'One cold day, Leo gave Tom the red ball. Tom was very happy with the ball.',
    layer: 'Layer',
    head: 'Head',
  },
  decoders: {
    heading: 'Four ways to go on',
    text: 'The model only gives probabilities for the next token; a decoding strategy chooses. The darker a token, the surer the model was.',
    promptLabel: 'Beginning of the story',
    prompt: 'Early one morning, Mia found a',
    again: 'Another seed',
    write: 'Write',
    seed: 'seed {{seed}}',
    token: '“{{label}}”: probability {{probability}}, rank {{rank}} of {{size}}',
    hint: 'Click a token to see how likely it was.',
  },
  strategies: {
    greedy: { name: 'Greedy', text: 'Always the likeliest token. The same every time.' },
    beam: {
      name: 'Beam search',
      text: 'Keeps {{beams}} beginnings alive and ends with the likeliest whole.',
    },
    'top-k': { name: 'Top-K', text: 'Draws from the {{k}} likeliest tokens.' },
    'top-p': {
      name: 'Top-P',
      text: 'Draws from the fewest tokens that hold {{percent}}% of the probability.',
    },
  },
  steps: {
    heading: 'Six steps from text to story',
    text: {
      title: 'Choose a text',
      text: 'The model will only ever know what this text shows it. Take generated stories, or drop a file of your own.',
    },
    tokenizer: {
      title: 'Cut it into tokens',
      text: 'A model works with numbers. The tokenizer learns frequent pieces of words and gives each one a number.',
    },
    model: {
      title: 'Shape the model',
      text: 'How many layers, how many heads, how wide. See at once what that costs in parameters and memory.',
    },
    train: {
      title: 'Train it',
      text: 'It guesses, is corrected, and guesses again. Watch the loss fall and the first words appear.',
    },
    inside: {
      title: 'Look inside',
      text: 'Every attention head on a sentence of your choice, live while it learns, and how positions turn into rotations.',
    },
    decode: {
      title: 'Let it write',
      text: 'Greedy, beam, top-k and top-p side by side on your own model, and why they part ways.',
    },
  },
} as const;

/**
 * @file The token panel on made-up logits over a big vocabulary, and a slider of it that is moved by the
 * keyboard: what the bench times.
 */
import { MantineProvider } from '@mantine/core';
import '@mantine/core/styles.css';
import { createRoot } from 'react-dom/client';
import { Random } from '../../src/base/random';
import type { StrategyConfig } from '../../src/decoding/types';
import { TokenPanel } from '../../src/chapters/decode/token-panel';
import { initializeLanguage } from '../../src/language';
import '../../src/pictures/pictures.css';
import { ChainExplainer, rankVocabulary } from '../../src/state/selectors';
import { useLab } from '../../src/state/lab';
import type { Tokenizer } from '../../src/text/types';

declare global {
  interface Window {
    /** Opens the panel on a token of the column of this kind. */
    openPanel(vocabularySize: number, kind: StrategyConfig['kind']): Promise<void>;
    /** @returns milliseconds of each move, from the key to the page drawn anew and laid out */
    moveSlider(moves: number): Promise<number[]>;
    /** @returns milliseconds of each explanation of the chain alone */
    explain(turns: number): Promise<number[]>;
    /** @returns milliseconds of each ranking of the vocabulary, which a token needs once */
    rank(turns: number): Promise<number[]>;
  }
}

/** The same strategies as on the page when it opens. */
const columns: StrategyConfig[] = [
  { kind: 'greedy' },
  { kind: 'top-k', k: 20, temperature: 0.8 },
  { kind: 'top-p', p: 0.9, temperature: 0.8 },
  {
    kind: 'chain',
    links: [
      { name: 'temperature', settings: { temperature: 0.8 } },
      { name: 'top-k', settings: { k: 100 } },
      { name: 'top-p', settings: { p: 0.9 } },
    ],
    draw: 'sample',
  },
];

const context = { promptIds: [1], writtenIds: [] };

function madeUpLogits(size: number): Float32Array {
  const random = new Random(1, 'microscope');
  return Float32Array.from({ length: size }, () => 3 * random.normal());
}

function madeUpTokenizer(vocabularySize: number): Tokenizer {
  return {
    kind: 'words',
    options: {
      normalization: 'none',
      lowercase: false,
      preTokenizer: 'none',
      byteFallback: false,
      wordPieceScore: 'likelihood',
      specialTokens: [],
    },
    vocabularySize,
    endOfText: 0,
    encode: () => [1],
    encodeInto: () => undefined,
    encodeSpans: () => [],
    decode: () => '',
    label: (id) => `·token${id}`,
    bytes: () => new Uint8Array(),
    addedBytes: () => new Uint8Array(),
  };
}

function show(logits: Float32Array, column: number): void {
  const token = { id: 7, probability: 0.1, rank: 0, logits };
  const update = {
    column,
    tokens: [token],
    labels: ['·token7'],
    text: ' token7',
    status: 'length' as const,
    statistics: { logProbability: -1, perplexity: 1, distinct: [1, 1, 1] as const, repetition: 0 },
    tokensPerSecond: null,
  };
  useLab.setState({
    decoding: {
      ...useLab.getState().decoding,
      columns: columns.map(() => update),
      shownConfig: { prompt: 'a', seed: 1, maxTokens: 1, columns },
    },
  });
  createRoot(document.body.appendChild(document.createElement('div'))).render(
    <MantineProvider>
      <TokenPanel
        place={{ column, token: 0 }}
        tokenizer={madeUpTokenizer(logits.length)}
        onChange={() => undefined}
      />
    </MantineProvider>,
  );
}

/** As after a move of the panel's first slider. */
function moved(config: StrategyConfig, by: number): StrategyConfig {
  switch (config.kind) {
    case 'top-k':
      return { ...config, k: config.k + by };
    case 'top-p':
      return { ...config, p: config.p + 0.01 * by };
    case 'chain': {
      const [first, ...others] = config.links;
      const temperature = first.settings.temperature + 0.05 * by;
      return { ...config, links: [{ ...first, settings: { temperature } }, ...others] };
    }
    default:
      return config;
  }
}

const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));

async function slider(): Promise<HTMLElement> {
  for (;;) {
    await nextFrame();
    const found = document.querySelector('[role="dialog"] [role="slider"]');
    if (found instanceof HTMLElement) return found;
  }
}

async function times(count: number, work: () => unknown): Promise<number[]> {
  const found: number[] = [];
  for (let turn = 0; turn < count; turn++) {
    await nextFrame();
    const start = performance.now();
    await work();
    found.push(performance.now() - start);
  }
  return found;
}

let logits: Float32Array = new Float32Array();
let strategy = columns[0];

window.openPanel = async (vocabularySize, kind) => {
  initializeLanguage();
  logits = madeUpLogits(vocabularySize);
  const column = columns.findIndex((one) => one.kind === kind);
  strategy = columns[column];
  show(logits, column);
  const thumb = await slider();
  const value = thumb.getAttribute('aria-valuenow');
  await window.moveSlider(2);
  if (thumb.getAttribute('aria-valuenow') === value) throw new Error('the slider did not move');
};

window.moveSlider = async (moves) => {
  const thumb = await slider();
  let turn = 0;
  return times(moves, async () => {
    const key = turn++ % 8 < 4 ? 'ArrowLeft' : 'ArrowRight';
    thumb.dispatchEvent(new KeyboardEvent('keydown', { key, code: key, bubbles: true }));
    // React draws before the microtask ends; reading a size makes the browser lay it out.
    await Promise.resolve();
    return thumb.getBoundingClientRect().left;
  });
};

window.explain = (turns) => {
  const explainer = new ChainExplainer(logits, context);
  let turn = 0;
  return times(turns, () => explainer.explain(moved(strategy, turn++ % 2)));
};
window.rank = (turns) => times(turns, () => rankVocabulary(logits));

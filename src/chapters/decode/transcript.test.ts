import { describe, expect, it } from 'vitest';
import type { DecodingConfig } from '../../decoding/types';
import type { ColumnOpening, LabelledUpdate } from '../../experiment/decoding-stream';
import { defaultSpec } from '../../experiment/spec';
import { columnsCsv, transcript } from './transcript';

const config: DecodingConfig = {
  prompt: 'Once, "there"',
  seed: 7,
  maxTokens: 2,
  columns: [
    { kind: 'greedy' },
    { kind: 'top-k', k: 5, temperature: 0.8, model: { kind: 'run', runId: 'gone', step: 10 } },
  ],
};
const written: LabelledUpdate = {
  column: 0,
  status: 'length',
  tokens: [
    { id: 3, probability: 0.5, rank: 0, logits: new Float32Array(4) },
    { id: 1, probability: 0.25, rank: 1, logits: new Float32Array(4) },
  ],
  labels: ['·was', '·a'],
  text: ' was a',
  tokensPerSecond: 12.5,
  statistics: {
    logProbability: Math.log(0.125),
    perplexity: Math.sqrt(8),
    distinct: [1, 1, 1],
    repetition: 0,
  },
};
const openings: ColumnOpening[] = [
  {
    column: 0,
    error: null,
    info: {
      source: { kind: 'shipped', name: 'english' },
      name: 'English',
      config: { vocabularySize: 4, ...defaultSpec.model },
      parameters: 1000,
      objective: 'next-token',
      step: 20,
      validationLoss: 1,
      tokenizerJson: '{}',
    },
  },
  {
    column: 1,
    info: null,
    error: { code: 'storage.missing', values: { name: 'gone' }, message: '' },
  },
];
const shown = { config, columns: [written, null], openings };

describe('what columns wrote, as files', () => {
  it('has settings, models, ids and log-probabilities in the transcript', () => {
    const parsed: unknown = JSON.parse(transcript(shown, { backend: 'wasm', link: 'https://lab' }));
    expect(parsed).toMatchObject({
      format: 'llm-lab-transcript',
      version: 1,
      prompt: config.prompt,
      seed: 7,
      backend: 'wasm',
      link: 'https://lab',
      columns: [
        {
          strategy: { kind: 'greedy' },
          model: { source: { kind: 'shipped', name: 'english' }, step: 20, vocabularySize: 4 },
          text: ' was a',
          tokens: [
            { id: 3, label: '·was', logProbability: Math.log(0.5), rank: 1 },
            { id: 1, label: '·a', logProbability: Math.log(0.25), rank: 2 },
          ],
        },
        { strategy: { kind: 'top-k', k: 5 }, model: null, error: 'storage.missing' },
      ],
    });
  });

  it('has a row for each column that wrote in the table', () => {
    const lines = columnsCsv(shown, [null, null]).trimEnd().split('\r\n');
    expect(lines).toHaveLength(2);
    expect(lines[1]).toMatch(/^1,greedy,,English,20,7,2,length,-2\.07/);
    expect(lines[1]).toMatch(/,12\.5,, was a$/);
  });
});

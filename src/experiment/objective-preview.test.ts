/**
 * @file Batches to look at, of every objective, whatever the experiment's tokenizer was made for.
 */
import { beforeAll, expect, it } from 'vitest';
import { objectivesOf } from './objective-choice';
import { ObjectivePreview } from './objective-preview';
import { Preparation } from './prepare';
import { requireSpec } from './spec';

const spec = requireSpec({
  text: { source: 'arithmetic', documents: 60 },
  tokenizer: { kind: 'characters' },
});
const preview = new ObjectivePreview();
beforeAll(async () => {
  preview.open(await new Preparation(() => Promise.resolve(null)).prepare(spec));
});

it.each([
  ['decoder-only', 'next-token'],
  ['decoder-only', 'prefix'],
  ['encoder-only', 'masked'],
  ['encoder-decoder', 'span-corruption'],
  ['encoder-decoder', 'prefix'],
] as const)('%s: %s', (architecture, kind) => {
  expect(objectivesOf[architecture]).toContain(kind);
  const settings = {
    objective: { ...spec.objective, kind, nextSentence: kind === 'masked' },
    architecture,
    contextLength: 24,
    rows: 3,
    seed: 1,
  };
  const batch = preview.batch(settings);
  expect(batch.examples).toHaveLength(3);
  for (const { inputs, targets, source = [] } of batch.examples) {
    expect(inputs).toHaveLength(targets.length);
    for (const id of [...inputs, ...source]) expect(batch.labels[id]).toBeTypeOf('string');
  }
  const labels = Object.entries(batch.labels).filter(([id]) => Number(id) >= batch.vocabularySize);
  expect(labels.length > 0).toBe(kind === 'masked' || kind === 'span-corruption');
  expect(preview.batch(settings)).toEqual(batch);
  expect(preview.batch({ ...settings, seed: 2 })).not.toEqual(batch);
});

it('says why there is no batch', () => {
  const settings = { architecture: 'decoder-only', contextLength: 24, rows: 1, seed: 1 } as const;
  const objective = { ...spec.objective, kind: 'pairs' } as const;
  expect(() => preview.batch({ ...settings, objective })).toThrow(/\[SEP\]/u);
});

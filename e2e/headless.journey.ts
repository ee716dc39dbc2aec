/**
 * @file `npm run experiment`: a run without a window, and what it refuses. The files that it leaves
 * are read by others' readers where there is one.
 */
import { Tokenizer } from '@huggingface/tokenizers';
import { expect, test } from '@playwright/test';
import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { tinySpec } from './lab';

interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

function experiment(...args: string[]): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['scripts/experiment.mjs', ...args]);
    const ended: Ended = { code: null, stdout: '', stderr: '' };
    child.stdout.on('data', (part) => (ended.stdout += String(part)));
    child.stderr.on('data', (part) => (ended.stderr += String(part)));
    child.on('close', (code) => resolve({ ...ended, code }));
  });
}

const event = z.looseObject({ type: z.string(), step: z.number().optional() });
const tokenizerFile = z.looseObject({
  model: z.looseObject({ vocab: z.record(z.string(), z.int()) }),
});
const tensorHeader = z.record(
  z.string(),
  z.object({
    dtype: z.string(),
    shape: z.array(z.int()),
    data_offsets: z.tuple([z.int(), z.int()]),
  }),
);

test('a spec with mistakes: exit code 2 and a line for each', async () => {
  const file = test.info().outputPath('wrong.json');
  writeFileSync(file, JSON.stringify({ model: { layers: 0, width: 'wide' }, steps: 3 }));
  const { code, stdout, stderr } = await experiment(file);
  expect(code).toBe(2);
  expect(stdout).toBe('');
  expect(stderr).toMatch(/^model\.layers: ./m);
  expect(stderr).toMatch(/^model\.width: ./m);
  expect(stderr).toMatch(/steps/);

  writeFileSync(file, '{ "seed": }');
  expect(await experiment(file)).toMatchObject({ code: 2, stdout: '' });
});

test('a run on one’s own text leaves metrics, samples, tokenizer and weights', async () => {
  const [spec, text, out] = ['spec.json', 'story.txt', 'out'].map((name) =>
    test.info().outputPath(name),
  );
  writeFileSync(text, 'The cat saw the dog. The dog saw the cat. 猫看见了狗。\n'.repeat(60));
  writeFileSync(
    spec,
    JSON.stringify({ ...tinySpec, tokenizer: { kind: 'bpe', vocabularySize: 280 } }),
  );
  const { code, stdout, stderr } = await experiment(
    spec,
    '--text',
    text,
    '--backend',
    'wasm',
    '--out',
    out,
  );
  expect(code, stderr).toBe(0);

  const events = stdout
    .trim()
    .split('\n')
    .map((line) => event.parse(JSON.parse(line)));
  expect(events[0]).toMatchObject({ type: 'started', backend: 'wasm', vocabularySize: 280 });
  expect(events.filter(({ type }) => type === 'step').map(({ step }) => step)).toEqual(
    Array.from({ length: 30 }, (_, index) => index + 1),
  );
  expect(events.at(-1)).toMatchObject({ type: 'status', status: 'finished', step: 30 });
  expect(readFileSync(`${out}/metrics.jsonl`, 'utf8')).toBe(stdout);
  expect(readFileSync(`${out}/samples.txt`, 'utf8')).toContain('── step 30 ──');
  expect(JSON.parse(readFileSync(`${out}/spec.json`, 'utf8'))).toMatchObject({
    text: { source: 'own', name: 'story.txt' },
    model: { norm: 'layer' },
  });

  const json: unknown = JSON.parse(readFileSync(`${out}/tokenizer.json`, 'utf8'));
  const { vocab } = tokenizerFile.parse(json).model;
  expect(Object.keys(vocab)).toHaveLength(280);
  const theirs = new Tokenizer(tokenizerFile.parse(json), {});
  const sentence = 'The dog saw 猫.';
  expect(theirs.decode(theirs.encode(sentence).ids)).toBe(sentence);

  const bytes = readFileSync(`${out}/model.safetensors`);
  const length = Number(bytes.readBigUInt64LE(0));
  const { __metadata__: _, ...rest } = z
    .record(z.string(), z.unknown())
    .parse(JSON.parse(bytes.toString('utf8', 8, 8 + length)));
  const tensors = Object.values(tensorHeader.parse(rest));
  const values = tensors.reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0);
  expect(bytes.length).toBe(8 + length + 4 * values);
  expect(tensors.map(({ shape }) => shape.join())).toContain('280,16');
});

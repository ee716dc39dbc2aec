/**
 * @file What `npm run experiment` refuses, and with which words.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseSpec } from '../src/experiment/spec';
import { readArguments, readJson, resolveSpec } from './experiment-arguments.mjs';
import { UsageError } from './project.mjs';

let folder;
let textFile;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'llm-lab-arguments-'));
  textFile = path.join(folder, 'story.txt');
  writeFileSync(textFile, 'Once upon a time.');
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('the arguments', () => {
  it('are read', () => {
    const args = ['spec.json', '--backend', 'wasm', `--text=${textFile}`, '--out', 'here'];
    expect(readArguments(args)).toEqual({
      specFile: 'spec.json',
      backend: 'wasm',
      text: textFile,
      out: 'here',
    });
  });

  it.each([
    [[], /Usage/],
    [['a.json', 'b.json'], /Usage/],
    [['a.json', '--backends', 'cpu'], /--backends/],
    [['a.json', '--backend', 'cuda'], /--backend: "cuda"/],
    [['a.json', '--text', '/nowhere/x.txt'], /--text: .*x\.txt/],
  ])('%j are refused', (args, message) => {
    expect(() => readArguments(args)).toThrow(UsageError);
    expect(() => readArguments(args)).toThrow(message);
  });
});

describe('the spec file', () => {
  it('must be there and be JSON', () => {
    const broken = path.join(folder, 'broken.json');
    writeFileSync(broken, '{"seed": 1,}');
    expect(() => readJson(broken)).toThrow(/broken\.json: .*JSON/);
    expect(() => readJson(path.join(folder, 'none.json'))).toThrow(/none\.json: cannot be read/);
  });

  it('has one line for each wrong field', () => {
    const wrong = { model: { layers: 0, heads: 'two' } };
    expect(() => resolveSpec(wrong, {}, parseSpec)).toThrow(
      /^model\.layers: .+\nmodel\.heads: .+$/,
    );
  });

  it('needs its own text', () => {
    const own = { text: { source: 'own', name: 'poems' } };
    expect(() => resolveSpec(own, {}, parseSpec)).toThrow(/^text\.source: .*"poems".*--text/);
    const text = { source: 'own', name: 'story.txt', fingerprint: '' };
    expect(resolveSpec(own, { text: textFile }, parseSpec)).toMatchObject({ text });
  });

  it('is overridden by the arguments', () => {
    const options = { backend: 'cpu', text: textFile };
    expect(resolveSpec({ backend: 'webgpu' }, options, parseSpec)).toMatchObject({
      backend: 'cpu',
      text: { source: 'own', name: 'story.txt' },
    });
  });
});

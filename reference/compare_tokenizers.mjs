/**
 * @file Compares the lab's byte-level BPE with Hugging Face's Rust library on text files: the same
 * merges in the same order, until no pair is left, and the same ids for 10,000 random strings. Run:
 *
 *     node reference/compare_tokenizers.mjs FILE…
 *
 * The Rust library reads a file line by line, so here the lab is given lines too.
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { BPE, byteLevelPreTokenizer, Tokenizer } from 'tokenizers';
import { importSource } from '../scripts/headless.mjs';
import { say } from '../scripts/project.mjs';

const { trainTokenizer, tokenizerToJson } = await importSource('src/text/tokenizers/index.ts');
const { Random } = await importSource('src/base/random.ts');

function rustMerges(file) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tokenizers-'));
  const tokenizer = new Tokenizer(BPE.empty());
  tokenizer.setPreTokenizer(byteLevelPreTokenizer(false, true));
  const start = performance.now();
  tokenizer.train([file]);
  const milliseconds = performance.now() - start;
  tokenizer.save(path.join(folder, 'tokenizer.json'));
  const { merges } = JSON.parse(fs.readFileSync(path.join(folder, 'tokenizer.json'), 'utf8')).model;
  fs.rmSync(folder, { recursive: true });
  return {
    merges: merges.map((merge) => (Array.isArray(merge) ? merge.join(' ') : merge)),
    milliseconds,
  };
}

function linesOf(text) {
  return {
    name: 'lines',
    async *chunks() {
      for (const line of text.match(/[^\n]*\n|[^\n]+/g) ?? []) {
        yield { text: line, endOfDocument: false };
      }
    },
  };
}

/** A third each: pieces of the text, any characters, and characters of the text in any order. */
function* randomStrings(text, count) {
  const random = new Random(1, 'strings');
  const letters = Array.from(text.slice(0, 100_000));
  for (let index = 0; index < count; index++) {
    const length = random.integer(60);
    const at = random.integer(text.length);
    if (index % 3 === 0) yield text.slice(at, at + length).replace(/\p{Surrogate}/gu, '');
    else {
      yield Array.from({ length }, () =>
        index % 3 === 1
          ? random.pick(letters)
          : String.fromCodePoint(random.integer(random.integer(2) ? 0x300 : 0xd800)),
      ).join('');
    }
  }
}

for (const file of process.argv.slice(2)) {
  const text = fs.readFileSync(file, 'utf8');
  const rust = rustMerges(file);
  const start = performance.now();
  const config = { kind: 'bpe', vocabularySize: 257 + rust.merges.length };
  const tokenizer = await trainTokenizer(config, linesOf(text));
  const milliseconds = performance.now() - start;
  const json = tokenizerToJson(tokenizer);
  const { merges } = JSON.parse(json).model;
  const different = rust.merges.findIndex((merge, rank) => merge !== merges[rank]);
  const theirs = Tokenizer.fromString(json);
  let wrong = 0;
  const count = 10_000;
  for (const string of randomStrings(text, count)) {
    const ids = (await theirs.encode(string)).getIds();
    if (JSON.stringify(ids) !== JSON.stringify(tokenizer.encode(string))) wrong++;
  }
  say(`${file}: ${rust.merges.length} merges`);
  say(
    different < 0 && merges.length === rust.merges.length
      ? '  the same merges in the same order'
      : `  merge ${different} is ${merges[different]}, not ${rust.merges[different]}`,
  );
  say(`  ${wrong} of ${count} random strings have other ids`);
  say(`  trained in ${Math.round(milliseconds)} ms, Rust in ${Math.round(rust.milliseconds)} ms`);
  if (different >= 0 || wrong > 0) process.exitCode = 1;
}

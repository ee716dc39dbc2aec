/**
 * @file Training and encoding of tokenizers, in Node: the lab's beside Hugging Face's Rust library
 * (training; it is on several cores) and `gpt-tokenizer` (encoding; JavaScript too), on the same text.
 * Fails where BPE training takes more than three times the Rust library's time, or where byte-level
 * BPE encodes less than 5 MB/s, or less than half of `gpt-tokenizer`'s. See `README.md`.
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { clearInterval, setInterval } from 'node:timers';
import { importSource } from '../scripts/headless.mjs';
import { say } from '../scripts/project.mjs';

/** MB of text, entries of the vocabularies, turns of which the fastest counts, a text file. */
export const options = { megabytes: 1, size: 4096, turns: 5, text: '' };
export const needs = () => ({ browser: false, build: false });

const slowestTraining = 3;
const slowestEncoding = 5;
const slowestOfPeer = 0.5;

async function readText({ text, megabytes }) {
  if (text !== '') return fs.readFileSync(text, 'utf8').slice(0, megabytes * 1e6);
  const { corpusSource } = await importSource('src/text/corpora/index.ts');
  const parts = [];
  let length = 0;
  for await (const chunk of corpusSource('english-stories', {
    documents: 200_000,
    seed: 1,
  }).chunks()) {
    parts.push(chunk.text, '\n');
    length += chunk.text.length + 1;
    if (length >= megabytes * 1e6) break;
  }
  return parts.join('').slice(0, megabytes * 1e6);
}

function linesSource(text) {
  return {
    name: 'lines',
    async *chunks() {
      for (const line of text.match(/[^\n]*\n|[^\n]+/g)) yield { text: line, endOfDocument: false };
    },
  };
}

/** Milliseconds of each of some calls that take turns; the fastest counts, what else the machine does not. */
async function takeTurns(turns, calls) {
  const times = Object.fromEntries(Object.keys(calls).map((name) => [name, []]));
  for (let turn = 0; turn < turns; turn++) {
    for (const [name, call] of Object.entries(calls)) {
      const start = performance.now();
      await call();
      times[name].push(performance.now() - start);
    }
  }
  return Object.fromEntries(Object.entries(times).map(([name, list]) => [name, Math.min(...list)]));
}

/** The Rust library always learns until no pair is left (to 30,000 tokens): so does the lab here. */
async function timeTraining(text, { size, turns }, trainTokenizer) {
  const { BPE, byteLevelPreTokenizer, Tokenizer } = await import('tokenizers');
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tokenizers-'));
  const file = path.join(folder, 'text.txt');
  fs.writeFileSync(file, text);
  let learned = 0;
  const rust = () => {
    const tokenizer = new Tokenizer(BPE.empty());
    tokenizer.setPreTokenizer(byteLevelPreTokenizer(false, true));
    tokenizer.train([file]);
    tokenizer.save(path.join(folder, 'tokenizer.json'));
    const saved = JSON.parse(fs.readFileSync(path.join(folder, 'tokenizer.json'), 'utf8'));
    learned = saved.model.merges.length;
  };
  rust();
  const lab = (kind, vocabularySize) => () => {
    const preTokenizer = kind === 'bpe' || kind === 'character-bpe' ? 'gpt2' : 'whitespace';
    return trainTokenizer(
      { kind, vocabularySize, preTokenizer, wordPieceScore: 'likelihood' },
      linesSource(text),
    );
  };
  const all = learned + 257;
  const times = await takeTurns(turns, {
    'bpe, Rust library': rust,
    'bpe, lab': lab('bpe', all),
  });
  const others = await takeTurns(1, {
    'bpe, lab ': lab('bpe', size),
    'character-bpe, lab': lab('character-bpe', size),
    'wordpiece, lab': lab('wordpiece', size),
    'unigram, lab': lab('unigram', size),
    'sentencepiece-bpe, lab': lab('sentencepiece-bpe', size),
  });
  fs.rmSync(folder, { recursive: true });
  const ratio = times['bpe, lab'] / times['bpe, Rust library'];
  const row =
    (entries) =>
    ([name, milliseconds]) => ({
      task: `train ${name.trim()}`,
      entries,
      ms: milliseconds.toFixed(0),
      'MB/s': '',
      'of peer': name === 'bpe, lab' ? ratio.toFixed(2) : '',
    });
  return {
    rows: [...Object.entries(times).map(row(all)), ...Object.entries(others).map(row(size))],
    ratio,
  };
}

async function timeEncoding(
  text,
  { size, turns },
  { trainTokenizer, tokenizerFromJson, tokenizerToJson },
) {
  const bytes = Buffer.byteLength(text);
  const calls = {};
  for (const kind of ['bpe', 'wordpiece', 'unigram']) {
    const json = tokenizerToJson(
      await trainTokenizer({ kind, vocabularySize: size }, linesSource(text)),
    );
    const warm = tokenizerFromJson(json);
    // A new tokenizer has seen no word yet; reading its file is not counted.
    const fresh = Array.from({ length: turns + 1 }, () => tokenizerFromJson(json));
    calls[`${kind}, lab, first time`] = () => fresh.pop().encode(text);
    calls[`${kind}, lab`] = () => warm.encode(text);
  }
  for (const encoding of ['cl100k_base', 'o200k_base']) {
    const peer = await import(`gpt-tokenizer/encoding/${encoding}`);
    calls[`${encoding}, gpt-tokenizer`] = () => peer.encode(text);
  }
  await takeTurns(1, calls);
  const times = await takeTurns(turns, calls);
  const speed = (name) => bytes / 1e6 / (times[name] / 1000);
  const peers = Object.keys(times).filter((name) => name.endsWith('gpt-tokenizer'));
  const fastest = peers.reduce((best, name) => (times[name] < times[best] ? name : best));
  return {
    rows: Object.entries(times).map(([name, milliseconds]) => ({
      task: `encode ${name}`,
      entries: name.endsWith('gpt-tokenizer') ? '' : size,
      ms: milliseconds.toFixed(0),
      'MB/s': speed(name).toFixed(1),
      'of peer': name.includes('lab') ? (milliseconds / times[fastest]).toFixed(2) : '',
    })),
    slowest: Math.min(speed('bpe, lab'), speed('bpe, lab, first time')),
    peer: speed(fastest),
  };
}

export default async function tokenizers(options) {
  const source = await importSource('src/text/tokenizers/index.ts');
  // What the text floor waits on does not keep Node alive.
  const alive = setInterval(() => undefined, 1000);
  const text = await readText(options);
  const training = await timeTraining(text, options, source.trainTokenizer);
  const encoding = await timeEncoding(text, options, source);
  clearInterval(alive);
  const demands = [
    ['training', training.ratio <= slowestTraining],
    ['encoding in MB/s', encoding.slowest >= slowestEncoding],
    ['encoding against gpt-tokenizer', encoding.slowest >= slowestOfPeer * encoding.peer],
  ];
  for (const [name, isMet] of demands) if (!isMet) say(`Not met: ${name}`);
  return {
    rows: [...training.rows, ...encoding.rows],
    isMet: demands.every(([, isMet]) => isMet),
    more: { bytes: Buffer.byteLength(text), size: options.size, turns: options.turns },
  };
}

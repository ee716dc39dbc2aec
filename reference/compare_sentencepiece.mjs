/**
 * @file Compares the lab's Unigram with what record_sentencepiece.py recorded of the same text: how
 * SentencePiece's model cuts every line, and the likelihood of the text under a model that the lab
 * trains of equal size. Run:
 *
 *     python3 reference/record_sentencepiece.py text.txt 4000 recorded.json
 *     node reference/compare_sentencepiece.mjs text.txt recorded.json
 */
import fs from 'node:fs';
import { importSource } from '../scripts/headless.mjs';
import { say } from '../scripts/project.mjs';

const { trainTokenizer } = await importSource('src/text/tokenizers/index.ts');
const { UnigramTokenizer } = await importSource('src/text/tokenizers/unigram.ts');
const { canonicalOptions } = await importSource('src/text/tokenizers/options.ts');

const [textFile, recordFile] = process.argv.slice(2);
const lines = fs
  .readFileSync(textFile, 'utf8')
  .split('\n')
  .filter((line) => line !== '');
const { pieces, cuts } = JSON.parse(fs.readFileSync(recordFile, 'utf8'));
const config = { kind: 'unigram', preTokenizer: 'whitespace', vocabularySize: 2 + pieces.length };

const theirs = new UnigramTokenizer(
  pieces.map(([piece, score]) => ({ piece, score })),
  canonicalOptions(config),
);
let different = 0;
for (const [index, line] of lines.slice(0, cuts.length).entries()) {
  const cut = theirs
    .encode(line)
    .map((id) => theirs.tokens[id])
    .join(' ');
  if (cut === cuts[index]) continue;
  if (different++ < 3) say(`  line ${index}: ${cut}\n  not ${cuts[index]}`);
}
say(`${different} of ${cuts.length} lines are cut otherwise`);

const start = performance.now();
const ours = await trainTokenizer(config, {
  name: 'lines',
  async *chunks() {
    for (const text of lines) yield { text, endOfDocument: true };
  },
});
say(`trained ${ours.vocabularySize - 2} pieces in ${Math.round(performance.now() - start)} ms`);
const sums = (tokenizer) => {
  let [all, best, tokens] = [0, 0, 0];
  for (const line of lines) {
    const { logPartition, bestScore } = tokenizer.latticeOf(line);
    all += logPartition;
    best += bestScore;
    tokens += tokenizer.encode(line).length;
  }
  return { all, best, tokens };
};
const [mine, reference] = [sums(ours), sums(theirs)];
const percent = (key) => ((mine[key] / reference[key] - 1) * 100).toFixed(3);
say(
  `log likelihood ${mine.all.toFixed(0)}, SentencePiece ${reference.all.toFixed(0)}: ${percent('all')} % more negative`,
);
say(
  `of the best cuts ${mine.best.toFixed(0)}, SentencePiece ${reference.best.toFixed(0)}: ${percent('best')} %`,
);
say(`tokens ${mine.tokens}, SentencePiece ${reference.tokens}: ${percent('tokens')} %`);
if (different > 0) process.exitCode = 1;

/**
 * @file Writes a generated corpus to standard output, for programs that read text files. Run:
 *
 *     node reference/write_corpus.mjs english-stories 200 > stories.txt
 */
import { importSource } from '../scripts/headless.mjs';

const { corpusSource } = await importSource('src/text/corpora/index.ts');
const [name, documents] = process.argv.slice(2);
for await (const { text } of corpusSource(name, {
  documents: Number(documents),
  seed: 1,
}).chunks()) {
  process.stdout.write(`${text}\n`);
}

/** @file The corpora that come with the lab: made on the spot from a seed, document by document. */
import { Pacer } from '../pacing';
import type { CorpusName, TextSource } from '../types';
import { arithmeticDocument } from './arithmetic';
import { tellChineseStory } from './chinese-stories';
import { tellEnglishStory } from './english-stories';
import { taskDocument } from './tasks';

function makeDocument(name: CorpusName, seed: number, index: number): string {
  switch (name) {
    case 'english-stories':
      return tellEnglishStory(seed, index).text;
    case 'chinese-stories':
      return tellChineseStory(seed, index).text;
    case 'arithmetic':
      return arithmeticDocument(seed, index);
    case 'reversal':
    case 'sorting':
    case 'addition':
    case 'translation':
    case 'classification':
    case 'cloze':
      return taskDocument(name, seed, index);
  }
}

/**
 * A corpus as a text source, one chunk per document. A document is a function of (seed, index) only,
 * so more documents continue the same corpus. `chunks` throws LabError `cancelled`.
 */
export function corpusSource(
  name: CorpusName,
  { documents, seed }: { documents: number; seed: number },
): TextSource {
  return {
    name,
    async *chunks({ signal, onProgress } = {}) {
      const pacer = new Pacer(signal);
      for (let index = 0; index < documents; index++) {
        yield { text: makeDocument(name, seed, index), endOfDocument: true };
        if (pacer.due() || index === documents - 1) {
          onProgress?.((index + 1) / documents);
          await pacer.pause();
        }
      }
    },
  };
}

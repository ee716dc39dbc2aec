/**
 * @file A text as words, sentences, lines and paragraphs, as the rules of cleaning count them. Words
 * are what whitespace parts; Chinese and Japanese have no spaces, so there each character counts as a
 * word. Without those scripts this is the split on whitespace that the published rules are given for.
 */

const word =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[^\s\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+/gu;
const spaceless = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu;

export function wordsOf(text: string): string[] {
  return text.match(word) ?? [];
}

/** Whether most of a text is in a script that writes no spaces. */
export function isSpaceless(text: string): boolean {
  const found = text.match(spaceless)?.length ?? 0;
  return found > 0 && found * 4 > text.replaceAll(/\s/g, '').length;
}

/** Lines that are not blank, trimmed. */
export function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** Blocks that blank lines part, trimmed. */
export function paragraphsOf(text: string): string[] {
  return text
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== '');
}

/** Sentences: parts that end in a full stop, a question or an exclamation mark, and what is left. */
export function sentencesOf(text: string): string[] {
  const parts = text.match(/[^.!?。！？\n]+[.!?。！？]*["”’」』)]*/gu) ?? [];
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}

/** Words that every longer text of a language has. The English ones are Gopher's. */
export const stopWords: Readonly<Record<string, readonly string[]>> = {
  en: ['the', 'be', 'to', 'of', 'and', 'that', 'have', 'with'],
  zh: ['的', '了', '在', '是', '和', '有', '不', '这', '一', '着'],
  de: ['der', 'die', 'und', 'in', 'den', 'von', 'zu', 'das', 'mit'],
  fr: ['de', 'la', 'le', 'et', 'les', 'des', 'en', 'un', 'que'],
  es: ['de', 'la', 'que', 'el', 'en', 'y', 'los', 'un', 'por'],
  ja: ['の', 'に', 'は', 'を', 'た', 'が', 'で', 'て', 'と'],
  ru: ['и', 'в', 'не', 'на', 'с', 'что', 'по', 'из', 'он'],
};

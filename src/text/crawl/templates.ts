/**
 * @file Sentences made of templates: `{river}` is replaced by a word of that list, and by the same
 * word wherever it stands in one text.
 */
import type { Random } from '../../base/random';

export type Words = Readonly<Record<string, readonly string[]>>;

/** `first` opens the text; of the `rest` some are taken, in their order. */
export interface Topic {
  readonly title: string;
  readonly first: readonly string[];
  readonly rest: readonly string[];
}

export interface Writing {
  readonly title: string;
  /** Paragraphs, each of whole sentences. */
  readonly paragraphs: readonly string[];
}

/** Draws a word for each slot and remembers it; `{number}` is drawn anew each time. */
export function slotFiller(random: Random, words: Words): (template: string) => string {
  const chosen = new Map<string, string>();
  return (template) =>
    template.replace(/\{(\w+)\}/g, (_, slot: string) => {
      if (slot === 'number') return String(2 + random.integer(97));
      if (slot === 'year') return String(1720 + random.integer(280));
      const word = chosen.get(slot) ?? random.pick(words[slot] ?? [slot]);
      chosen.set(slot, word);
      return word;
    });
}

/** A text on the topic, sentences joined by `space`. */
export function writeOn(random: Random, topic: Topic, words: Words, space: string): Writing {
  const fill = slotFiller(random, words);
  const count = Math.min(topic.rest.length, 7 + random.integer(4));
  const places = random.shuffle(topic.rest.map((_, place) => place)).slice(0, count);
  const sentences = [
    random.pick(topic.first),
    ...places.sort((a, b) => a - b).map((place) => topic.rest[place] ?? ''),
  ].map(fill);
  const half = Math.ceil(sentences.length / 2);
  return {
    title: fill(topic.title),
    paragraphs: [sentences.slice(0, half).join(space), sentences.slice(half).join(space)],
  };
}

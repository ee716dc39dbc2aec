/** @file English forms: pronouns, articles, capitals. */
import { Teller } from './teller';
import type { Character, Thing } from './world';

const pronouns = {
  she: { subject: 'she', object: 'her', possessive: 'her', self: 'herself' },
  he: { subject: 'he', object: 'him', possessive: 'his', self: 'himself' },
  it: { subject: 'it', object: 'it', possessive: 'its', self: 'itself' },
};

export function withArticle(phrase: string): string {
  return `${/^[aeiou]/.test(phrase) ? 'an' : 'a'} ${phrase}`;
}

export class EnglishTeller extends Teller {
  /**
   * Forms: none (subject: name or pronoun), `name`, `him` (object: name or pronoun), `his`, `himself`
   * (the subject's own), `he` (the pronoun, for a second clause), `kind` (a girl), `trait`.
   */
  protected characterForm(character: Character, form: string): string {
    const own = pronouns[character.pronoun];
    switch (form) {
      case 'name':
        return character.name;
      case 'him':
        return this.isClear(character) ? own.object : character.name;
      case 'his':
        return own.possessive;
      case 'he':
        return own.subject;
      case 'himself':
        return own.self;
      case 'kind':
        return withArticle(`${character.trait} ${character.kind}`);
      case '': {
        const clear = this.focus === character && this.isClear(character);
        return clear && this.random.float() < 0.75 ? own.subject : character.name;
      }
      default:
        throw new RangeError(`There is no form ${form} of a character.`);
    }
  }

  /** Forms: `a` (a red kite), none (red kite), `noun` (kite). */
  protected thingForm(thing: Thing, form: string): string {
    const phrase = thing.look === '' ? thing.noun : `${thing.look} ${thing.noun}`;
    switch (form) {
      case 'a':
        return withArticle(phrase);
      case 'noun':
        return thing.noun;
      case '':
        return phrase;
      default:
        throw new RangeError(`There is no form ${form} of a thing.`);
    }
  }

  protected finish(sentence: string): string {
    return sentence.replace(/^"?./, (start) => start.toUpperCase());
  }

  protected join(sentences: readonly string[]): string {
    return sentences.join(' ');
  }
}

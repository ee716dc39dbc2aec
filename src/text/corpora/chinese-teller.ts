/** @file Chinese forms: 他、她、它, measure words, and sentences that follow without a space. */
import { Teller } from './teller';
import type { Character, Thing } from './world';

const pronouns = { she: '她', he: '他', it: '它' };

export class ChineseTeller extends Teller {
  /** Forms: none (name or pronoun), `name`, `ta` (the pronoun), `kind` (一只聪明的小狐狸). */
  protected characterForm(character: Character, form: string): string {
    switch (form) {
      case 'name':
        return character.name;
      case 'ta':
        return pronouns[character.pronoun];
      case 'kind':
        return `一${character.pronoun === 'it' ? '只' : '个'}${character.trait}的${character.kind}`;
      case '': {
        const clear = this.focus === character && this.isClear(character);
        return clear && this.random.float() < 0.75 ? pronouns[character.pronoun] : character.name;
      }
      default:
        throw new RangeError(`There is no form ${form} of a character.`);
    }
  }

  /** Forms: `a` (一把红色的伞), `this` (这把伞), `that` (那把伞), `noun` (伞), none (红色的伞). */
  protected thingForm(thing: Thing, form: string): string {
    const measure = thing.measure ?? '个';
    switch (form) {
      case 'a':
        return `一${measure}${thing.look}${thing.noun}`;
      case 'this':
        return `这${measure}${thing.noun}`;
      case 'that':
        return `那${measure}${thing.noun}`;
      case 'noun':
        return thing.noun;
      case '':
        return `${thing.look}${thing.noun}`;
      default:
        throw new RangeError(`There is no form ${form} of a thing.`);
    }
  }

  protected finish(sentence: string): string {
    return sentence;
  }

  protected join(sentences: readonly string[]): string {
    return sentences.join('');
  }
}

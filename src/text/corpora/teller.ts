/**
 * @file Tells a story sentence by sentence. A sentence is a template with slots: `{A}` is the
 * character A as the subject, `{A:his}` a form of it, `{o:a}` a form of the thing o, `{place}` a
 * word. What a form looks like is the language's own (`english-teller.ts`, `chinese-teller.ts`); when
 * a pronoun may stand for a name is decided here: only for someone who was just spoken of, and only
 * if nobody else in that sentence or this one could be meant.
 */
import type { Random } from '../../base/random';
import { World, type Character, type StoryRecord, type Thing } from './world';

export type Cast = Record<string, Character | Thing | string>;

export function isCharacter(value: Character | Thing | string): value is Character {
  return typeof value === 'object' && 'pronoun' in value;
}

export abstract class Teller {
  readonly world = new World();
  private readonly sentences: string[] = [];
  /** Subject of the sentence before. */
  protected focus: Character | null = null;
  private mentionedBefore = new Set<Character>();
  private mentioned = new Set<Character>();

  constructor(
    readonly random: Random,
    private readonly cast: Cast,
  ) {}

  protected abstract characterForm(character: Character, form: string): string;
  protected abstract thingForm(thing: Thing, form: string): string;
  protected abstract join(sentences: readonly string[]): string;
  protected abstract finish(sentence: string): string;

  /** Tells one of the variants. */
  say(...variants: string[]): void {
    const template = this.random.pick(variants);
    const everyone = this.charactersOf(template);
    this.mentioned = new Set(everyone);
    const sentence = template.replace(
      /\{(\w+)(?::(\w+))?\}/g,
      (_slot, key: string, form: string | undefined) => this.fillSlot(key, form ?? ''),
    );
    this.sentences.push(this.finish(sentence));
    this.focus = everyone.at(0) ?? this.focus;
    this.mentionedBefore = this.mentioned;
  }

  /** Tells it in one case of several, so that stories differ in length. */
  sometimes(chance: number, ...variants: string[]): void {
    if (this.random.float() < chance) this.say(...variants);
  }

  story(plot: string): { text: string; record: StoryRecord } {
    const characters = Object.values(this.cast).filter(isCharacter);
    const { events, owners } = this.world;
    return { text: this.join(this.sentences), record: { plot, characters, events, owners } };
  }

  /** Whether a pronoun would be understood as this character. */
  protected isClear(character: Character): boolean {
    if (!this.mentionedBefore.has(character)) return false;
    return [...this.mentionedBefore, ...this.mentioned].every(
      (other) => other === character || other.pronoun !== character.pronoun,
    );
  }

  private fillSlot(key: string, form: string): string {
    if (!(key in this.cast)) throw new RangeError(`There is no ${key} in this story.`);
    const value = this.cast[key];
    if (typeof value === 'string') return value;
    return isCharacter(value) ? this.characterForm(value, form) : this.thingForm(value, form);
  }

  private charactersOf(template: string): Character[] {
    return [...template.matchAll(/\{(\w+)/g)]
      .map(([, key]) => this.cast[key])
      .filter((value) => value !== undefined && isCharacter(value));
  }
}

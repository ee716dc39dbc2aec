/**
 * @file The small world behind a story: who owns what, and what happened. Plots change the world and
 * tell about it; the world refuses what cannot be (giving what one does not have), so a story can be
 * wrong about possession only by saying something else than what happened. The record is what tests
 * replay on their own.
 */

export interface Character {
  name: string;
  pronoun: 'she' | 'he' | 'it';
  /** What the character is: a girl, a fox … */
  kind: string;
  trait: string;
}

export interface Thing {
  /** The noun, which also tells things of one story apart. */
  noun: string;
  /** An adjective that goes before it, or nothing. */
  look: string;
  /** Chinese measure word; unused in English. */
  measure?: string;
}

export type WorldEvent =
  | { kind: 'has'; who: string; thing: string }
  | { kind: 'gives'; who: string; to: string; thing: string }
  | { kind: 'loses'; who: string; thing: string }
  | { kind: 'finds'; who: string; thing: string }
  | { kind: 'uses up'; who: string; thing: string };

export interface StoryRecord {
  plot: string;
  characters: Character[];
  events: WorldEvent[];
  /** Owner of each thing at the end; things that are lost or eaten have none. */
  owners: Map<string, string>;
}

export class World {
  readonly events: WorldEvent[] = [];
  readonly owners = new Map<string, string>();

  has(who: Character, thing: Thing): void {
    if (this.owners.has(thing.noun)) throw new RangeError(`The ${thing.noun} has an owner.`);
    this.owners.set(thing.noun, who.name);
    this.events.push({ kind: 'has', who: who.name, thing: thing.noun });
  }

  gives(who: Character, to: Character, thing: Thing): void {
    this.requireOwner(who, thing);
    this.owners.set(thing.noun, to.name);
    this.events.push({ kind: 'gives', who: who.name, to: to.name, thing: thing.noun });
  }

  loses(who: Character, thing: Thing): void {
    this.requireOwner(who, thing);
    this.owners.delete(thing.noun);
    this.events.push({ kind: 'loses', who: who.name, thing: thing.noun });
  }

  finds(who: Character, thing: Thing): void {
    if (this.owners.has(thing.noun)) throw new RangeError(`The ${thing.noun} is not lost.`);
    this.owners.set(thing.noun, who.name);
    this.events.push({ kind: 'finds', who: who.name, thing: thing.noun });
  }

  /** Eating, planting, baking into a cake: the thing is gone. */
  usesUp(who: Character, thing: Thing): void {
    this.requireOwner(who, thing);
    this.owners.delete(thing.noun);
    this.events.push({ kind: 'uses up', who: who.name, thing: thing.noun });
  }

  private requireOwner(who: Character, thing: Thing): void {
    if (this.owners.get(thing.noun) !== who.name) {
      throw new RangeError(`${who.name} does not have the ${thing.noun}.`);
    }
  }
}

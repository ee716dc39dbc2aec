/**
 * @file A language model that counts: n-grams of characters with Witten–Bell smoothing (Witten & Bell
 * 1991), where each order is mixed with the one below it by how many different characters followed.
 * The lowest order is uniform over all code points.
 */

const codePoints = 0x110000;
/** Stands before the first character. */
const start = '\u0002';

interface Followers {
  total: number;
  readonly counts: Map<string, number>;
}

export class CharacterModel {
  private readonly contexts = new Map<string, Followers>();

  /** @param order characters that an n-gram has, the predicted one included */
  constructor(readonly order: number) {}

  /** Counts a text. */
  add(text: string): void {
    this.walk(text, (context, character) => {
      for (let length = 0; length <= context.length; length++) {
        const key = context.slice(context.length - length);
        const followers = this.contexts.get(key) ?? { total: 0, counts: new Map<string, number>() };
        if (followers.total === 0) this.contexts.set(key, followers);
        followers.total++;
        followers.counts.set(character, (followers.counts.get(character) ?? 0) + 1);
      }
    });
  }

  /** Probability of a character after a context, most recent character last. */
  probability(context: string, character: string): number {
    let probability = 1 / codePoints;
    const longest = Math.min(context.length, this.order - 1);
    for (let length = 0; length <= longest; length++) {
      const followers = this.contexts.get(context.slice(context.length - length));
      if (!followers) break;
      const { total, counts } = followers;
      const seen = counts.get(character) ?? 0;
      probability = (seen + counts.size * probability) / (total + counts.size);
    }
    return probability;
  }

  /** Mean surprise in bits for each character; 0 for an empty text. Perplexity is 2 to its power. */
  bitsPerCharacter(text: string): number {
    let [bits, count] = [0, 0];
    this.walk(text, (context, character) => {
      bits -= Math.log2(this.probability(context, character));
      count++;
    });
    return count === 0 ? 0 : bits / count;
  }

  private walk(text: string, visit: (context: string, character: string) => void): void {
    const characters = [...start.repeat(this.order - 1), ...text];
    for (let place = this.order - 1; place < characters.length; place++) {
      visit(characters.slice(place - this.order + 1, place).join(''), characters[place]);
    }
  }
}

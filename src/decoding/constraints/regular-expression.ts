/**
 * @file Reads a regular expression: characters, `.`, classes `[a-z]`, escapes (`\d \w \s`, `\n`,
 * `\u4E2D`, `\u{1F600}`), groups, `|`, and `* + ? {m} {m,} {m,n}`. It means what it means to JavaScript
 * with the flag `u`, with `^` before and `$` behind it. Left out is what looks around (anchors,
 * lookahead, references back), since it is no property of the characters in their order.
 */
import { LabError } from '../../base/errors';
import {
  characters,
  choice,
  complement,
  repeat,
  sequence,
  type CharacterRange,
  type Expression,
} from './expression';

/** UTF-16 units of an expression at most. */
export const longestExpression = 500;
/** Groups within groups at most. */
const deepest = 40;
/** Of `{m,n}`. */
const mostRepeats = 1000;

const range = (characters: string): CharacterRange => {
  const [first, last = first] = Array.from(characters, (one) => one.codePointAt(0) ?? 0);
  return [first, last];
};

const digits = [range('09')];
const wordCharacters = [range('AZ'), range('az'), range('09'), range('_')];
/** White space and ends of lines, as ECMAScript lists them. */
const spaces = ['\t\r', ' ', '\u00a0', '\u1680', '\u2000\u200a', '\u2028\u2029', '\u202f'].concat([
  '\u205f',
  '\u3000',
  '\ufeff',
]);
const spaceCharacters = spaces.map(range);
const lineEnds = ['\n', '\r', '\u2028\u2029'].map(range);

const classes = new Map<string, readonly CharacterRange[]>([
  ['d', digits],
  ['D', complement(digits)],
  ['w', wordCharacters],
  ['W', complement(wordCharacters)],
  ['s', spaceCharacters],
  ['S', complement(spaceCharacters)],
]);

const controls = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['f', '\f'],
  ['v', '\v'],
]);

const syntaxCharacters = '^$\\.*+?()[]{}|/';

/**
 * @throws LabError `constraint.unexpected`, `constraint.unclosed`, `constraint.unsupported`,
 *   `constraint.repeat`, `constraint.range` with the place, counted in characters from 1
 */
export function parseRegularExpression(source: string): Expression {
  return new Parser(source).parse();
}

class Parser {
  private readonly symbols: readonly string[];
  private at = 0;
  private depth = 0;

  constructor(source: string) {
    this.symbols = Array.from(source);
  }

  parse(): Expression {
    const expression = this.alternatives();
    if (this.at < this.symbols.length) this.fail('unexpected');
    return expression;
  }

  private alternatives(): Expression {
    const options = [this.sequence()];
    while (this.take('|')) options.push(this.sequence());
    return options.length === 1 ? options[0] : choice(...options);
  }

  private sequence(): Expression {
    const parts: Expression[] = [];
    while (this.at < this.symbols.length && !this.isNext('|') && !this.isNext(')')) {
      parts.push(this.quantified());
    }
    return parts.length === 1 ? parts[0] : sequence(...parts);
  }

  private quantified(): Expression {
    const part = this.atom();
    const bounds = this.quantifier();
    if (!bounds) return part;
    // A lazy quantifier matches the same texts.
    this.take('?');
    return repeat(part, ...bounds);
  }

  private quantifier(): readonly [minimum: number, maximum: number] | null {
    if (this.take('*')) return [0, Infinity];
    if (this.take('+')) return [1, Infinity];
    if (this.take('?')) return [0, 1];
    const start = this.at;
    if (!this.take('{')) return null;
    const minimum = this.wholeNumber();
    const isOpen = this.take(',');
    const maximum = isOpen ? (this.isNext('}') ? Infinity : this.wholeNumber()) : minimum;
    if (!this.take('}')) this.fail('unexpected');
    const largest = maximum === Infinity ? minimum : maximum;
    if (largest > mostRepeats || minimum > maximum) {
      throw new LabError('constraint.repeat', { place: start + 1, limit: mostRepeats });
    }
    return [minimum, maximum];
  }

  private wholeNumber(): number {
    let text = '';
    while (/^[0-9]$/.test(this.symbols[this.at] ?? '')) text += this.symbols[this.at++];
    if (text === '') this.fail('unexpected');
    return Number(text);
  }

  private atom(): Expression {
    if (this.take('(')) return this.group(this.at - 1);
    if (this.take('[')) return this.characterClass(this.at - 1);
    if (this.take('.')) return characters(...complement(lineEnds));
    if (this.isNext('\\')) return characters(...this.escape());
    if (this.isNext('^') || this.isNext('$')) this.fail('unsupported');
    if (syntaxCharacters.includes(this.symbols[this.at]) && !this.isNext('/')) {
      this.fail('unexpected');
    }
    return characters(range(this.symbols[this.at++]));
  }

  private group(start: number): Expression {
    if (this.isNext('?')) {
      this.at += 1;
      if (!this.take(':')) this.fail('unsupported', start);
    }
    this.depth += 1;
    if (this.depth > deepest) throw new LabError('constraint.large');
    const expression = this.alternatives();
    this.depth -= 1;
    if (!this.take(')')) this.fail('unclosed', start);
    return expression;
  }

  private characterClass(start: number): Expression {
    const isNegated = this.take('^');
    const ranges: CharacterRange[] = [];
    while (!this.take(']')) {
      if (this.at >= this.symbols.length) this.fail('unclosed', start);
      const place = this.at;
      const first = this.classMember();
      const isRange = this.isNext('-') && this.symbols[this.at + 1] !== ']';
      if (!isRange) {
        ranges.push(...first);
        continue;
      }
      this.at += 1;
      if (this.at >= this.symbols.length) this.fail('unclosed', start);
      const last = this.classMember();
      const ends = [first, last].map((end) => (end.length === 1 ? end[0] : null));
      const [from, to] = ends.map((end) => (end && end[0] === end[1] ? end[0] : null));
      if (from === null || to === null || from > to) {
        throw new LabError('constraint.range', { place: place + 1 });
      }
      ranges.push([from, to]);
    }
    return characters(...(isNegated ? complement(ranges) : ranges));
  }

  private classMember(): readonly CharacterRange[] {
    return this.isNext('\\') ? this.escape() : [range(this.symbols[this.at++])];
  }

  private escape(): readonly CharacterRange[] {
    const start = this.at;
    this.at += 1;
    const symbol = this.symbols[this.at];
    if (symbol === undefined) this.fail('unclosed', start);
    this.at += 1;
    const named = classes.get(symbol);
    if (named) return named;
    const control = controls.get(symbol);
    if (control !== undefined) return [range(control)];
    if (symbol === 'x') return [this.codePoint(start, /^[0-9a-f]{2}/i)];
    if (symbol === 'u') return [this.codePoint(start, /^(?:[0-9a-f]{4}|\{[0-9a-f]{1,6}\})/i)];
    if (!syntaxCharacters.includes(symbol) && symbol !== '-') this.fail('unsupported', start);
    return [range(symbol)];
  }

  private codePoint(start: number, form: RegExp): CharacterRange {
    const [written] = form.exec(this.symbols.slice(this.at, this.at + 8).join('')) ?? [''];
    const point = parseInt(written.replace(/[{}]/g, ''), 16);
    if (!(point <= 0x10ffff)) this.fail('unsupported', start);
    this.at += written.length;
    return [point, point];
  }

  private isNext(symbol: string): boolean {
    return this.symbols[this.at] === symbol;
  }

  private take(symbol: string): boolean {
    if (!this.isNext(symbol)) return false;
    this.at += 1;
    return true;
  }

  private fail(code: 'unexpected' | 'unclosed' | 'unsupported', place = this.at): never {
    if (code === 'unexpected' && place >= this.symbols.length)
      throw new LabError('constraint.ends');
    const length = code === 'unsupported' ? this.at - place + 1 : 1;
    const found = this.symbols.slice(place, place + Math.min(length, 3)).join('');
    throw new LabError(`constraint.${code}`, { place: place + 1, found });
  }
}

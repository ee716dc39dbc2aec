/**
 * @file Which tokens may come next so that the whole text will match: each token's bytes are walked
 * through the automaton, and those from whose end a match can still be written are kept. The end of the
 * text is one of them where the text matches already. Masks are kept for each state (Willard & Louf
 * 2023, arXiv 2307.09702).
 */
import { LabError } from '../../base/errors';
import { Automaton, deadState } from './automaton';
import type { Expression } from './expression';
import { sortedTokens, type SortedTokens, type Vocabulary } from './vocabulary';

/** Masks that are kept at once. */
const mostMasks = 128;
/** Tokens looked at while it is found out what the vocabulary can spell. */
const mostEffort = 10_000_000;

/** Before the first token; otherwise a place is a state of the automaton. */
const beginning = -2;
type Place = number;

/** How a text stands: it must go on, may end, must end, or cannot match any more. */
export type MatchState = 'open' | 'may-end' | 'must-end' | 'broken';

export class Constraint {
  private readonly automaton: Automaton;
  private readonly first: SortedTokens;
  private readonly later: SortedTokens;
  /** For each place the state after each token, or `deadState`. */
  private readonly masks = new Map<Place, Int32Array>();
  /** Places from which the vocabulary can spell an end; null: all. */
  private readonly finishing: ReadonlySet<Place> | null;

  /**
   * @throws LabError `constraint.nothing`, `constraint.unspellable`, `constraint.large`
   */
  constructor(
    expression: Expression,
    private readonly vocabulary: Vocabulary,
  ) {
    this.automaton = new Automaton(expression);
    this.first = sortedTokens(vocabulary, true);
    this.later = sortedTokens(vocabulary, false);
    this.finishing = hasEveryByte(this.later) ? null : this.findFinishing();
    if (!this.canFinish(beginning)) throw new LabError('constraint.unspellable');
  }

  /** Whether each token may follow. @throws LabError `constraint.large` */
  allowed(writtenIds: readonly number[]): (id: number) => boolean {
    const place = this.placeAfter(writtenIds);
    if (place === deadState) return () => false;
    const mask = this.maskOf(place);
    const mayEnd = this.accepts(place);
    return (id) => (id === this.vocabulary.endOfText ? mayEnd : mask[id] !== deadState);
  }

  /** @throws LabError `constraint.large` */
  matchState(writtenIds: readonly number[]): MatchState {
    const { endOfText } = this.vocabulary;
    const hasEnded = writtenIds.at(-1) === endOfText;
    const place = this.placeAfter(hasEnded ? writtenIds.slice(0, -1) : writtenIds);
    if (place === deadState || (hasEnded && !this.accepts(place))) return 'broken';
    if (!this.accepts(place)) return 'open';
    const canGoOn = this.maskOf(place).some((target) => target !== deadState);
    return canGoOn && !hasEnded ? 'may-end' : 'must-end';
  }

  private accepts(place: Place): boolean {
    return this.automaton.accepts(place === beginning ? this.automaton.start : place);
  }

  private canFinish(place: Place): boolean {
    return this.finishing === null || this.finishing.has(place);
  }

  private placeAfter(ids: readonly number[]): Place {
    let place: Place = beginning;
    for (const id of ids) {
      let state = place === beginning ? this.automaton.start : place;
      const bytes = this.vocabulary.addedBytes(id, place === beginning);
      if (bytes.length === 0) return deadState;
      for (const byte of bytes) {
        state = this.automaton.step(state, byte);
        if (state === deadState) return deadState;
      }
      place = state;
    }
    return this.canFinish(place) ? place : deadState;
  }

  private maskOf(place: Place): Int32Array {
    const kept = this.masks.get(place);
    if (kept) return kept;
    const mask = this.targetsOf(place).map((target) =>
      target === deadState || this.canFinish(target) ? target : deadState,
    );
    const oldest = this.masks.keys().next();
    if (this.masks.size >= mostMasks && !oldest.done) this.masks.delete(oldest.value);
    this.masks.set(place, mask);
    return mask;
  }

  /** The state after each token, as the automaton alone sees it. */
  private targetsOf(place: Place): Int32Array {
    const isFirst = place === beginning;
    const { ids, bytes, shared } = isFirst ? this.first : this.later;
    const targets = new Int32Array(this.vocabulary.vocabularySize).fill(deadState);
    /** After each number of the token's bytes; as many as are walked. */
    const states = [isFirst ? this.automaton.start : place];
    let walked = 0;
    for (let at = 0; at < ids.length; at++) {
      walked = Math.min(walked, shared[at]);
      const token = bytes[at];
      while (walked < token.length && states[walked] !== deadState) {
        states[walked + 1] = this.automaton.step(states[walked], token[walked]);
        walked += 1;
      }
      if (walked === token.length) targets[ids[at]] = states[walked];
    }
    return targets;
  }

  /** Goes forward to all places that tokens reach, and back from those where the text may end. */
  private findFinishing(): ReadonlySet<Place> {
    const before = new Map<Place, Place[]>([[beginning, []]]);
    let effort = 0;
    for (const place of before.keys()) {
      effort += this.vocabulary.vocabularySize;
      if (effort > mostEffort) throw new LabError('constraint.large');
      for (const target of new Set(this.targetsOf(place))) {
        if (target === deadState) continue;
        const known = before.get(target);
        if (known) known.push(place);
        else before.set(target, [place]);
      }
    }
    const finishing = new Set([...before.keys()].filter((place) => this.accepts(place)));
    for (const place of finishing) {
      for (const earlier of before.get(place) ?? []) finishing.add(earlier);
    }
    return finishing;
  }
}

/** Then every text can be spelled, and every state of the automaton finished. */
function hasEveryByte({ bytes }: SortedTokens): boolean {
  return new Set(bytes.filter(({ length }) => length === 1).map(([byte]) => byte)).size === 256;
}

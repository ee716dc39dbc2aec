/**
 * @file An expression as an automaton over bytes: Thompson's construction, and of it a deterministic
 * automaton whose states are made when they are first reached (Thompson 1968; Cox 2007, “Regular
 * Expression Matching Can Be Simple And Fast”). From each of its states a text can still be finished.
 */
import { LabError } from '../../base/errors';
import type { Expression } from './expression';
import { byteSequences } from './utf8';

const mostNodes = 30_000;
const mostStates = 8000;
/** Nodes looked at in all, so that no expression takes longer than a moment. */
const mostEffort = 20_000_000;

export const deadState = -1;
const unknown = -2;

type Node =
  | { kind: 'byte'; first: number; last: number; next: number }
  | { kind: 'split'; targets: number[] }
  | { kind: 'accept' };

interface State {
  /** Nodes that read a byte or accept, ascending. */
  nodes: readonly number[];
  accepts: boolean;
  /** For each byte the state after it, `deadState` or `unknown`. */
  next: Int32Array;
}

export class Automaton {
  readonly start: number;
  private readonly nodes: readonly Node[];
  private readonly isLive: readonly boolean[];
  private readonly states: State[] = [];
  private readonly known = new Map<string, number>();
  /** When each node was last looked at. */
  private readonly seen: Uint32Array;
  private look = 0;
  private effort = 0;

  /** @throws LabError `constraint.large`, `constraint.nothing` */
  constructor(expression: Expression) {
    const builder = new Builder();
    const first = builder.build(expression);
    this.nodes = builder.nodes;
    this.isLive = liveNodes(this.nodes);
    this.seen = new Uint32Array(this.nodes.length);
    this.start = this.stateOf([first]);
    if (this.start === deadState) throw new LabError('constraint.nothing');
  }

  /** Whether the text may end here. */
  accepts(state: number): boolean {
    return this.states[state].accepts;
  }

  /** @returns the state after a byte, or `deadState`. @throws LabError `constraint.large` */
  step(state: number, byte: number): number {
    const { nodes, next } = this.states[state];
    if (next[byte] === unknown) {
      this.spend(nodes.length);
      const targets: number[] = [];
      for (const index of nodes) {
        const node = this.nodes[index];
        if (node.kind === 'byte' && node.first <= byte && byte <= node.last) {
          targets.push(node.next);
        }
      }
      next[byte] = this.stateOf(targets);
    }
    return next[byte];
  }

  private stateOf(from: readonly number[]): number {
    const nodes = this.reading(from);
    if (nodes.length === 0) return deadState;
    const key = nodes.join();
    const known = this.known.get(key);
    if (known !== undefined) return known;
    if (this.states.length >= mostStates) throw new LabError('constraint.large');
    const accepts = nodes.some((index) => this.nodes[index].kind === 'accept');
    this.states.push({ nodes, accepts, next: new Int32Array(256).fill(unknown) });
    this.known.set(key, this.states.length - 1);
    return this.states.length - 1;
  }

  /** The nodes behind all splits. */
  private reading(from: readonly number[]): number[] {
    this.look += 1;
    const found: number[] = [];
    const pending = [...from];
    for (let index = pending.pop(); index !== undefined; index = pending.pop()) {
      if (this.seen[index] === this.look || !this.isLive[index]) continue;
      this.seen[index] = this.look;
      this.spend(1);
      const node = this.nodes[index];
      if (node.kind === 'split') pending.push(...node.targets);
      else found.push(index);
    }
    return found.sort((left, right) => left - right);
  }

  private spend(effort: number): void {
    this.effort += effort;
    if (this.effort > mostEffort) throw new LabError('constraint.large');
  }
}

/** Builds from the end: each part is given the node that follows it. */
class Builder {
  readonly nodes: Node[] = [];
  private parts = 0;

  build(expression: Expression): number {
    return this.before(expression, this.add({ kind: 'accept' }));
  }

  private before(expression: Expression, next: number): number {
    // Parts that are empty make no node, and could be repeated for ever.
    this.parts += 1;
    if (this.parts > mostNodes) throw new LabError('constraint.large');
    switch (expression.kind) {
      case 'characters': {
        const sequences = expression.ranges.flatMap(byteSequences);
        return this.split(
          sequences.map((bytes) =>
            bytes.reduceRight(
              (after, [first, last]) => this.add({ kind: 'byte', first, last, next: after }),
              next,
            ),
          ),
        );
      }
      case 'sequence':
        return expression.parts.reduceRight((after, part) => this.before(part, after), next);
      case 'choice':
        return this.split(expression.options.map((option) => this.before(option, next)));
      case 'repeat':
        return this.repeated(expression, next);
    }
  }

  private repeated(
    { part, minimum, maximum }: Extract<Expression, { kind: 'repeat' }>,
    next: number,
  ): number {
    let first = next;
    if (maximum === Infinity) {
      const targets = [next];
      first = this.add({ kind: 'split', targets });
      targets.push(this.before(part, first));
    } else {
      for (let count = minimum; count < maximum; count++) {
        first = this.split([this.before(part, first), next]);
      }
    }
    for (let count = 0; count < minimum; count++) first = this.before(part, first);
    return first;
  }

  private split(targets: number[]): number {
    return targets.length === 1 ? targets[0] : this.add({ kind: 'split', targets });
  }

  private add(node: Node): number {
    if (this.nodes.length >= mostNodes) throw new LabError('constraint.large');
    this.nodes.push(node);
    return this.nodes.length - 1;
  }
}

/** Whether each node can be followed by the end. An empty class, `[]`, cannot. */
function liveNodes(nodes: readonly Node[]): boolean[] {
  const before: number[][] = nodes.map(() => []);
  const pending: number[] = [];
  nodes.forEach((node, index) => {
    if (node.kind === 'accept') pending.push(index);
    else {
      const targets = node.kind === 'byte' ? [node.next] : node.targets;
      for (const target of targets) before[target].push(index);
    }
  });
  const isLive = nodes.map(() => false);
  for (let index = pending.pop(); index !== undefined; index = pending.pop()) {
    if (isLive[index]) continue;
    isLive[index] = true;
    pending.push(...before[index]);
  }
  return isLive;
}

/**
 * @file Beam search in the convention of Hugging Face transformers, and diverse beam search (Vijayakumar
 * et al. 2016, arXiv 1610.02424): groups of beams that advance one after the other, each kept from the
 * tokens that the groups before it took at the same step (Hamming diversity). One group is plain beam
 * search. A group that is done takes no more tokens.
 */
import { LabError } from '../../base/errors';
import { BeamGroup, type Draft, type GroupConfig } from './group';
import type { BeamSettings } from './settings';
import type { BeamStep } from './tree';

export interface BeamConfig extends BeamSettings, Omit<GroupConfig, 'group' | keyof BeamSettings> {}

/** As even as can be: the first get one more. */
function dealOut(beams: number, groups: number): number[] {
  const number = Math.min(beams, groups);
  return Array.from({ length: number }, (_, group) => Math.ceil((beams - group) / number));
}

export class BeamSearch {
  /** The tree, step by step. */
  readonly steps: BeamStep[] = [];
  private readonly groups: readonly BeamGroup[];
  private nodes = 0;

  constructor(config: BeamConfig) {
    this.groups = dealOut(config.beams, config.groups).map(
      (beams, group) => new BeamGroup({ ...config, beams, group }),
    );
  }

  get isDone(): boolean {
    return this.groups.every(({ isDone }) => isDone);
  }

  /** Drafts that can go on, group by group. */
  get running(): Draft[] {
    return this.groups.flatMap(({ isDone, running }) => (isDone ? [] : running));
  }

  /** Best score first. */
  get finished(): Draft[] {
    return this.ranked(this.groups.flatMap(({ finished }) => finished));
  }

  /** The best draft so far, ended or not. */
  get best(): Draft {
    return this.ranked(this.groups.flatMap(({ contenders }) => contenders))[0];
  }

  score(draft: Draft): number {
    return this.groups[0].score(draft);
  }

  /**
   * @param logits of the token after each running draft, in order
   * @throws LabError `constraint.deadEnd` if no draft has ended and none can go on; `constraint.large`
   */
  advance(logits: readonly Float32Array[]): void {
    const taken = new Map<number, number>();
    const nodes: BeamStep['nodes'] = [];
    let next = 0;
    for (const group of this.groups) {
      if (group.isDone) continue;
      const own = logits.slice(next, next + group.running.length);
      next += own.length;
      nodes.push(...group.advance(own, taken, this.nodes + nodes.length));
      for (const { tokens } of group.running) {
        const id = tokens[tokens.length - 1].id;
        taken.set(id, (taken.get(id) ?? 0) + 1);
      }
    }
    if (this.isDone && this.finished.length === 0) throw new LabError('constraint.deadEnd');
    this.nodes += nodes.length;
    this.steps.push({
      nodes,
      running: this.running.map(({ node }) => node),
      finished: this.finished.map(({ node }) => node),
      best: this.best.node,
    });
  }

  /** Equal ones stay in their order. */
  private ranked(drafts: readonly Draft[]): Draft[] {
    return drafts.toSorted((left, right) => this.score(right) - this.score(left));
  }
}

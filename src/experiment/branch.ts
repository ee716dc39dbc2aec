/**
 * @file Branches: texts that begin with given tokens and go on by a strategy. A branch is all that its text
 * depends on, and not the text: that is always written anew. Branches of branches make families, each
 * under a trunk, which is the text of a column as it was.
 */
import { z } from 'zod';
import { strategySchema } from '../decoding/strategies';
import type { StrategyConfig } from '../decoding/types';
import { decodingFields } from './spec';

/** Trunks included: each of them keeps the logits of all its tokens while the page is open. */
export const mostBranches = 32;
export const longestName = 100;

const id = z.string().min(1).max(64);

export const branchSchema = z.strictObject({
  id,
  /** The branch that it was made of; null for a trunk. */
  parent: id.nullable(),
  /** Of a trunk its column, from 1; of others a number that tells them apart. */
  number: z.int().min(1).max(1_000_000),
  /** Empty until a person gives one. */
  name: z.string().max(longestName),
  /** Milliseconds since 1970. */
  createdAt: z.number().min(0),
  ...decodingFields,
  /** With the model, so that a branch stays what it is whichever model is chosen. */
  strategy: strategySchema,
  /** What it begins with after the prompt; these count as tokens, and take their random numbers. */
  forcedIds: z
    .array(
      z
        .int()
        .min(0)
        .max(2 ** 20),
    )
    .max(1024),
  /** How many of them are its parent's. */
  given: z.int().min(0).max(1024),
  /** Whether the token after those was chosen by a person. */
  isChosen: z.boolean(),
});

export type Branch = z.output<typeof branchSchema>;

/** A branch that has not been entered in the list. */
export type BranchText = Omit<Branch, 'id' | 'parent' | 'number' | 'name' | 'createdAt'>;

/** Tokens. */
export const longestText = 1024;

const settingsSchema = z.object(decodingFields);
type Settings = z.output<typeof settingsSchema>;

/** What a branch has in common with the columns of a spec: the prompt, the seed, … */
export function settingsOf(from: z.input<typeof settingsSchema>): Settings {
  return settingsSchema.parse(from);
}

/** A column as the beginning of a family. @param strategy with its model */
export function trunkOf(
  settings: z.input<typeof settingsSchema>,
  strategy: StrategyConfig,
): BranchText {
  return { ...settingsOf(settings), strategy, forcedIds: [], given: 0, isChosen: false };
}

/** Whether both are the text of one column. */
export function isSameText(left: BranchText, right: BranchText): boolean {
  const essence = (text: BranchText) =>
    JSON.stringify([settingsOf(text), Object.entries(text.strategy).sort(), text.forcedIds]);
  return essence(left) === essence(right);
}

/** Another token in the place `at`; what follows is written with the same random numbers. */
export function forkedAt(
  parent: BranchText,
  ids: readonly number[],
  at: number,
  chosen: number,
): BranchText {
  const forcedIds = [...ids.slice(0, at), chosen];
  const maxTokens = Math.max(parent.maxTokens, forcedIds.length);
  return { ...parent, maxTokens, forcedIds, given: at, isChosen: true };
}

/** The text up to the token `at` and no further. */
export function rewoundTo(parent: BranchText, ids: readonly number[], at: number): BranchText {
  const forcedIds = ids.slice(0, at + 1);
  const given = forcedIds.length;
  return { ...parent, maxTokens: given, forcedIds, given, isChosen: false };
}

export interface Continuation {
  /** How many more at most. */
  tokens: number;
  strategy: StrategyConfig;
  seed: number;
}

/** The whole text, and more after it. */
export function continuedBy(
  branch: Branch,
  ids: readonly number[],
  { tokens, strategy, seed }: Continuation,
): BranchText {
  const forcedIds = [...ids];
  const maxTokens = Math.min(longestText, ids.length + tokens);
  const isOwn = continuesItself(branch, ids, { strategy, seed });
  // Where another strategy goes on, all before it is another's.
  const { given, isChosen } = isOwn ? branch : { given: ids.length, isChosen: false };
  return { ...settingsOf(branch), seed, maxTokens, strategy, forcedIds, given, isChosen };
}

/**
 * Whether the branch stays one: what follows is of the same making as what it wrote, or it wrote nothing
 * itself. A trunk stays what its column was.
 */
export function continuesItself(
  branch: Branch,
  ids: readonly number[],
  { strategy, seed }: Pick<Continuation, 'strategy' | 'seed'>,
): boolean {
  if (branch.parent === null) return false;
  const begun = branch.given + (branch.isChosen ? 1 : 0);
  return ids.length <= begun || isSameText(branch, { ...branch, strategy, seed });
}

/** Whether a token was handed down by the parent or chosen by hand; undefined: the strategy took it. */
export function originOf(
  { given, isChosen }: Pick<Branch, 'given' | 'isChosen'>,
  token: number,
): 'given' | 'chosen' | undefined {
  if (token < given) return 'given';
  return isChosen && token === given ? 'chosen' : undefined;
}

export interface FamilyMember {
  branch: Branch;
  /** 0 for a trunk. */
  depth: number;
}

/** Every branch after its parent, those of one parent as they were made. */
export function familyOrder(branches: readonly Branch[]): FamilyMember[] {
  const ids = new Set(branches.map((branch) => branch.id));
  const childrenOf = (parent: string | null) =>
    branches.filter((branch) =>
      // One whose parent is lost stands by itself.
      parent === null
        ? branch.parent === null || !ids.has(branch.parent)
        : branch.parent === parent,
    );
  const members: FamilyMember[] = [];
  const add = (branch: Branch, depth: number) => {
    members.push({ branch, depth });
    childrenOf(branch.id).forEach((child) => add(child, depth + 1));
  };
  childrenOf(null).forEach((root) => add(root, 0));
  return members;
}

/** A branch and all that come from it. */
export function descendants(branches: readonly Branch[], id: string): Branch[] {
  const found = new Set([id]);
  // A child is never made before its parent, but the clock may have been set back.
  for (let before = 0; before < found.size;) {
    before = found.size;
    for (const { id: own, parent } of branches) {
      if (parent !== null && found.has(parent)) found.add(own);
    }
  }
  return branches.filter((branch) => found.has(branch.id));
}

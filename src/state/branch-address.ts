/**
 * @file Branches in the address (`?b=…`), beside the spec. They stand there only in a link that is given to
 * somebody: the page that opens it takes them over. How they are written is loaded with the first that are
 * read, so that a visit of other pages does without.
 */
import type { Branch } from '../experiment/branch';
import type { LinkedBranch } from '../experiment/branch-link';

const parameterName = 'b';

/** Characters of a whole address: many servers refuse a request whose first line is above 8 KiB. */
const longestAddress = 8000;

const coding = () => import('../experiment/branch-link');

/** The branches of the link that the page was opened with. */
export interface LinkedBranches {
  /** @throws LabError as of `branchesFromLink` */
  read: () => Promise<LinkedBranch[]>;
  remove: () => void;
}

export const addressBranches: LinkedBranches = {
  read: async () => {
    // Loaded even where there are none: whoever shares branches of this page is not to wait for it.
    const { branchesFromLink } = await coding();
    return branchesFromLink(new URLSearchParams(window.location.search).get(parameterName) ?? '');
  },
  remove: () => {
    const address = new URL(window.location.href);
    if (!address.searchParams.has(parameterName)) return;
    address.searchParams.delete(parameterName);
    window.history.replaceState(window.history.state, '', address.href);
  },
};

export interface SharedLink {
  link: string;
  /** How many branches it does not carry. */
  leftOut: number;
}

/** A link to the lab with these branches in it, and no others. */
export async function withBranches(link: string, branches: readonly Branch[]): Promise<SharedLink> {
  const address = new URL(link);
  address.searchParams.delete(parameterName);
  if (branches.length === 0) return { link: address.href, leftOut: 0 };
  const { branchesToLink } = await coding();
  const parameter = `${address.search === '' ? '?' : '&'}${parameterName}=`;
  const room = longestAddress - address.href.length - parameter.length;
  const { link: carried, leftOut } = branchesToLink(branches, room);
  if (carried !== '') address.searchParams.set(parameterName, carried);
  return { link: address.href, leftOut };
}

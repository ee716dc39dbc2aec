/**
 * @file Drops pages by their address: hosts on a block list, and addresses with a forbidden word or
 * several doubtful ones (RefinedWeb, Penedo et al. 2023, section 3.1; its own list has 4.6 million
 * hosts). Texts without an address stay.
 */
import { z } from 'zod';
import { judgeEach, kept, removed } from '../each';
import type { StageDefinition } from '../types';
import { blockedHosts, hardAddressWords, softAddressWords } from '../word-lists';

const list = z.array(z.string().min(1).max(60)).max(200);

const settings = z.strictObject({
  blockedHosts: list.default(blockedHosts),
  hardWords: list.default(hardAddressWords),
  softWords: list.default(softAddressWords),
  /** So many different soft words are too many. */
  mostSoftWords: z.int().min(1).max(10).default(2),
});

/** Host name of an address without `www.`; empty if there is none. */
function hostOf(url: string): string {
  return /^[a-z]+:\/\/(?:www\.)?([^/:?#]+)/i.exec(url)?.[1]?.toLowerCase() ?? '';
}

export const urlFilter: StageDefinition<'url-filter', typeof settings> = {
  name: 'url-filter',
  settings,
  judge(documents, options, run) {
    const hosts = new Set(options.blockedHosts.map((host) => host.toLowerCase()));
    const hard = options.hardWords.map((word) => word.toLowerCase());
    const soft = new Set(options.softWords.map((word) => word.toLowerCase()));
    return judgeEach(documents, run, ({ url }) => {
      const host = hostOf(url);
      if (hosts.has(host)) return removed('host', { host });
      const address = url.toLowerCase();
      const word = hard.find((candidate) => address.includes(candidate));
      if (word !== undefined) return removed('hardWord', { word });
      const found = new Set(address.split(/[^\p{L}\p{N}]+/u).filter((part) => soft.has(part)));
      if (found.size >= options.mostSoftWords) {
        return removed('softWords', { words: [...found].join(', ') });
      }
      return kept;
    });
  },
};

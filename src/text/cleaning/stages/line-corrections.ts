/**
 * @file Takes single lines out of documents: counters, capitals, numbers, lone words and menus
 * (RefinedWeb, Penedo et al. 2023, appendix G), scripts, cookie notices and, if wanted, lines without
 * an end mark (C4, Raffel et al. 2020). A document that loses too many of its words goes whole.
 */
import { z } from 'zod';
import { changed, judgeEach, kept, removed } from '../each';
import type { StageDefinition } from '../types';
import { isSpaceless, wordsOf } from '../text-units';

const settings = z.strictObject({
  capitals: z.boolean().default(true),
  numbers: z.boolean().default(true),
  counters: z.boolean().default(true),
  loneWords: z.boolean().default(true),
  menus: z.boolean().default(true),
  scripts: z.boolean().default(true),
  policies: z.boolean().default(true),
  citations: z.boolean().default(true),
  endMarks: z.boolean().default(false),
  /** C4 asks for 3 or 5, by edition; shorter lines go. */
  fewestWords: z.int().min(0).max(20).default(0),
  /** The share of its words that a document may lose. */
  mostLost: z.number().min(0).max(1).default(0.05),
});

type Settings = z.output<typeof settings>;

const counter =
  /^[\d.,]+\s*(likes?|shares?|comments?|views?|replies|points?|个赞|条评论|次阅读|人喜欢)$/iu;
const menu =
  /^(read more|share|print|sign in|log in|posted by|reply|next|previous|阅读全文|分享|打印|登录|管理员发布|上一页|下一页)/iu;
const policy =
  /terms of use|privacy policy|cookie policy|use[sd]? of cookies|uses? cookies|使用条款|隐私政策|使用 cookie/iu;
const endMark = /[.!?。！？]["”’」』)]*$/u;

/** Whether a line goes. Menus are short: longer lines that begin alike are sentences. */
function isJunk(line: string, options: Settings): boolean {
  const words = wordsOf(line);
  const isShort = words.length <= (isSpaceless(line) ? 8 : 6);
  if (options.capitals && /\p{Lu}/u.test(line) && line === line.toUpperCase()) return true;
  if (options.numbers && /^[\p{N}\p{P}\p{S}\s]+$/u.test(line)) return true;
  if (options.counters && counter.test(line)) return true;
  if (options.loneWords && words.length === 1) return true;
  if (options.menus && isShort && menu.test(line)) return true;
  if (options.scripts && /javascript/i.test(line)) return true;
  if (options.policies && policy.test(line)) return true;
  if (options.endMarks && !endMark.test(line)) return true;
  return words.length < options.fewestWords;
}

/** The text without its junk lines; blank lines stay. */
export function correctLines(text: string, options: Settings): string {
  const lines = text.split('\n').flatMap((line) => {
    const bare = options.citations ? line.replace(/\[\d+\]/g, '') : line;
    return bare.trim() !== '' && isJunk(bare.trim(), options) ? [] : [bare];
  });
  return lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

export const lineCorrections: StageDefinition<'line-corrections', typeof settings> = {
  name: 'line-corrections',
  settings,
  judge: (documents, options, run) =>
    judgeEach(documents, run, (document) => {
      const text = correctLines(document.text, options);
      if (text === document.text.trim()) return kept;
      const before = wordsOf(document.text).length;
      const lost = before - wordsOf(text).length;
      const share = Math.round((lost / Math.max(1, before)) * 1000) / 1000;
      if (share > options.mostLost) return removed('tooMuch', { share, limit: options.mostLost });
      return changed(document, { text }, 'lines', { words: lost });
    }),
};

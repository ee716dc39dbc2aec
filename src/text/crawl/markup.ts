/**
 * @file The page around a text: menus, cookie notices, scripts, lists of other pages, all that a
 * browser shows or runs and a reader does not want.
 */
import type { Random } from '../../base/random';
import type { Writing } from './templates';

const words = {
  en: {
    menu: ['Home', 'News', 'About us', 'Contact', 'Shop', 'Archive', 'Help', 'Sign in', 'Forum'],
    cookies: 'We use cookies to improve your visit. By going on you accept our cookie policy.',
    more: 'More from this site',
    foot: 'All rights reserved. Terms of use. Privacy policy.',
    junk: [
      '3 likes',
      'Share',
      'READ MORE',
      '17 comments',
      'Print',
      'Posted by admin',
      '2024-03-11',
    ],
    script: 'Please enable javascript to view the comments.',
  },
  zh: {
    menu: ['首页', '新闻', '关于我们', '联系方式', '商店', '归档', '帮助', '登录', '论坛'],
    cookies: '本网站使用 Cookie 来改善您的访问体验，继续浏览即表示同意。',
    more: '相关文章',
    foot: '版权所有。使用条款。隐私政策。',
    junk: ['3 个赞', '分享', '阅读全文', '17 条评论', '打印', '管理员发布', '2024-03-11'],
    script: '请启用 javascript 以查看评论。',
  },
};

export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

const list = (items: readonly string[]) =>
  `<ul>${items.map((item, place) => `<li><a href="/p${place}.html">${escapeHtml(item)}</a></li>`).join('')}</ul>`;

export interface MarkupOptions {
  readonly language: string;
  /** Lines that were no part of the text are put between its paragraphs. */
  readonly junk: boolean;
  /** The page breaks off in the middle of its text. */
  readonly cut: boolean;
}

/** A whole page with the text in it. */
export function pageOf(random: Random, writing: Writing, options: MarkupOptions): string {
  const language = options.language === 'zh' ? 'zh' : 'en';
  const own = words[language];
  const menu = random.shuffle([...own.menu]).slice(0, 4 + random.integer(5));
  const blocks = writing.paragraphs.map((paragraph) => `<p>${escapeHtml(paragraph)}</p>`);
  if (options.junk) {
    for (const line of random.shuffle([...own.junk]).slice(0, 1 + random.integer(2))) {
      blocks.splice(1 + random.integer(blocks.length), 0, `<p>${line}</p>`);
    }
  }
  const main = random.pick(['article', 'div class="content"', 'div id="main"', 'section']);
  const [tag] = main.split(' ');
  const html = [
    `<!doctype html><html lang="${options.language}"><head><meta charset="utf-8">`,
    `<title>${escapeHtml(writing.title)}</title>`,
    `<style>.menu{color:#${(100 + random.integer(900)).toString()}}</style>`,
    `<script>var page=${random.integer(100000)};track(page)</script></head><body>`,
    random.float() < 0.5 ? `<div class="cookie-banner">${own.cookies}</div>` : '',
    `<header><nav class="menu">${list(menu)}</nav></header>`,
    `<${main}><h1>${escapeHtml(writing.title)}</h1>${blocks.join('\n')}</${tag}>`,
    random.float() < 0.6
      ? `<aside class="sidebar"><h3>${own.more}</h3>${list(random.shuffle([...own.menu]).slice(0, 5))}</aside>`
      : '',
    random.float() < 0.3 ? `<div id="comments">${own.script}</div>` : '',
    `<footer><p>${own.foot}</p>${list(menu.slice(0, 3))}</footer></body></html>`,
  ].join('');
  if (!options.cut) return html;
  return html.slice(0, html.indexOf('<p>', html.indexOf('<h1>')) + 40 + random.integer(60));
}

/**
 * @file Pages that are not worth reading: stuffed with keywords, repeated by a machine, without
 * sense, or with nothing but links on them.
 */
import type { Random } from '../../base/random';
import { offensiveWords } from '../cleaning/word-lists';
import type { Writing } from './templates';

type Language = 'en' | 'zh';

const goods = {
  en: ['shoes', 'watches', 'handbags', 'sofas', 'phones', 'tickets', 'loans', 'sunglasses'],
  zh: ['运动鞋', '手表', '皮包', '沙发', '手机', '机票', '贷款', '太阳镜'],
};
const praises = {
  en: ['cheap', 'best', 'discount', 'top', 'free shipping', 'original', 'low price', 'online'],
  zh: ['便宜', '最好', '打折', '正品', '包邮', '低价', '网上', '厂家直销'],
};
const places = {
  en: ['Ostby', 'Tolney', 'Vastmoor', 'near me', '2024', 'Crowmere'],
  zh: ['石桥镇', '柳林镇', '南山镇', '附近', '2024', '白沙镇'],
};

const some = <T>(random: Random, least: number, spread: number, make: () => T) =>
  Array.from({ length: least + random.integer(spread) }, make);

/** Keyword stuffing: what is sold, again and again, for search engines to find. */
export function keywordStuffing(random: Random, language: Language): Writing {
  const thing = random.pick(goods[language]);
  const space = language === 'zh' ? '' : ' ';
  const phrase = () =>
    [random.pick(praises[language]), thing, random.pick(places[language])].join(space);
  const offer =
    language === 'zh'
      ? () => `购买${phrase()}，就来我们的商店，${phrase()}应有尽有，${phrase()}。`
      : () =>
          `Buy ${phrase()} in our shop, because we have ${phrase()} and also ${phrase()} today!`;
  return {
    title: phrase(),
    paragraphs: [
      ...some(random, 2, 3, offer),
      some(random, 15, 25, phrase).join(language === 'zh' ? '、' : ', '),
      ...some(random, 1, 2, offer),
    ],
  };
}

/** A line or a few words that a broken script wrote over and over. */
export function machineRepetition(random: Random, language: Language, sentence: string): Writing {
  const title = language === 'zh' ? '最新消息' : 'Latest news';
  const times = 8 + random.integer(14);
  switch (random.integer(3)) {
    case 0:
      return { title, paragraphs: Array.from({ length: times }, () => sentence) };
    case 1: {
      const start = sentence.slice(0, language === 'zh' ? 8 : 34).trimEnd();
      const space = language === 'zh' ? '' : ' ';
      return { title, paragraphs: [Array.from({ length: times }, () => start).join(space) + '。'] };
    }
    default:
      return {
        title,
        paragraphs: Array.from({ length: times }, (_, place) =>
          place % 2 === 0
            ? sentence
            : language === 'zh'
              ? '点击这里阅读全文。'
              : 'Read it all here.',
        ),
      };
  }
}

/** The words of good sentences in a random order: no sense, though every word is right. */
export function incoherent(random: Random, language: Language, words: readonly string[]): Writing {
  const space = language === 'zh' ? '' : ' ';
  const sentence = () => {
    const text = some(random, 8, 12, () => random.pick(words)).join(space);
    return text.charAt(0).toUpperCase() + text.slice(1) + (language === 'zh' ? '。' : '.');
  };
  return {
    title: some(random, 2, 2, () => random.pick(words)).join(space),
    paragraphs: some(random, 2, 2, () => some(random, 3, 3, sentence).join(space)),
  };
}

/** Insults in good prose, with made-up words. */
export function offensive(random: Random, language: Language, good: Writing): Writing {
  const isChinese = (word: string) => /\p{Script=Han}/u.test(word);
  const words = offensiveWords.filter((word) => isChinese(word) === (language === 'zh'));
  const insult = () =>
    language === 'zh'
      ? `那些${random.pick(words)}真讨厌，谁也不要理他们。`
      : `Nobody should ever listen to the ${random.pick(words)} who live there.`;
  const space = language === 'zh' ? '' : ' ';
  return {
    title: good.title,
    paragraphs: good.paragraphs.map((paragraph) => paragraph + space + insult()),
  };
}

/** A page of links, prices and counters: there is nothing to read on it. */
export function navigationOnly(random: Random, language: Language): Writing {
  const item =
    language === 'zh'
      ? () => `${random.pick(praises.zh)}${random.pick(goods.zh)} ￥${random.integer(900)}`
      : () => `${random.pick(praises.en)} ${random.pick(goods.en)} $${random.integer(900)}`;
  const notes =
    language === 'zh'
      ? [
          '请登录',
          '页面不存在',
          '上一页',
          '下一页',
          '共 3 页',
          '按价格排序',
          '加入购物车',
          '暂无评论',
        ]
      : ['Please log in', 'Page not found', 'Previous', 'Next', 'Page 1 of 3', 'Sort by price'];
  return {
    title: random.pick(notes),
    paragraphs: some(random, 8, 30, () => (random.float() < 0.6 ? item() : random.pick(notes))),
  };
}

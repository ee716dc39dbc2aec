/**
 * @file One page of the crawl, a function of (seed, id) only. About one page in eight is good and not
 * a copy, as in a real crawl: RefinedWeb kept a little under 12% (Penedo et al. 2023, 2306.01116).
 */
import { Random } from '../../base/random';
import { heldOutTexts } from '../cleaning/held-out-texts';
import { blockedHosts, softAddressWords } from '../cleaning/word-lists';
import { tellChineseStory } from '../corpora/chinese-stories';
import { tellEnglishStory } from '../corpora/english-stories';
import { chineseTopics, chineseWords } from './chinese-prose';
import { englishTopics, englishWords } from './english-prose';
import { foreignProse } from './foreign-prose';
import { pageOf } from './markup';
import { misread } from './mojibake';
import { contactLine } from './personal-data';
import * as rubbish from './rubbish';
import { slotFiller, writeOn, type Writing } from './templates';
import type { CrawlPage, Defect, PageTruth } from './types';

/** How many pages in a thousand are of each kind. */
const kinds = [
  ['good', 125],
  ['foreign', 400],
  ['navigation', 85],
  ['stuffed', 70],
  ['repeated', 60],
  ['truncated', 50],
  ['near-copy', 50],
  ['exact-copy', 40],
  ['incoherent', 42],
  ['misread', 40],
  ['blocked', 23],
  ['offensive', 15],
] as const;

type Kind = (typeof kinds)[number][0];
type Language = 'en' | 'zh';

const hosts = {
  good: [
    'valley-news',
    'garden-notes',
    'old-trades',
    'how-it-works',
    'story-corner',
    'open-library',
  ],
  bad: ['best-deals', 'click-farm', 'web-mirror', 'top-list', 'page-pool', 'link-garden'],
};

/** Paragraphs that stand on many pages, word for word. */
const sharedParagraphs = {
  en: [
    'This article was first printed in the yearbook of the valley society, which has collected the memories of its members since 1904. It may be copied for teaching, as long as the name of the society and the year are given with it, and no word of it is changed.',
    'The story is one of a collection that was put together by the school in the winter, when the roads were closed for many weeks. The children wrote the first lines, their parents wrote the rest, and the pictures were painted by everybody who had a brush and a free evening.',
  ],
  zh: [
    '本文最初刊登在山谷学会的年刊上，学会从一九零四年起一直收集会员们的回忆。只要注明学会的名称和年份，并且一个字也不改动，就可以为了教学的目的自由复印和传阅。',
    '这篇文章选自学校冬天编成的一本集子，那时候大雪封山，道路有好几个星期不通。孩子们写了开头，家长们写完了后面，每一个有画笔又有空闲晚上的人都为它画过插图。',
  ],
};

function kindOf(seed: number, id: number): Kind {
  let left = new Random(seed, 'crawl kind', id).integer(1000);
  for (const [kind, share] of kinds) {
    left -= share;
    if (left < 0) return kind;
  }
  return 'good';
}

const languageOf = (seed: number, id: number): Language =>
  new Random(seed, 'crawl language', id).float() < 0.65 ? 'en' : 'zh';

/** Good prose: a text on a topic, or a story or two. */
function goodWriting(seed: number, id: number, language: Language): Writing {
  const random = new Random(seed, 'crawl prose', id);
  if (random.float() < 0.5) {
    return language === 'en'
      ? writeOn(random, random.pick(englishTopics), englishWords, ' ')
      : writeOn(random, random.pick(chineseTopics), chineseWords, '');
  }
  const tell = language === 'en' ? tellEnglishStory : tellChineseStory;
  const stories = Array.from({ length: 1 + random.integer(2) }, (_, place) =>
    tell(seed + 1, 2 * id + place).text.trim(),
  );
  return { title: language === 'en' ? 'A story' : '小故事', paragraphs: stories };
}

/** The good page that a copy is a copy of: one that comes before it. */
function originalOf(seed: number, id: number): number | null {
  const random = new Random(seed, 'crawl original', id);
  for (let attempt = 0; attempt < 100 && id > 0; attempt++) {
    const candidate = random.integer(id);
    if (kindOf(seed, candidate) === 'good') return candidate;
  }
  return null;
}

interface Draft {
  readonly writing: Writing;
  readonly language: string;
  readonly truth: PageTruth;
  readonly junk?: boolean;
  readonly cut?: boolean;
  readonly host?: string;
  readonly path?: string;
}

function goodDraft(seed: number, id: number): Draft {
  const language = languageOf(seed, id);
  const random = new Random(seed, 'crawl blemish', id);
  const { title, paragraphs } = goodWriting(seed, id, language);
  const found: Defect[] = [];
  const extended = [...paragraphs];
  if (random.float() < 0.15) {
    found.push('personal-data');
    extended.push(contactLine(random, language));
  }
  if (random.float() < 0.15) {
    found.push('shared-paragraph');
    extended.push(random.pick(sharedParagraphs[language]));
  }
  const junk = random.float() < 0.3;
  if (junk) found.push('junk-lines');
  // A good page on which a test text stands is not wanted all the same.
  const isContaminated = random.float() < 0.03;
  if (isContaminated) {
    found.push('contaminated');
    const tests = heldOutTexts.filter(
      (text) => /\p{Script=Han}/u.test(text) === (language === 'zh'),
    );
    extended.push(random.pick(tests));
  }
  const truth: PageTruth = {
    quality: isContaminated ? 'bad' : 'good',
    defects: found,
    language,
  };
  return { writing: { title, paragraphs: extended }, language, truth, junk };
}

/** A few words changed and a line added, as sites do that live from others' texts. */
function edited(random: Random, { title, paragraphs }: Writing, language: string): Writing {
  const note = language === 'zh' ? '本文由编辑整理。' : 'This text was edited by our team.';
  const place = random.integer(paragraphs.length);
  const changed = paragraphs.map((paragraph, index) => {
    if (index !== place) return paragraph;
    if (language === 'zh') return paragraph.replace('。', '，真的。');
    const words = paragraph.split(' ');
    words[Math.floor(words.length / 2)] = random.pick(['really', 'quite', 'often', 'perhaps']);
    return words.join(' ');
  });
  return { title, paragraphs: random.float() < 0.5 ? [...changed, note] : changed };
}

function copyDraft(seed: number, id: number, defect: 'exact-copy' | 'near-copy'): Draft {
  const original = originalOf(seed, id);
  if (original === null) return goodDraft(seed, id);
  const draft = goodDraft(seed, original);
  const random = new Random(seed, 'crawl copy', id);
  return {
    ...draft,
    writing:
      defect === 'exact-copy' ? draft.writing : edited(random, draft.writing, draft.language),
    truth: {
      quality: 'copy',
      defects: [defect, ...draft.truth.defects],
      language: draft.language,
      copyOf: original,
    },
    host: random.pick(hosts.bad),
  };
}

function foreignDraft(seed: number, id: number): Draft {
  const random = new Random(seed, 'crawl foreign', id);
  const language = random.pick(Object.keys(foreignProse));
  const prose = foreignProse[language];
  const fill = slotFiller(random, prose.words);
  const sentences = random
    .shuffle([...prose.sentences])
    .slice(0, 6 + random.integer(4))
    .map(fill);
  const half = Math.ceil(sentences.length / 2);
  return {
    writing: {
      title: fill(prose.title),
      paragraphs: [sentences.slice(0, half), sentences.slice(half)].map((part) =>
        part.join(prose.space),
      ),
    },
    language,
    truth: { quality: 'bad', defects: ['wrong-language'], language },
  };
}

/** A bad page made from the good writing that would have stood at its place. */
function badDraft(seed: number, id: number, kind: Exclude<Kind, 'good' | `${string}-copy`>): Draft {
  if (kind === 'foreign') return foreignDraft(seed, id);
  const language = languageOf(seed, id);
  const random = new Random(seed, 'crawl rubbish', id);
  const good = goodWriting(seed, id, language);
  const draft = (writing: Writing, defect: Defect, rest: Partial<Draft> = {}): Draft => ({
    writing,
    language,
    truth: { quality: 'bad', defects: [defect], language },
    ...rest,
  });
  switch (kind) {
    case 'navigation':
      return draft(rubbish.navigationOnly(random, language), 'navigation-only');
    case 'stuffed':
      return draft(rubbish.keywordStuffing(random, language), 'keyword-stuffing');
    case 'repeated': {
      const [sentence] = (good.paragraphs[0] ?? '').split(
        language === 'zh' ? /(?<=。)/ : /(?<=\.) /,
      );
      return draft(rubbish.machineRepetition(random, language, sentence), 'machine-repetition');
    }
    case 'truncated':
      return draft(good, 'truncated', { cut: true });
    case 'incoherent': {
      const text = good.paragraphs.join(' ');
      const words =
        language === 'zh' ? text.match(/\p{Script=Han}{1,2}/gu) : text.match(/\p{L}+/gu);
      return draft(rubbish.incoherent(random, language, words ?? []), 'incoherent');
    }
    case 'misread': {
      const encoding = language === 'zh' ? random.pick(['windows-1252', 'gb18030'] as const) : null;
      const { sentences, words } = foreignProse[random.pick(['de', 'fr', 'es'])];
      const accented = sentences.map(slotFiller(random, words)).join(' ');
      const paragraphs = encoding ? good.paragraphs : [accented, ...good.paragraphs];
      const wrong = (text: string) => misread(text, encoding ?? 'windows-1252');
      return draft(
        { title: wrong(good.title), paragraphs: paragraphs.map(wrong) },
        'mixed-encoding',
      );
    }
    case 'blocked': {
      const writing = rubbish.offensive(random, language, good);
      const isListed = random.float() < 0.7;
      return draft(writing, 'blocked-address', {
        host: isListed ? random.pick(blockedHosts) : 'web-mirror.example',
        path: isListed
          ? `/v/${id}`
          : `/${random
              .shuffle([...softAddressWords])
              .slice(0, 2)
              .join('-')}/${id}`,
      });
    }
    case 'offensive':
      return draft(rubbish.offensive(random, language, good), 'offensive');
  }
}

function draftOf(seed: number, id: number): Draft {
  const kind = kindOf(seed, id);
  switch (kind) {
    case 'good':
      return goodDraft(seed, id);
    case 'exact-copy':
    case 'near-copy':
      return copyDraft(seed, id, kind);
    case 'foreign':
    case 'navigation':
    case 'stuffed':
    case 'repeated':
    case 'truncated':
    case 'incoherent':
    case 'misread':
    case 'blocked':
    case 'offensive':
      return badDraft(seed, id, kind);
  }
}

/** Title and paragraphs of a page without any markup, parted by blank lines. */
export function plainPage(seed: number, id: number): { text: string; truth: PageTruth } {
  const { writing, truth } = draftOf(seed, id);
  return { text: [writing.title, ...writing.paragraphs].join('\n\n'), truth };
}

/** What is true of a page, without making it. */
export function crawlTruth(seed: number, id: number): PageTruth {
  return draftOf(seed, id).truth;
}

/** The page that belongs to a seed and a place in the crawl. */
export function crawlPage(seed: number, id: number): CrawlPage {
  const { writing, language, truth, junk = false, cut = false, host, path } = draftOf(seed, id);
  const random = new Random(seed, 'crawl markup', id);
  const name = host ?? random.pick(truth.quality === 'bad' ? hosts.bad : hosts.good);
  return {
    id,
    url: `https://${name.includes('.') ? name : `${name}.example`}${path ?? `/${language}/${id}.html`}`,
    html: pageOf(random, writing, { language, junk, cut }),
    truth,
  };
}

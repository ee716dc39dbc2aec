/**
 * @file “数据清洗”一章的简体中文文字。
 */
import type { cleaning as english } from '../en/cleaning';
import type { Translation } from '../translation';

export const cleaning: Translation<typeof english> = {
  lead: '网上的大部分内容都不值得读。看一批网页怎样通过真实流水线的各个阶段，查看被丢掉的每一篇，也可以自己调整。',
  failed: '清洗没有成功',
  run: '运行流水线',
  runAgain: '重新运行',
  stale: '这些数字产生之后，文本或流水线又有了改动。',
  plain: {
    heading: '这份文本会原样使用',
    text: '“{{name}}”没有清洗流水线。可以用通常的阶段清洗它，也可以打开迷你网页库：它很脏，而且每一页的真实情况都是已知的。',
    clean: '清洗这份文本',
    crawl: '打开迷你网页库',
  },
  funnel: {
    title: '每个阶段之后还剩多少',
    start: '原始网页',
    startOwn: '原始文本',
    measure: '计量单位',
    documents: '文档',
    bytes: '字节',
    tokens: '词元',
    caption:
      '条形：相对于开始时还剩下的比例；浅色：该阶段去掉的部分。标记是 RefinedWeb 的数字（Penedo 等，2023，图 2：CommonCrawl 文档的 97.8%、48%、23% 和 11.7%；为二手来源的约数）。词元数由字符数估计。',
    captionOwn: '条形：相对于开始时还剩下的比例；浅色：该阶段去掉的部分。词元数由字符数估计。',
    good: '{{before}} 个好页面留下了 {{good}} 个；留下的页面中有 {{share}} 是好的。',
    nothing: '还没有清洗过。',
  },
  stages: {
    heading: '各个阶段',
    hint: '从上到下依次运行。可以开关、移动、修改设置，并查看每个阶段做了什么。',
    on: '启用{{stage}}',
    up: '上移{{stage}}',
    down: '下移{{stage}}',
    settings: '设置',
    look: '它做了什么',
    learned: '它学到了什么',
    off: '关闭',
    removed: '去掉 {{count}} 篇（{{share}}）',
    changed: '修改 {{count}} 篇',
    precision: '精确率（precision）{{share}}',
    recall: '召回率（recall）{{share}}',
    scoreHelp:
      '精确率：去掉的内容中确实该去掉的占比。召回率：应该找到的内容中找到的占比。因为网页库是这里生成的，所以知道真实情况。',
    defaults: '恢复通常设置',
    wordsHelp: '输入一个词后按回车。',
  },
  outcomes: {
    reason: '理由',
    all: '全部（{{count}}）',
    none: '这个阶段没有动任何文档。',
    position: '第 {{at}} 篇，共 {{total}} 篇',
    previous: '上一篇',
    next: '下一篇',
    removed: '已去掉',
    changed: '已修改',
    text: '文档的文字',
    difference: '文档中的改动',
    before: '修改前',
    after: '修改后',
    truth: '真实情况',
    good: '好页面',
    bad: '坏页面',
    copy: '好页面的副本',
    document: '文档 {{id}}',
  },
  classifier: {
    curve: '不同阈值下的精确率与召回率',
    threshold: '阈值',
    precision: '精确率',
    recall: '召回率',
    caption: '在没有学过的 {{held}} 个有标注页面上测得；学习用了 {{learned}} 个页面。',
    good: '说明是好页面',
    bad: '说明是坏页面',
    weight: '权重',
    ngram: 'n-gram',
    training: '正在训练…',
  },
  files: {
    heading: '带走结果',
    documents: '保存文档（.jsonl）',
    pipeline: '保存流水线（.json）',
    load: '载入流水线',
    usual: '恢复通常的流水线',
    use: '使用这份文本',
    useHelp: '分词器和训练会使用清洗后的文本。',
  },
  lesson: {
    heading: '值得留意的地方',
    order: '便宜的先做',
    orderText:
      '检查网址几乎不花钱，识别语言花一点，所有文本互相比较最贵。所以顺序不是按重要性，而是按代价排的。',
    rules: '规则不懂意思',
    rulesText:
      'Gopher 的规则只数词、行和符号。老办法会扔掉停用词，这里却要求有：没有“the”或“的”的文本只是清单。',
    mistakes: '每个阶段都会出错',
    mistakesText:
      '看看某个阶段误扔的好页面。阈值更严，留下的更干净，也会损失好文本：没有不用付代价的设置。',
    copies: '重复有害',
    copiesText:
      '一句话出现一百遍，模型就会背下来；测试题混进文本，测到的只是记忆。最后几个阶段就是为此而设的。',
  },
};

/**
 * @file “去重”一章的简体中文文字。
 */
import type { deduplication as english } from '../en/deduplication';
import type { Translation } from '../translation';

export const deduplication: Translation<typeof english> = {
  lead: '网上的文字有很多是互相抄来的。同一段文本读上一百遍，模型学到的是背诵，而不是规律，所以要把重复的去掉。难点在于：不把每两篇都比一遍，也能找到它们。',
  failed: '出了问题',
  backToExample: '恢复例子',
  names: {
    first: '文本 A',
    second: '文本 B',
    one: '文本 1',
    two: '文本 2',
    three: '文本 3',
  },
  examples: {
    first:
      '海角上的老灯塔是用灰色的石头砌成的，二十里外都能看见它的灯光。每天傍晚，守塔人爬上楼梯，擦干净玻璃，点亮那盏灯。大雾从海上来的时候，他就一直敲钟，敲到天亮。',
    second:
      '海角上的老灯塔是用白色的石头砌成的，二十里外都能看见它的灯光。每天傍晚，守塔人爬上楼梯，擦干净玻璃，点亮那盏灯。大雾从海上来的时候，她就一直敲钟，整夜不停。',
    one: '种菜指南：番茄要在清晨浇水，千万不要浇在叶子上。版权所有，未经书面许可，任何人不得转载本页的任何内容。',
    two: '冷天喝的十种汤：先用一点黄油把洋葱炒香。版权所有，未经书面许可，任何人不得转载本页的任何内容。欢迎订阅！',
    three:
      '版权所有，未经书面许可，任何人不得转载本页的任何内容。补自行车胎，先要找到漏气的地方：把内胎按进水里，看哪里冒泡。',
  },
  knobs: {
    shingleSize: '每个片段（shingle）的词数',
    bands: '条带数 b（bands）',
    rows: '每条行数 r（rows）',
  },
  pair: {
    heading: '两段文本',
    hint: '每段文本变成它的片段（shingle）的集合：所有连着的几个词，中文里是连着的几个字。改一改文本，看看会有什么变化。',
    shingles: '{{count}} 个不同的片段；亮着的两段文本都有',
    signatures: 'MinHash 签名（signature）',
    signaturesCaption:
      '一列是一个哈希函数：上面是它在 A 的片段上的最小值，下面是在 B 的片段上的最小值。亮的列相等，其概率正是 J。所有行都相等的条带（band）加了框：在那里两段文本落进同一个桶。',
  },
  facts: {
    jaccard: '真实相似度 J（Jaccard）',
    jaccardHelp: '|A ∩ B| / |A ∪ B| = {{common}} / {{union}} 个片段',
    estimate: '由签名得到的估计',
    estimateHelp: 'k = {{k}} 个哈希值中有 {{equal}} 个相等；± 后面是标准误差 √(J(1 − J)/k)',
    collisions: '相同的条带',
    collisionsOf: '{{bands}} 个中有 {{count}} 个',
    collisionsHelp: '有一个就够了。在这个相似度下，至少有一个的概率是 {{probability}}',
    simhash: 'SimHash',
    simhashBits: '64 位中有 {{count}} 位不同',
    simhashHelp: '另一种方法：全部词合成一个哈希值。不同的位不超过 3 个就算副本',
  },
  curve: {
    title: 'S 形曲线',
    caption:
      'P = 1 − (1 − sʳ)ᵇ，其中 b = {{bands}}，r = {{rows}}：相似度为 s 的两段文本至少在一个条带中落到一起的概率。曲线在 (1/b)^(1/r) = {{threshold}} 附近最陡，即那条竖线。圆点是上面这一对；横轴上的短条是它的估计值。',
    fineweb: 'FineWeb：14 个条带 × 8 行',
    refinedweb: 'RefinedWeb：450 个条带 × 20 行',
    misread: '同一句话误读成：20 × 450',
  },
  corpus: {
    heading: '整个语料',
    hint: '把所有文本按每个条带放进桶里，只比较落进同一个桶的文本。上面的旋钮在这里同样起作用。',
    source: '文本',
    sources: {
      'english-stories': '英文',
      'chinese-stories': '中文',
      open: '打开的文本',
    },
    sourceHelp: {
      'english-stories':
        '60 个英文故事和它们的副本，副本中最多十分之一的词被换掉。因为知道谁是谁的副本，找对找错都数得出来。',
      'chinese-stories':
        '60 个中文故事和它们的副本，副本中最多十分之一的字被换掉。因为知道谁是谁的副本，找对找错都数得出来。',
      open: '“文本”页上打开的文本的各篇文档；如果只有一篇，就用它的各个段落。',
    },
    verification: '核对候选对',
    verifications: {
      none: '不核对',
      signature: '估计值',
      shingles: '片段',
    },
    verificationHelp: {
      none: '落进同一个桶就算副本，FineWeb 就是这样做的。',
      signature: '签名中相等的比例必须达到下面的值。',
      shingles: '片段的真实相似度必须达到下面的值。',
    },
    threshold: '最低相似度',
    documents: '文档数',
    cut: '只取开头这些；文本里还有更多',
    removed: '要去掉的副本',
    removedHelp: '每个簇留一篇，还剩 {{left}} 篇',
    comparisons: '比较过的对数',
    comparisonsHelp: '两两都比要 {{pairs}} 对',
    precision: '精确率（precision）',
    precisionHelp: '归到一起的对中，确实是副本的比例',
    recall: '召回率（recall）',
    recallHelp: '确实是副本的对中，归到了一起的比例',
    simhash: '换成 SimHash',
    simhashHelp: '在同样的文本上，不同的位不超过 3 个时的精确率和召回率',
    clusters: '近似重复的簇（cluster）',
    clustersCaption:
      '连线表示两篇文档被认为相似；靠一串连线挂上的文档可能与保留的那篇差别很大。粗边的那篇保留。点击文档可以阅读。',
    clustersKnownCaption:
      '连线表示两篇文档被认为相似。同一个故事的副本颜色相同；单独的虚线圈是没有找到的副本。粗边的那篇保留。点击文档可以阅读。',
    buckets: '{{count}} 个装了不止一篇文档的桶（bucket）',
    bucketsCaption:
      '一行是一个条带，一块是一个桶，装得越多越宽。橙色边：是候选，却不是副本。指向一个桶，上图中它的文档就亮起来。',
  },
  reader: {
    kept: '文档 {{text}}，所在的簇保留这一篇',
    copy: '文档 {{text}} 与保留的文档 {{kept}} 对照：划掉的是少了的，标出的是新加的',
    alone: '文档 {{text}}，目前的设置找不到的副本',
  },
  substring: {
    heading: '重复的段落',
    hint: '整篇不同的文本，也可能有一段相同。把语料的所有后缀排好序（后缀数组，suffix array），出现两次的内容就排到了一起；长的重复随后被剪掉。',
    unit: '按什么计',
    units: { words: '词', characters: '字符' },
    unitHelp: {
      words: '不管大小写、空格和标点；一个汉字算一个词。',
      characters: '字符必须完全相同，包括空格。',
    },
    struck: '剪掉',
    copies: { later: '除第一处外', every: '每一处' },
    struckHelp: {
      later: '第一处原样保留。',
      every: 'Lee 等人（2021）的程序就是这样：第一处也剪掉，什么也不剩。',
    },
    shortest: '最短的重复',
    cuts: '剪掉的内容',
    cutsCaption:
      '共 {{count}} 段，{{characters}} 个字符。大语料以 50 个词元为界。剪掉以后可能又拼出新的重复，所以通常做两遍。',
    cut: '剪掉：',
  },
  lesson: {
    heading: '为什么行得通',
    why: '决不两两比较',
    whyText:
      '一百万篇文本有五千亿对。用桶的话，每个条带只要走一遍：相似的文本会在某个桶里相遇，其余的永远不会。工作量随文本数增长，而不是随它的平方增长。',
    minhash: '为什么取最小的哈希值',
    minhashText:
      '随机的哈希函数把两段文本的片段排成随机的次序。排在最前面的是哪一个，机会均等；当且仅当两段文本都有它时，它同时是两者的第一个。所以两个最小值相等的概率就是 J。',
    misread: '是条带还是桶？',
    misreadText:
      'RefinedWeb 写的是“20 buckets of 450 hashes”。如果读成 20 个条带、每个 450 行，几乎什么副本也找不到：曲线要到 0.99 以上才升起来。它的意思是 450 个条带、每个 20 行，文中报告的命中率可以证明。',
    simhash: '换成 SimHash',
    simhashText:
      'SimHash 只为每段文本留 64 位，谷歌的爬虫把不超过 3 位不同的算作副本。它省内存得多，但只看得出非常相似的文本：短文里改几个词就已经太多了。',
  },
};

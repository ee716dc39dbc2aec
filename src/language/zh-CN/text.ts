/**
 * @file “文本”一章的简体中文文字。
 */
import type { text as english } from '../en/text';
import type { Translation } from '../translation';

export const text: Translation<typeof english> = {
  lead: '模型会知道的一切，都来自这份文本。可以用这里生成的，也可以粘贴文字或拖入文件。',
  corpora: {
    heading: '这里生成的文本',
    documents: '篇数',
    documentsHelp: '生成多少篇故事或题目。文本越多，读取越慢，模型能学的也越多。',
    'english-stories': '简单的英文小故事：谁把什么给了谁，东西现在归谁，为什么。',
    'chinese-stories': '简单的中文小故事，情节类型与英文相同。',
    crawl:
      '网页的原样：菜单、垃圾信息、重复内容、其他语言，八页里只有一页是好的。供“数据清洗”一章使用。',
    arithmetic: '加减乘除、比大小和小应用题，都带答案。',
    reversal: '三到八个字母 → 倒着读的同一串。不用计算，只要知道该看哪里。',
    sorting: '三到八个数字 → 同样的数字，从小到大。',
    addition: '两个三位数 → 它们的和，从个位写起，就像列竖式：每一位只需要前一位的进位。',
    translation: '一种自造语言的句子 → 另一种语言里的同一句：语序不同，名词分类，词形要一致。',
    classification:
      '对一餐饭的三个评价 → 按多数判为 positive 或 negative。not 会把一个评价反过来，所以没有哪个词单独说了算。',
    cloze: '带一个空的句子 → 缺的动词。空后面的词决定是哪个动词，前面的词决定它的形式。',
    open: '打开',
    isOpen: '已打开',
  },
  tasks: {
    heading: '任务：一个源序列，和由它得出的目标',
    hint: '每篇文档都是“源[SEP]目标”，而且只出现一次，所以留出的部分对模型是全新的。“架构”一章用它们训练三种模型。',
    tokenizer: '适合的分词器：{{kind}}',
  },
  own: {
    heading: '自己的文本',
    dropTitle: '把文件或文件夹拖到这里',
    dropText:
      '文本（.txt、.md、.jsonl）、表格（.csv、.tsv、.parquet）、网页（.html）、网页存档（.warc），也可以是压缩的（.gz、.zip）。文件数量不限，文字最多 200 MB。它们不会离开这台电脑。',
    choose: '选择文件',
    chooseFolder: '选择文件夹',
    paste: '或者粘贴一段文字',
    pastePlaceholder: '在这里粘贴或输入…',
    use: '使用这段文字',
    pastedName: '粘贴的文字',
  },
  facts: {
    heading: '已打开的文本',
    source: '文本',
    characters: '字符数',
    bytes: '大小',
    documents: '篇数',
    encoding: '编码',
    generated: '在这里生成',
    fingerprint: '指纹',
    fingerprintHelp: '同一份文本的指纹总是相同。',
  },
  column: {
    label: '文字所在的列',
    help: '表格的每一行是一篇文档。换一列会重新打开这些文件。',
  },
  leftOut: {
    one: '有一个文件没有读入',
    many: '有 {{files}} 个文件没有读入',
    more: '另外还有 {{files}} 个',
  },
  preview: '文本开头',
  nothing: '还没有打开文本。',
  failed: '无法打开这份文本',
  earlier: '之前的文本仍然打开着。',
};

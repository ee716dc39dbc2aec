/**
 * @file 各页和外框共用的简体中文文字。
 */
import type { common as english } from '../en/common';
import type { Translation } from '../translation';

export const common: Translation<typeof english> = {
  name: '大模型实验台',
  title: '{{page}} · 大模型实验台',
  description: '在浏览器里搭建、训练、解剖一个小型语言模型，并让它续写。',
  skip: '跳到正文',
  pages: {
    home: '首页',
    text: '文本',
    tokenizer: '分词器',
    model: '模型',
    train: '训练',
    inside: '看内部',
    decode: '解码',
    runs: '训练记录',
    notFound: '找不到页面',
  },
  rail: {
    label: '实验的各个阶段',
    open: '显示各阶段',
    close: '收起各阶段',
  },
  corpora: {
    'english-stories': '英文故事',
    'chinese-stories': '中文故事',
    arithmetic: '算术题',
  },
  tokenizerKinds: {
    characters: '字符',
    bytes: '字节',
    bpe: '字节对编码 BPE',
  },
  presets: {
    tiny: '微型',
    small: '小型',
    medium: '中型',
    large: '大型',
  },
  progress: {
    text: '正在读取文本',
    tokenizer: '正在训练分词器',
    encoding: '正在把文本转成词元',
  },
  state: {
    documents: '{{name}} · {{documents}} 篇',
    vocabulary: '{{kind}} · {{size}}',
    parameters: '参数 {{parameters}}',
    step: '第 {{step}}/{{steps}} 步',
    stepLoss: '第 {{step}}/{{steps}} 步 · 损失 {{loss}}',
    preparing: '准备中 · {{percent}}%',
    opening: '读取中 · {{percent}}%',
    learning: '学习中 · {{percent}}%',
    notTrained: '尚未开始',
    failed: '因错误停止',
    loading: '正在载入模型…',
    noModel: '还没有模型',
    ofRun: '当前训练',
    storedRun: '已保存的训练',
    englishModel: '英文模型',
    chineseModel: '中文模型',
    strategies: '{{count}} 种策略并排',
    keptRuns: '已保存 {{count}} 次',
    noRuns: '还没有',
    problems: '有 {{count}} 处设置要改',
  },
  share: {
    copy: '复制本实验的链接',
    copied: '链接已复制',
    failed: '浏览器不允许复制，链接在这里：',
  },
  theme: {
    toDark: '切换到深色',
    toLight: '切换到浅色',
  },
  language: {
    label: '语言',
  },
  notices: {
    linkTitle: '关于这个链接',
    recoveredTitle: '训练已继续',
    recovered: 'GPU 设备丢失（{{reason}}）。训练已从第 {{step}} 步起在 {{backend}} 上继续。',
    problemTitle: '出了一个问题，但训练仍在继续',
    resumableTitle: '有一次训练被中断',
    resumable: '“{{name}}”在标签页关闭时停在第 {{step}} 步。要接着训练吗？',
    resume: '接着训练',
    notNow: '暂时不用',
    dismiss: '知道了',
  },
  crash: {
    title: '这一页出错了',
    text: '实验台的其他部分仍可使用，正在进行的训练不受影响。',
    retry: '重试',
  },
  notFound: {
    text: '这个地址没有内容，也许链接在复制时少了一段。',
    home: '回到首页',
  },
  loading: '正在载入…',
  cancel: '取消',
  retry: '重试',
  close: '关闭',
  next: '下一步：{{page}}',
};

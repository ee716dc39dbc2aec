/**
 * @file 首页的简体中文文字。
 */
import type { home as english } from '../en/home';
import type { Translation } from '../translation';

export const home: Translation<typeof english> = {
  heading: '亲手做一个小语言模型，看它怎样思考。',
  lead: '语言模型读一段文字，然后猜下一个词。在这里，你从第一个字到写出故事，自己做一个：选文本、切成词元、训练模型、看它的内部。一切都在这个浏览器里运行，不会上传任何内容。',
  trainOwn: '一分钟训练自己的模型',
  tour: '先看看步骤',
  live: {
    heading: '一个真实的模型，此刻正在运行',
    madeBy:
      '这个模型有 {{parameters}} 个参数，由 <code>npm run pretrain</code> 按 <code>experiments/{{file}}</code> 的配置在生成的故事上训练了 {{steps}} 步。验证损失 {{loss}}；若均匀乱猜，损失是 {{uniform}}。',
    lossUnknown: '未测量',
    loading: '正在载入模型…',
    starting: '正在启动计算引擎…',
  },
  attention: {
    heading: '每个词在看什么',
    text: '猜下一个词元之前，模型会回头看。线越粗，从那个词元取用的信息越多。指向一个词元，画面就停在那里。',
    sentence: '一天傍晚，小红把一个红色的皮球送给了小明。小明拿着皮球，开心地笑了。',
    layer: '层',
    head: '头',
  },
  decoders: {
    heading: '四种续写方法',
    text: '模型只给出下一个词元的概率，选哪一个由解码策略决定。颜色越深，模型当时越有把握。',
    promptLabel: '故事的开头',
    prompt: '一个春天的早晨，小红',
    again: '换一个种子',
    write: '续写',
    seed: '种子 {{seed}}',
    token: '“{{label}}”：概率 {{probability}}，在 {{size}} 个词元中排第 {{rank}}',
    hint: '点一个词元，看它当时的概率。',
  },
  strategies: {
    greedy: { name: '贪心', text: '总取概率最大的词元，每次结果都一样。' },
    beam: { name: '束搜索', text: '同时保留 {{beams}} 个开头，最后取整体概率最大的一个。' },
    'top-k': { name: 'Top-K 采样', text: '从概率最大的 {{k}} 个词元中抽取。' },
    'top-p': {
      name: 'Top-P 采样',
      text: '从合计占 {{percent}}% 概率的最少几个词元中抽取。',
    },
  },
  steps: {
    heading: '从文本到故事，六步',
    text: {
      title: '选一份文本',
      text: '模型只会知道这份文本告诉它的事。可以用生成的故事，也可以拖入自己的文件。',
    },
    tokenizer: {
      title: '切成词元',
      text: '模型只认数字。分词器学会常见的词片段，并给每一个编号。',
    },
    model: {
      title: '设计模型',
      text: '几层、几个头、多宽，立刻看到要多少参数和内存。',
    },
    train: {
      title: '训练它',
      text: '它猜一次，被纠正，再猜。看损失下降，看第一批词语出现。',
    },
    inside: {
      title: '看它的内部',
      text: '在你选的句子上看每一个注意力头，边学边看；再看位置怎样变成旋转。',
    },
    decode: {
      title: '让它写作',
      text: '在你自己的模型上并排比较贪心、束搜索、Top-K 和 Top-P，看它们从哪里分开。',
    },
  },
};

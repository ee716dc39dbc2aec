/**
 * @file 模型结构图的简体中文文字。
 */
import type { diagram as english } from '../en/diagram';
import type { Translation } from '../translation';

export const diagram: Translation<typeof english> = {
  heading: '把模型画出来',
  hint: '完全按上面的设置画出。点一层看它的内部，再点其中一部分，一直看到单个运算。线旁写着流过的数据的形状，方框里写着那里要学多少个数。',
  title: '结构图（block diagram）',
  caption:
    'T 词元数，D 宽度，H 头数，K 键和值的头数，d 每个头的数的个数，F 前馈宽度，V 词表大小；S 源文本的词元数。',
  picture: '“{{name}}”的各部分，从上到下',
  way: '当前位置',
  box: '{{name}}，{{number}} 个参数，给出 {{shape}}',
  opens: '按下可看内部',
  source: '来自{{name}}',
  parameters: '{{number}} 个参数',
  sharedParameters: '使用嵌入的参数',
  noParameters: '没有要学的数',
  encoder: '编码器',
  number: '{{name}} {{number}}',
  ofEncoder: '编码器的{{name}}',
  facts: {
    formula: '公式',
    takes: '输入',
    gives: '输出',
    learned: '要学的参数',
    shared: '用到、但算在别处的参数',
    name: '参数',
    shape: '形状',
    count: '个数',
    total: '内部合计',
  },
  linear: {
    queryKeyValue: '查询、键、值：线性映射',
    query: '查询：线性映射',
    keyValue: '键、值：线性映射',
    output: '输出：线性映射',
    up: '升维：线性映射',
    down: '降维：线性映射',
  },
  kinds: {
    model: {
      name: '整个模型',
      text: '上面输入词元的编号；下面，每个词元对词表中的每一项都得到一个分数。',
    },
    embedding: {
      name: '嵌入（embedding）',
      text: '把每个词元变成一个向量；若有位置向量，再加上它所在的位置。',
    },
    layer: {
      name: '层',
      text: '注意力让词元交换信息，然后前馈部分对每个词元单独处理。两者都把结果加到输入上（残差流）。',
    },
    attention: {
      name: '注意力（attention）',
      text: '每个词元提问（查询），所有词元说明自己有什么（键），它再按份额取走各自给出的内容（值）。',
    },
    crossAttention: {
      name: '交叉注意力（cross attention）',
      text: '与注意力相同，但键和值来自编码器读过的源文本。',
    },
    feedForward: {
      name: '前馈（feed-forward）',
      text: '对每个词元单独处理：升到更大的宽度，经过一个弯折，再降回来。',
    },
    tokens: { name: '词元（token）', text: '词元在词表中的编号。' },
    tokenVectors: { name: '词元向量', text: '嵌入表中属于这个词元的那一行。' },
    learnedPositions: { name: '学习的位置', text: '每个位置有一个学出来的向量。' },
    sinusoids: { name: '正弦位置', text: '每个位置有一组波长不同的固定波形。' },
    segments: { name: '段落', text: '第一段和第二段文本各有一个学出来的向量。' },
    distances: {
      name: '距离偏置',
      text: '每个头按键离得多远，给它的分数加上多少；所有层共用。',
    },
    sum: {
      name: '相加',
      text: '逐个数相加。在残差流上，每一部分把结果写到原有内容之上。',
    },
    norm: {
      name: '归一化（norm）',
      text: '把每个词元的各个数调到同样的大小，再分别乘以学出来的增益。',
    },
    linear: {
      name: '线性映射',
      text: '每个输出的数都是所有输入的数的加权和，再加一个偏置。',
    },
    queries: {
      name: '查询（query）',
      text: '每个词元在找什么，每个头一个向量。用 RoPE 时按位置旋转。',
    },
    keys: {
      name: '键（key）',
      text: '每个词元凭什么被找到，每个键头一个向量。用 RoPE 时按位置旋转。',
    },
    values: { name: '值（value）', text: '每个词元给看它的词元什么内容。' },
    scores: {
      name: '分数（scores）',
      text: '每个查询与每个键有多合：两者的点积，除以向量长度的平方根。',
    },
    mask: { name: '掩码（mask）', text: '后面的词元和窗口以外的词元看不到。' },
    softmax: {
      name: '归一成份额（softmax）',
      text: '把每个查询的分数变成份额：都是正数，合计为 1。',
    },
    mix: { name: '值的混合', text: '所有值乘以各自的份额后相加；各个头重新并排。' },
    activation: { name: '激活函数', text: '曲线上的弯折：没有它，两次映射就等于一次。' },
    gate: { name: '门（gate）', text: '前一半的激活：每个数放过去多少。' },
    gated: { name: '门控乘积', text: '后一半的每个数乘以它的门。' },
    head: {
      name: '输出头',
      text: '每个词元的向量与词表每一项的向量的点积，就是它的 logit。',
    },
    cap: { name: '软上限（soft cap）', text: '把很大的 logit 压弯，使它不超过界限。' },
    pooler: { name: '汇总（pooler）', text: '用第一个词元的向量代表整段文本。' },
    nextSentence: { name: '下一句判断头', text: '第二段文本是否紧接第一段。' },
  },
};

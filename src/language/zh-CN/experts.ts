/**
 * @file “experts”一章的简体中文文字。
 */
import type { experts as english } from '../en/experts';
import type { Translation } from '../translation';

export const experts: Translation<typeof english> = {
  lead: '不再让所有词元共用一个前馈层，而是准备好几个：小小的路由器 (router) 把每个词元送给其中一两个专家 (expert)。参数多了许多，每个词元的计算量却不变。看看词元去了哪里、路由器怎样分配，以及最后变成什么样。',
  failed: '无法查看专家',
  layer: '第 {{layer}} 层',
  encoderLayer: '编码器第 {{layer}} 层',
  decoderLayer: '解码器第 {{layer}} 层',
  layers: '层',
  expert: '专家 {{expert}}',
  start: {
    none: '所选模型的所有词元共用一个前馈层，没有什么可路由的。',
    button: '训练一个有八个专家的小模型',
    hint: '两层，宽 32，用你的实验的文本和分词器训练 300 步；实验的模型和训练设置会换成这些。训练时可以在下面观看。',
  },
  flow: {
    title: '每个词元去了哪里',
    text: '在每一层，路由器由词元的向量给每个专家算出一个 logit，把词元送给最大的那个专家，或者最好的两个。',
    input: '送入模型的文本',
    picture: '每个词元的去向，第 {{step}} 步',
    caption:
      '每个词元离开自己的线（残差流，residual stream）去找专家，再回来；线的粗细是门控值 (gate)，即专家的输出要乘的数。带叉的虚线：容量系数为 {{capacityFactor}} 时，训练中一个专家最多接收这 {{tokens}} 个词元中最先到的 {{capacity}} 个，其余绕过它（这里所有选择中有 {{lost}} 个）。训练之外不丢弃任何词元。',
    label: '{{tokens}} 个词元穿过 {{layers}} 层专家的去向',
    keys: '词元与专家；用方向键移动，按 Enter 固定',
    hint: '指向一个词元或专家；点击可固定。',
    token: '{{token}} → {{way}}',
    step: '第 {{layer}} 层：专家 {{expert}}（门控 {{gate}}）',
    stepDropped: '第 {{layer}} 层：专家 {{expert}} 已满，丢弃',
    expert: '第 {{layer}} 层，专家 {{expert}}：送来的词元 {{count}} 个',
    table: '表格',
    tableLabel: '每个词元的专家和门控值',
    token1: '词元',
    cell: '{{expert}} ({{gate}})',
    cellDropped: '{{expert}}（丢弃）',
  },
  load: {
    title: '训练中负载怎样分配',
    hint: '每一步的批次中，多大一份词元去了哪个专家。它和训练记录一起保存，最多 400 次。',
    empty: '这次训练还没有记录：从最初几步开始。',
    legend: '所指步（否则最后一步）的份额',
    picture: '专家的负载，{{layer}}',
    caption:
      '所有选择中的份额，各专家依次叠放。点线：如果各专家用得一样多，边界应在的位置，各 {{even}}。',
    dropped: '丢弃',
    droppedCaption: '所选专家已满的选择的份额。',
    balance: '均衡损失 (balance loss)',
    balanceCaption:
      '专家数 · Σ 份额 · 平均概率，不含系数：用得一样多时为 1（每词元两个专家时为 2）。',
    zLoss: '路由 z 损失 (router z-loss)',
    zLossCaption: '路由器 logit 的 log-sum-exp 的平方的均值，不含系数。',
  },
  habits: {
    title: '每个专家擅长什么',
    hint: '在模型没有训练过的文本上，每个专家最常收到的词元。没有人告诉路由器该按什么分：小模型里多半就是词元本身。',
    picture: '每个专家最常收到的词元，{{layer}}，第 {{step}} 步',
    caption:
      '读了留出文本 (held-out) 的 {{tokens}} 个词元。专家后面是它在所有选择中的份额；词元下面是送到这里的次数，颜色越深，它的出现中送到这里的比例越大。',
    nothing: '一个词元也没有。',
    token: '{{label}}：{{count}} 次送到这里，占它出现的 {{share}}',
    empty: '没有可读的留出文本。',
    again: '在第 {{step}} 步再看一次',
  },
  trial: {
    title: '一键比较',
    hint: '用你的实验的文本和分词器训练几个两层的小解码器：相同的部分从同样的初始权重开始，批次也相同；你自己的训练会暂停。这些模型只供对比用；“作为实验打开”会把其中一个一步不差地重新训练，成为可以保存、查看和分享的训练。',
    experts: '专家数',
    expertsHelp: '每层的专家数，每个词元一个。',
    width: '宽度',
    widthHelp: '每个专家是它的四倍宽。',
    steps: '步数',
    stepsHelp: '每次训练的步数。',
    failed: '比较没有成功',
    stop: '停止',
    doing: '{{name}}：第 {{step}}/{{steps}} 步，损失 {{loss}}',
    run: '训练',
    loss: '训练损失',
    lossCaption: '训练批次的交叉熵，不含路由器的损失，大约按十步平滑。',
    names: {
      balanced: '有均衡损失',
      unbalanced: '没有均衡损失',
      experts: '专家，top-1',
      equalWork: '稠密，计算量相同',
      equalParameters: '稠密，参数量相同',
    },
    parameters: '参数',
    active: '每词元经过的参数',
    flops: '每词元 FLOPs',
    validation: '留出文本的损失',
    time: '时间',
    seconds: '{{seconds}} 秒',
  },
  collapse: {
    title: '坍塌 (collapse)',
    hint: '两次训练，除均衡损失外完全相同：α = {{balance}} 与 0。学习率取得高，短短的训练就看得出；专家容得下所有词元，所以只有这个损失能把负载分开。',
    start: '训练 {{count}} 次',
    load: '专家的负载：{{name}}，{{layer}}',
    table: '每次训练结束时负载有多不均',
    busiest: '{{layer}}：最忙的专家',
    idle: '{{layer}}：闲置的专家',
  },
  dense: {
    title: '与稠密模型比较',
    hint: '同一个模型：有专家；只有一个与单个专家一样宽的前馈层（每词元计算量相同）；只有一个与所有专家合起来一样宽的前馈层（参数量相同）。FLOPs 按整个训练步计数，包括专家的空位和路由器。',
    start: '训练 {{count}} 次',
    table: '每个模型的参数、代价和结果',
  },
  lesson: {
    title: '小结',
    sparse: '稀疏',
    sparseText:
      '知识大多存在前馈层里。有了专家，一个词元只用其中一部分，所以参数增多而每个词元的计算量不变（Shazeer 等，2017；Switch，Fedus 等，2021）。',
    balance: '富者愈富',
    balanceText:
      '收到词元多的专家学得快，于是收到更多。一个在份额相等时最小的小小损失，让所有专家都有用。',
    capacity: '容量',
    capacityText:
      '机器喜欢大小相同的活，所以每个专家只有固定数目的位置。没有位置的词元沿残差流绕过这一层。',
    habits: '专长',
    habitsText:
      '专家很少按话题分工，多半按词元的种类：这里是标点，那里是动词或词尾（Mixtral，Jiang 等，2024，也发现如此）。',
  },
};

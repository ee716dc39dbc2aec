/**
 * @file “inside”一章和模型选择的简体中文文字。
 */
import type { inside as english } from '../en/inside';
import type { Translation } from '../translation';

export const inside: Translation<typeof english> = {
  lead: '给模型一句话，看看哪些词元在看哪些词元。这里的一切都由你选的模型当场算出。',
  source: {
    label: '模型',
    shipped: '本页自带',
    english: 'English stories（英文故事）',
    chinese: '中文故事',
    'english-draft': 'English stories（英文故事），小草稿模型',
    'chinese-draft': '中文故事，小草稿模型',
    live: '正在训练',
    stored: '保存在此浏览器中',
    facts: '{{layers}} 层 × {{heads}} 头，宽度 {{width}} · {{parameters}} 个参数',
    trained: '第 {{step}} 步',
    loss: '验证损失 {{loss}}',
    madeBy: '由 <code>npm run pretrain</code> 按 <code>experiments/</code> 中的配置训练得到',
    loading: '正在载入模型…',
    failed: '无法使用这个模型',
    checkpoint: '检查点 (checkpoint)',
    step: '第 {{step}} 步',
    latest: '最新',
    liveStep: '实时',
    play: '播放各检查点',
    pause: '暂停播放检查点',
    noCheckpoint: '这次训练还没有检查点。',
  },
  text: {
    label: '你的文字',
    source: '源文本：编码器读到的',
    target: '目标文本：解码器应该写出的',
    targetHelp: '下面的损失和回答就是这段文本逐个词元（连同结束符）的损失和回答。',
    byItself: '改为模型自己写出的',
    hint: '{{tokens}} 个词元',
    cut: '只显示前 {{tokens}} 个词元：这是此模型的上下文长度。',
    example: '使用示例',
    english: 'Lily had a red ball. Tom took the ball, so Lily was sad.',
    chinese: '小明有一个红色的球。他把球给了小红，小红很高兴。',
    arithmetic: '12 + 7 = 19',
  },
  live: '跟随训练',
  liveHint: '模型训练时，每隔几秒重新看一次。',
  working: '正在计算…',
  ofStep: '第 {{step}} 步的权重',
  failed: '无法查看这个模型的内部',
  grid: {
    title: '所有的头 (head)',
    caption: '每行是一层，每列是一个头。选一个放大看。',
  },
  head: {
    title: '一个头：第 {{layer}} 层，第 {{head}} 头',
    caption:
      '每一行是一个提问的词元，即查询 (query)；每一列是一个被看的词元，即键 (key)。颜色越强，注意力 (attention) 越多。',
    causal: '谁也不能往后看。',
    open: '这个模型双向阅读：每个词元都看得到其他所有词元。',
  },
  row: {
    title: '一个查询：“{{token}}”',
    caption: '同一行画成柱子。它们的和总是 1：注意力只能分配。',
    sinkCaption:
      '同一行画成柱子。这个模型有注意力汇 (attention sink)：合计不到 1 的部分都归了它，这个头用这部分什么也没看。',
    pointed: '指向上图的一行，或单击锁定。',
  },
  arcs: {
    title: '在句子里看',
    caption: '指向一个词元，或用方向键移动，看它在看什么。',
  },
  positions: {
    title: '位置',
    learned:
      '这个模型使用可学习的位置嵌入 (learned positions)：上下文中的每个位置都有自己的向量，加在词元上，所以没有可以旋转的东西。',
    sinusoidal:
      '这个模型使用正弦位置编码 (sinusoidal positions)：每个词元都加上由它的位置决定的固定波形，前面的数变化快，后面的数变化慢。这些波形不用学习，也没有可以旋转的东西。',
    alibi:
      '这个模型使用 ALiBi 线性偏置：在 softmax 之前，分数按查询与键的距离成比例地降低。每个头降低的快慢固定而各不相同：从上面的图中可以看出，有的头看得近，有的头看得远。',
    shaw: '这个模型使用 Shaw 等（2018）的相对位置：查询与键相遇时，也与它们距离的可学向量相遇；若模型有第二组向量，还会把那个距离的向量加到值上。词元上不加任何东西，也没有可以旋转的东西。',
    t5: '这个模型使用 T5 式的相对位置偏置 (relative position bias)：在 softmax 之前，每个头为每一段距离在分数上加一个学得的数，各层相同。词元上不加任何东西，也没有可以旋转的东西。',
    none: '没有任何东西告诉这个模型词元的位置。每个词元只能看到它前面的词元，模型可以从它们的数量学到自己在哪里。',
  },
  rope: {
    title: '位置：RoPE 旋转位置编码',
    lead: '这个模型靠旋转来区分位置。查询与键相遇之前，它们的每一对数都会转过一个角度，位置越靠后转得越多。第一对转得快，最后一对几乎不动。',
    query: '查询词元 (m)',
    key: '键词元 (n)',
    token: '{{position}} · {{label}}',
    queryPosition: '查询的位置 m = {{position}}',
    keyPosition: '键的位置 n = {{position}}',
    shift: '两者同移 {{shift}}',
    turn: '转动查询',
    hold: '停住',
    reset: '回到真实位置',
    wheels: '这个查询与这个键的各对分量',
    wheelsCaption:
      '虚线：旋转之前；实线：旋转之后。两支箭头同向，这一对就提高得分；方向相反，就降低得分。',
    frequencies: '每一对转得多快',
    frequenciesCaption:
      '转满一圈所需的词元数。虚线以下的各对在上下文之内至少转一圈，能分辨远近；以上的几乎不动，用来承载含义。',
    score: '得分随距离的变化',
    scoreCaption:
      '这个查询与这个键在每个距离上的注意力得分。用滑块同时移动两者：两条曲线始终重合，因为只有距离 m − n 起作用。',
  },
  lesson: {
    title: '怎样读注意力图',
    query: '查询、键、值 (query, key, value)',
    queryText:
      '每个词元发出一个问题（查询），亮出一块牌子（键），带着一份内容（值）。问题与牌子越相配，流向提问者的内容就越多。',
    patterns: '可以找一找的图案',
    patternsText:
      '明亮的对角线：词元在看自己。对角线下面一格：在看前一个词元。明亮的第一列：无事可做的头把注意力停在第一个词元上。远处的亮点：又找到了前面的名字或东西。',
    forming: '它是怎样形成的',
    formingText:
      '在第 0 步，每一行几乎是均匀的：没有哪个头知道什么。拖动你自己训练的检查点滑块，看各个头怎样选定自己的工作。',
  },
};

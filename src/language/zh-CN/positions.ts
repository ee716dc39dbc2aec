/**
 * @file “位置编码”一章的简体中文文字。
 */
import type { positions as english } from '../en/positions';
import type { Translation } from '../translation';

export const positions: Translation<typeof english> = {
  lead: '注意力本身不知道词元的先后：在它看来，一段文字只是一袋词。这里是让模型知道每个词元在哪里的各种常见方法，以及当文字比训练时更长时，它们各自会怎样。',
  failed: '测量没有成功',
  position: '位置',
  number: '第几个数',
  distance: '距离',
  query: '查询',
  key: '键',
  trained: '训练时的上下文：{{length}}',
  readings: {
    rope: 'RoPE',
    linear: 'RoPE，线性内插',
    ntk: 'RoPE，NTK 感知',
    yarn: 'RoPE，YaRN 方法',
    learned: '可学习的向量',
    sinusoidal: '正弦向量',
    shaw: 'Shaw 相对位置向量',
    alibi: 'ALiBi',
    t5: 'T5 偏置',
    none: '无',
  },
  sinusoidal: {
    title: '正弦位置向量 (sinusoidal)',
    hint: '快慢不同的波，各取正弦和余弦，加在词元的向量上（Vaswani 等，2017，arXiv 1706.03762）。它们是固定的，所以再远的位置也有自己的向量。',
    matrix: '每个位置加上什么',
    matrixCaption:
      '一行是一个位置的向量。最前面的列每个词元都在摆动，最后面的几乎不动，合起来就像一个数的各位数字。',
    products: '两个位置的向量的点积 (dot product)',
    productsCaption:
      '每条对角线上的点积都相等：它只取决于两个位置的距离。模型就是这样从中读出距离的。',
    width: '宽度',
  },
  rope: {
    title: 'RoPE：旋转',
    hint: '查询和键的每一对数都转过一个角度，等于位置乘以这一对的速度 θ = base^(−2i/d)（Su 等，2021，arXiv 2104.09864）。超出训练时的上下文，慢的对会转到从未见过的角度；各种外推方法 (scaling) 让它们慢下来。',
    headDim: '每个头有几个数 d',
    base: '底数 (base)',
    share: '旋转的比例',
    factor: '外推倍数 (factor)',
    ratios: '每一对的速度是原来的几分之几',
    ratiosCaption:
      '线性内插让所有对一样慢下来。NTK 感知的方法不动快的对（它们用来区分相邻的词元），只放慢慢的对。YaRN 看每一对在训练的上下文里转了几圈来决定。',
    decay: '两个相同的向量在不同距离的分数',
    decayCaption:
      '查询与键相同、每一对大小相等时，所有对的余弦的平均值。它随距离下降，底数越小降得越快。不旋转的数只加上一个常数。',
    turns: '用所选的方法，每一对转一整圈要多少词元',
    turnsCaption: '虚线以下的对在更长的上下文里至少转一整圈。',
    wheels: '到“看内部”一章，看真实的查询和键怎样一对一对地转',
  },
  bias: {
    title: '加在分数上的偏置：ALiBi 和 T5',
    hint: '词元上什么也不加。在 softmax 之前，每个头按查询与键的距离，在分数上加一个数。',
    alibi: 'ALiBi：每个头加上什么',
    alibiCaption:
      '负的距离乘以这个头的斜率 (slope)：n 个头时是 2^(−8h/n)（Press 等，2021，arXiv 2108.12409）。斜率大的头只看附近，小的看得远。什么也不用学。',
    slope: '头 {{head}}：{{slope}}',
    buckets: 'T5：一个距离用哪个学得的数',
    bucketsCaption:
      '共 {{buckets}} 段：近的距离各占一段，远的按对数刻度合用，大约从 {{mostDistant}} 起都用最后一段（Raffel 等，2019，arXiv 1910.10683）。这两个数可以在“模型”页上改。',
    bucket: '第几段 (bucket)',
  },
  trial: {
    title: '训练短，测试长',
    hint: '用每种方法训练这个实验的模型：文字、分词器、种子、每批数据和步数都相同。然后在每个位置上测量，直到训练上下文的四倍。正在进行的训练会先暂停。这些模型只供对比用；“作为实验打开”会把其中一个一步不差地重新训练，成为可以保存、查看和分享的训练。',
    context: '训练时的上下文',
    contextHelp: '以词元计。测量到它的四倍。',
    steps: '步数',
    stepsHelp: '每种方法都训练这么多步；其他设置与实验相同。',
    schemes: '方法',
    start: '训练并测量',
    stop: '停止',
    doing: '{{scheme}}：第 {{step}} 步，共 {{steps}} 步，损失 {{loss}}',
    curves: '每个位置的损失',
    curvesCaption:
      '留出文字上，每个位置之后那个词元的平均损失（nat）；曲线与相邻几处取了平均，保存的数据没有。可学习的向量到 {{length}} 为止：再往后就没有了，只好给模型没有训练过的随机向量。RoPE 只训练了一次，各种外推方法只在测量时改变旋转。T5 的距离段到训练的上下文为止，所以没有一段得不到训练。正弦向量一开始比词元的向量大得多，模型要花步数弥补：原论文把词元的向量乘以 √d。',
    table: '一倍、两倍、四倍上下文之前的损失',
    scheme: '方法',
    near: '到 {{length}} 为止',
    change: '两倍上下文时的变化',
  },
  shuffle: {
    title: '谁注意到了顺序？',
    hint: '把最后一个词元之前的 {{count}} 个词元打乱，对下一个词元的预测会变多少？只有一层又没有位置编码的模型察觉不到，结果完全相同。层数更多时，即使没有位置编码，因果掩码也会泄露顺序（Haviv 等，2022，arXiv 2203.16634）。',
    divergence: '预测的变化（KL 散度，nat）',
    same: '最可能的词元不变',
  },
  learned: {
    matrix: '学得的位置向量',
    matrixCaption: '使用可学习位置的模型在训练之后，每个位置加上什么。',
    alike: '它们有多相似（余弦）',
    alikeCaption: '开始时是随机的，每个只与自己相似。它自己学到的，主要是相邻的位置彼此相似。',
    biases: 'T5：每个头学会加上什么',
    biasesCaption: '所有头用同一种颜色刻度。只与距离有关，所以每条对角线上都相等。',
    head: '头 {{head}}',
  },
  relative: {
    matrix: 'Shaw：学得的距离向量，用于键',
    matrixCaption:
      '第 δ 行属于往回 δ 个词元的键，最后一行属于所有更远的键；这是训练之后的第一层。查询与这一行的乘积，加到它与键的乘积上（Shaw 等，2018，arXiv 1803.02155）。距离在文字的任何地方都一样，所以更长的文字不会带来没见过的东西。',
    alike: '各个距离有多相似（余弦）',
    alikeCaption: '相似的行，就是被同样对待的距离。近处的距离通常差别最大：那里差一步最要紧。',
  },
  relativeValues: {
    matrix: 'Shaw：学得的距离向量，用于值',
    matrixCaption:
      '第 δ 行加到查询从往回 δ 个词元的键取走的值上；这是训练之后的第一层。这样，结果也说出它来自多远。论文测得这并没有好处；在“模型”页可以关掉。',
    alike: '各个距离对值有多相似（余弦）',
    alikeCaption: '相似的行，给来自那些距离的内容留下同样的记号。',
  },
  lesson: {
    heading: '要记住什么',
    absolute: '绝对位置 (absolute)',
    absoluteText:
      '可学习的向量和正弦向量说的是“我是第 17 个”。17 和 18 相邻，要模型自己去发现。可学习的向量到训练的长度为止。',
    relative: '相对位置 (relative)',
    relativeText:
      'RoPE、Shaw 的向量、ALiBi 和 T5 偏置在每一层都作用于分数，而且只看距离。在文字开头学到的，在结尾同样成立。',
    longer: '比训练时更长',
    longerText:
      'ALiBi 和 T5 偏置照旧：远处的词元只是更不重要。RoPE 会遇到从未见过的角度，外推方法把它们带回见过的范围，再训练一小会儿就好。',
    none: '没有位置编码',
    noneText:
      '因果模型能看到每个词元前面有多少词元，可以从中学到自己在哪里。它学得慢一些；没有掩码就完全迷路了。',
  },
};

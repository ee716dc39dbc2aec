/**
 * @file “模型”一章的简体中文文字。每个控件都有一行说明。
 */
import type { model as english } from '../en/model';
import type { Translation } from '../translation';

export const model: Translation<typeof english> = {
  lead: 'Transformer：若干相同的层叠在一起，每层有注意力（词元之间交换信息）和前馈部分（每个词元各自加工）。在这里决定它的架构、大小和训练方法。',
  presets: {
    heading: '从一种大小开始',
    tiny: '任何笔记本电脑几秒就能训练。',
    small: '没有 GPU 也只要一两分钟，能写简单的句子。',
    medium: '最好有 GPU，能把一个故事讲连贯。',
    large: '需要好的 GPU 和一些耐心。',
    parameters: '{{parameters}} 个参数',
    chosen: '已选',
  },
  shape: '结构',
  block: {
    heading: 'Transformer 块 (block)',
    hint: '每一层里装着什么。今天的模型与 GPT-2 的不同，大多在这里。',
    styles: '从一个家族开始',
    gpt: '类 GPT',
    gptHelp: 'LayerNorm、GELU、可学习的位置（GPT-2，Radford 等，2019）。',
    llama: '类 Llama',
    llamaHelp:
      'RMSNorm、SwiGLU、RoPE、分组查询（Touvron 等，2023，arXiv 2302.13971 与 2307.09288）。',
    bert: '类 BERT',
    bertHelp:
      '编码器：每个词元都能看到所有其他词元；后置归一化、GELU、可学习的位置（Devlin 等，2018，arXiv 1810.04805）。',
    t5: '类 T5',
    t5Help:
      '编码器加上能看到它的解码器；RMSNorm、ReLU、按距离的偏置（Raffel 等，2019，arXiv 1910.10683）。',
  },
  experts: {
    heading: '混合专家 (mixture of experts)',
    hint: '用多个前馈层代替一个，每个词元只经过其中一两个：计算量相同，参数更多。',
    use: '由专家组成的前馈层',
    useHelp:
      '路由器 (router) 是一个随模型一起学习的小矩阵，为每个词元选择专家（Shazeer 等，2017，arXiv 1701.06538）。',
    count: {
      label: '专家数 (experts)',
      help: '每层的专家数；每个专家与没有专家时的前馈层一样宽。',
    },
    perToken: {
      label: '每个词元的专家数',
      names: { one: '一个 (top-1)', two: '两个 (top-2)' },
      help: {
        one: '取 logit 最大的一个，输出乘以它的概率（Switch，Fedus 等，2021，arXiv 2101.03961）。',
        two: '取最好的两个，按这两个 logit 的 softmax 加权（Mixtral，Jiang 等，2024，arXiv 2401.04088）。',
      },
    },
    capacityFactor: {
      label: '容量系数 (capacity factor)',
      help: '训练时一个专家最多接收平均份额的这么多倍；超出的靠后词元被丢弃，不加任何东西（Switch）。',
    },
    balance: {
      label: '均衡损失 (balance loss)',
      help: '各专家词元数相等时最小的损失的权重 α（Switch，常用 0.01）。0 为关闭。',
    },
    zLoss: {
      label: '路由 z 损失 (router z-loss)',
      help: '使路由器 logit 保持较小的损失的权重（ST-MoE，Zoph 等，2022，arXiv 2202.08906，常用 0.001）。0 为关闭。',
    },
    jitter: {
      label: '路由抖动 (router jitter)',
      help: '训练时，路由器读到的每个数乘以 1 − ε 到 1 + ε 之间的随机数；专家读到的不变（Switch，Fedus 等，2021：ε = 0.01）。0 为关闭。',
    },
    noiseKind: {
      label: '路由噪声 (noisy top-k)',
      names: { none: '无', fixed: '固定', learned: '学习得到' },
      help: {
        none: '训练时也只由路由器的 logit 决定。',
        fixed:
          '训练时给路由器 logit 加上正态噪声，让别的专家也有机会；所有词元用同一标准差，如 V-MoE（Riquelme 等，2021，arXiv 2106.05974）。',
        learned:
          '路由器自己学习每个词元对每个专家的噪声有多宽：logit + N(0, 1) · softplus(x·Wₙ)，Wₙ 是从 0 开始的第二个矩阵（noisy top-k gating，Shazeer 等，2017，arXiv 1701.06538，论文中每个词元至少两个专家）。',
      },
    },
    noise: {
      label: '噪声的标准差',
      help: 'V-MoE 用专家数的倒数：这里为 {{usual}}。0 为关闭。',
    },
    importance: {
      label: '重要性损失 (importance loss)',
      help: '一批中各专家的门之和相等时最小的损失的权重：CV²，即方差除以均值的平方（Shazeer 等，2017，常用 0.1）。0 为关闭。',
    },
    load: {
      label: '负载损失 (load loss)',
      help: '同样的损失，用于各专家预期分到的词元数：噪声重新抽取时选中它的概率在一批中的总和。与计数不同，它有梯度（Shazeer 等，2017，常用 0.1）。0 为关闭。',
    },
    shared: {
      label: '共享专家 (shared expert)',
      help: '再加一个所有词元都经过的前馈层（DeepSeekMoE，Dai 等，2024，arXiv 2401.06066）。',
    },
    collapse: '没有均衡损失时，路由器往往把越来越多的词元送给少数专家，其余专家不再学习。',
  },
  training: '训练',
  more: '更多训练设置',
  fields: {
    architecture: {
      label: '架构 (architecture)',
      names: {
        'decoder-only': '仅解码器',
        'encoder-only': '仅编码器',
        'encoder-decoder': '编码器-解码器',
      },
      help: {
        'decoder-only': '每个词元只看到它前面的词元，因此能续写文本（GPT，Radford 等，2018）。',
        'encoder-only':
          '每个词元都看到所有其他词元，因此擅长理解和填空，但不能续写（BERT，Devlin 等，2018）。',
        'encoder-decoder':
          '编码器完整地读一段文本；解码器写另一段，并通过交叉注意力查看前者。层数是两倍（Vaswani 等，2017；T5，Raffel 等，2019）。',
      },
    },
    layers: { label: '层数', help: '注意力和前馈重复多少次，即深度。' },
    heads: { label: '注意力头数', help: '每层有几种回头看的方式；宽度平均分给各个头。' },
    width: { label: '宽度', help: '模型内部用多少个数描述一个词元（d_model）。' },
    contextLength: { label: '上下文长度', help: '模型一次最多能看到多少个词元。' },
    positions: {
      label: '位置编码',
      names: {
        rope: 'RoPE 旋转位置编码',
        learned: '可学习的位置向量',
        sinusoidal: '正弦位置向量',
        shaw: 'Shaw 相对位置向量',
        alibi: 'ALiBi 线性偏置',
        t5: 'T5 相对位置偏置',
        none: '无',
      },
      help: {
        rope: '按位置旋转查询和键，使分数只取决于距离（Su 等，2021）。',
        learned: '每个位置有自己的向量，由训练学得，加在词元上（GPT，Radford 等，2018）。',
        sinusoidal: '把快慢不同的固定波形加在词元上（Vaswani 等，2017）。',
        shaw: '每层为每个距离（到一个上限为止）学一个向量，查询把它与那个距离上的键一起看，还可以把第二个向量加到那里的值上（Shaw 等，2018，arXiv 1803.02155）。',
        alibi: '离得越远，分数降得越多；每个头的快慢固定，无需学习（Press 等，2021）。',
        t5: '每个头为每一段距离学一个数，加在分数上，各层共用（Raffel 等，2019）。',
        none: '什么都不告诉位置，模型只知道哪些词元在前面（Haviv 等，2022）。',
      },
    },
    ropeBase: { label: 'RoPE 底数 θ', help: '越大，最慢的几对转得越慢。' },
    relativeReach: {
      label: '截断距离 k (clipping distance)',
      help: '这么多个词元以内，每个距离有自己的向量；更远的共用最后一个。',
    },
    relativeValues: {
      label: '值的距离向量 (relative values)',
      help: '查询从键取走的，是值加上两者距离的第二个可学向量，与论文相同（公式 3）；论文测得它并没有好处：关掉它，比一比。',
    },
    distanceBuckets: {
      label: '距离段数 (buckets)',
      help: '每个头学习多少个偏置：一半各管一个近的距离，其余各管一段越来越宽的距离（Raffel 等，2019）。',
    },
    mostDistant: {
      label: '最远距离 (max distance)',
      help: '大约从这里起，所有距离共用最后一个偏置。上下文到不了的距离段得不到训练。',
    },
    ropeOrder: {
      label: 'RoPE 配对方式 (pairs)',
      names: { half: '前后两半', interleaved: '相邻' },
      help: {
        half: '每个头的第 i 个数与第 i + d/2 个数一起转（GPT-NeoX、Llama）。',
        interleaved:
          '每个头的第 2i 与第 2i + 1 个数一起转（interleaved：原论文、GPT-J）。从头训练没有差别，但一种方式的权重放到另一种里就错了。',
      },
    },
    ropeShare: {
      label: '旋转的比例 (partial rotation)',
      help: '每个头只有最前面的一部分数旋转，其余不带位置（GPT-J、GPT-NeoX：四分之一）。',
    },
    ropeScaling: {
      label: 'RoPE 外推方法 (scaling)',
      names: { none: '无', linear: '线性', ntk: 'NTK 感知', yarn: 'YaRN' },
      help: {
        none: '无论上下文多长，每一对都按自己的速度转。',
        linear:
          '位置内插（position interpolation）：所有位置除以倍数，远处看起来就像见过的位置（Chen 等，2023，arXiv 2306.15595）。',
        ntk: '增大底数：最慢的一对按倍数放慢，最快的一对不变（NTK-aware scaling，bloc97，2023）。',
        yarn: '快的对保持速度，慢的对除以倍数，中间的部分放慢；分数略微放大（Peng 等，2023，arXiv 2309.00071）。',
      },
    },
    ropeFactor: { label: '外推倍数 (factor)', help: '上下文长度是原来上下文的多少倍。' },
    norm: {
      label: '归一化',
      help: '让数值保持在合适的范围。RMSNorm 省去了 LayerNorm 中减均值的一步。',
      layer: 'LayerNorm',
      rms: 'RMSNorm',
    },
    normPlacement: {
      label: '归一化的位置',
      pre: '前置',
      post: '后置',
      sandwich: '夹心',
      help: {
        pre: '前置 (pre-norm)：放在注意力和前馈之前，残差流一路畅通，最容易训练（Xiong 等，2020，arXiv 2002.04745）。',
        post: '后置 (post-norm)：放在每次相加之后，如最早的 Transformer；层数多时需要长预热（Vaswani 等，2017，arXiv 1706.03762）。',
        sandwich:
          '夹心 (sandwich norm)：前后都放，哪一层都加不进过大的数（CogView，Ding 等，2021，arXiv 2105.13290）。',
      },
    },
    keyValueHeads: {
      label: '键值头数 (key/value heads)',
      help: '几个头可以共用键和值，解码缓存随之变小：部分共用是分组查询注意力 (GQA，Ainslie 等，2023，arXiv 2305.13245)，全部共用一个是多查询注意力 (MQA，Shazeer，2019，arXiv 1911.02150)。',
    },
    window: {
      label: '滑动窗口 (sliding window)',
      help: '注意力能看到的词元数，含自己；0 为全部。更早的内容由各层接力传来（Beltagy 等，2020，arXiv 2004.05150）。',
    },
    queryKeyNorm: {
      label: 'QK 归一化 (QK-norm)',
      help: '查询和键相遇之前，先把每个头的查询和键各自归到同样大小（RMSNorm，带可学增益，在 RoPE 旋转之前），分数就不会无限增大（Henry 等，2020，arXiv 2010.04245；Dehghani 等，2023，arXiv 2302.05442）。',
    },
    scoreCap: {
      label: '注意力分数上限 (score cap)',
      help: '注意力的分数永远不超过它：cap · tanh(分数 / cap)，在偏置和掩码之前。0 为关闭（Gemma 2，2024，arXiv 2408.00118，取 50）。下面的 logit 软上限是另一个，用在最后的输出上。',
    },
    attentionSink: {
      label: '注意力汇 (attention sink)',
      names: { none: '无', zero: '固定为 0', learned: '学习' },
      help: {
        none: '注意力的份额合计为 1：每个词元总得看点什么，没有可看的时候常常只好去看第一个词元（Xiao 等，2023，arXiv 2309.17453）。',
        zero: '每个 softmax 里多一个 0 分，它不属于任何词元：落到它上面的份额就是什么也不看（“softmax off by one”，Miller，2023）。',
        learned:
          '每层每个头为“什么也不看”学一个自己的分数，从 0 开始（gpt-oss，2025，arXiv 2508.10925）。',
      },
    },
    activation: {
      label: '激活函数 (activation)',
      names: { gelu: 'GELU (tanh)', geluErf: 'GELU (erf)', relu: 'ReLU', silu: 'SiLU' },
      help: {
        gelu: '按大小平滑地决定放行多少（Hendrycks & Gimpel，2016，arXiv 1606.08415）；如 GPT-2，用 tanh 近似。',
        geluErf:
          '精确的 GELU：一个数乘以正态分布中比它小的那部分的比例，用误差函数 erf 算出，如 BERT（Hendrycks & Gimpel，2016，arXiv 1606.08415）。tanh 形式在第 4 位小数上与它不同。',
        relu: '只放行正数（Nair & Hinton，2010）。',
        silu: '一个数乘以它自己的 sigmoid，又称 Swish（Elfwing 等，2017，arXiv 1702.03118）。',
      },
    },
    gated: {
      label: '门控前馈 (gated feed-forward)',
      help: '隐藏层的一半决定另一半放行多少：{{name}}（Shazeer，2020，arXiv 2002.05202）。',
      names: { gelu: 'GEGLU', geluErf: 'GEGLU', relu: 'ReGLU', silu: 'SwiGLU' },
    },
    feedForwardWidth: {
      label: '前馈宽度 (feed-forward width)',
      help: '隐藏层的宽度。此处通常为 {{usual}}：宽度的四倍；门控时为 8/3 倍，参数量相当。',
    },
    parallel: {
      label: '并行块 (parallel block)',
      help: '前馈与注意力读同样的输入，不等它先加上去（GPT-NeoX，Black 等，2022，arXiv 2204.06745）。',
    },
    residualScale: {
      label: '残差缩放 (residual scale)',
      help: '每半层加上去的数都乘以它；小于 1 时，深的模型开始得更平稳（MiniCPM，Hu 等，2024，arXiv 2404.06395）。',
    },
    logitCap: {
      label: 'logit 软上限 (soft cap)',
      help: 'logit 永远不超过它：cap · tanh(logit / cap)。0 为关闭（Gemma 2，2024，arXiv 2408.00118）。',
    },
    initialisation: {
      label: '初始化 (initialization)',
      names: { scaled: '按深度缩小', standard: '标准' },
      help: {
        scaled:
          '标准差 0.02 的随机数；往残差流里加数的矩阵再缩小 √(2·层数) 倍（GPT-2，Radford 等，2019）。',
        standard: '各处都用标准差 0.02 的随机数（BERT，Devlin 等，2018）。',
      },
    },
    dropout: { label: 'Dropout', help: '训练时随机置零的比例，防止死记硬背（随机失活）。' },
    tiedHead: {
      label: '输出头共享权重',
      help: '输出层直接使用词元嵌入（权重共享），可节省参数。',
    },
    seed: { label: '随机种子', help: '一切随机都由它决定：种子和设置相同，训练过程就相同。' },
    steps: { label: '步数', help: '权重一共修正多少次。' },
    batchSize: { label: '批大小', help: '每修正一次要看多少段文本。' },
    learningRate: {
      label: '学习率',
      help: '修正幅度的峰值。太大，损失会乱跳；太小，几乎不动。',
    },
    minimumLearningRate: { label: '最终学习率', help: '余弦衰减最后到达的值。' },
    warmupSteps: {
      label: '预热步数',
      help: '刚开始优化器见得还少，学习率先慢慢升上去。',
    },
    optimizer: {
      label: '优化器 (optimizer)',
      adamw:
        '每个权重有自己的步长：过去梯度的平均除以它们通常的大小（Loshchilov & Hutter 2017，arXiv 1711.05101）。',
      sgd: '带动量的随机梯度下降：沿着过去梯度逐渐淡忘的和走。学习率要大许多倍（Polyak 1964；Sutskever et al. 2013）。',
      lion: '只看平均梯度的正负号，每个权重移动同样远。内存是 AdamW 的一半；学习率宜小 3 到 10 倍（Chen et al. 2023，arXiv 2302.06675）。',
      muon: '把层内每个矩阵的更新正交化，使任何方向都不压过别的方向；其余参数仍用 AdamW（Jordan et al. 2024；缩放按 Liu et al. 2025，arXiv 2502.16982）。',
    },
    momentum: { label: '动量 (momentum)', help: '每一步保留多少过去的方向。' },
    beta1: {
      label: 'β₁',
      help: 'AdamW 对梯度方向的记忆有多长（一阶矩）。',
      lion: '决定一步的方向时，过去相对于最新梯度占多大分量。',
    },
    beta2: {
      label: 'β₂',
      help: 'AdamW 对梯度大小的记忆有多长（二阶矩）。',
      lion: 'Lion 对梯度方向的记忆有多长。',
    },
    epsilon: { label: 'ε', help: '梯度极小时，防止 AdamW 除以零。' },
    weightDecay: { label: '权重衰减', help: '每一步都把矩阵轻轻拉向零。' },
    gradientClip: {
      label: '梯度裁剪',
      help: '过长的梯度截到这个范数，免得一批怪数据坏事。0 表示不裁剪。',
    },
    accumulationSteps: {
      label: '梯度累积 (gradient accumulation)',
      help: '每次更新前对多少批的梯度取平均：用小批的内存得到大批的效果。',
    },
    precision: {
      label: '精度 (precision)',
      float32: '所有数都用 32 位。',
      mixed:
        '激活值和参与矩阵乘法的权重用 16 位存放，要搬的内存减半；求和、优化器和它的权重仍用 32 位。损失先放大，免得很小的梯度变成零；溢出的一步会跳过（Micikevicius et al. 2017，arXiv 1710.03740）。',
      instead: '这次训练将用 float32。',
    },
    activationCheckpointing: {
      label: '激活检查点 (activation checkpointing)',
      help: '每层只保留输入，其余在反向时重新计算：内存少得多，计算量约多三分之一，数值不变。',
    },
    validationFraction: {
      label: '留出比例',
      help: '从文本末尾留出、训练从不使用的部分，验证损失就在它上面测量。',
    },
    evaluationInterval: { label: '验证间隔', help: '每隔多少步测一次验证损失。' },
    evaluationBatches: { label: '验证批数', help: '一次测量对多少个固定批取平均。' },
    sampleInterval: { label: '样例间隔', help: '每隔多少步让它写一段看看。' },
    checkpointInterval: {
      label: '检查点间隔',
      help: '每隔多少步保存一次；训练可从最近一次继续。',
    },
  },
  precisions: { float32: 'float32', mixed: '混合 (mixed)' },
  schedule: {
    label: '学习率随步数的变化：先预热到 {{peak}}，再按余弦降到 {{minimum}}',
    steps: '{{steps}} 步',
  },
  estimate: {
    heading: '代价估计',
    vocabulary: '按词表大小 {{size}} 计算',
    expected: '这是估计：分词器训练后才知道词表的确切大小。',
    active: '每个词元经过的参数',
    activeHelp: '每层 {{experts}} 个专家中，一个词元只经过 {{perToken}} 个。',
    uniform: '均匀猜测的损失',
    uniformHelp: 'log {{size}}：训练从这里开始，低于它的部分都是学来的。',
    cache: '解码缓存',
    cacheHelp: '一段完整上下文的键和值（KV cache）。',
    perStep: '每步词元数',
    seen: '一共看到的词元数',
  },
  train: '去训练',
  blocked: '还不行：{{reason}}',
  between: '必须在 {{min}} 和 {{max}} 之间。',
  whole: '必须是整数。',
  number: '必须是数字。',
};

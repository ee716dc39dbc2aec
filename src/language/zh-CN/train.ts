/**
 * @file “train”一章的简体中文文字。
 */
import type { train as english } from '../en/train';
import type { Translation } from '../translation';

export const train: Translation<typeof english> = {
  lead: '模型一段一段地读你的文本，一步一步学着猜下一个词元 (token)，或训练目标藏起来的部分。看它越猜越准。',
  start: '开始训练',
  startAnother: '开始新的训练',
  play: '继续',
  pause: '暂停',
  step: '走一步',
  stop: '停止',
  stopHint: '彻底结束这次训练，并保留最后一个检查点。以后还想接着训练，请用暂停。',
  cancel: '取消',
  controls: '训练控制',
  ready: '可以开始训练了',
  willHappen: '按下“开始训练”之后：',
  stages: {
    text: '读取文本“{{name}}”。',
    characters: '文本中出现的每个字符成为一个词元。',
    bytes: '每个字节成为一个词元，不需要学习。',
    words: '文本中最常见的词成为词元，词表至多 {{size}} 项。',
    bpe: '从文本学出一个 {{size}} 项的字节级 BPE 分词器 (tokenizer)。',
    'character-bpe': '从文本学出一个 {{size}} 项的字符级 BPE 分词器 (tokenizer)。',
    wordpiece: '从文本学出一个 {{size}} 项的 WordPiece 分词器 (tokenizer)。',
    unigram: '从文本学出一个 {{size}} 项的 Unigram 分词器 (tokenizer)。',
    'sentencepiece-bpe': '从文本学出一个 {{size}} 项的 SentencePiece 式 BPE 分词器 (tokenizer)。',
    model:
      '一个 {{layers}} 层、{{heads}} 头、宽度 {{width}} 的 Transformer 从随机权重开始（种子 {{seed}}）。',
    training: '训练 {{steps}} 步，每步 {{batch}} 段，每段 {{length}} 个词元。',
    kept: '检查点 (checkpoint) 保存在此浏览器中，关掉标签页以后也能接着训练。',
  },
  refused: '这样的设置无法训练：',
  mend: '到“{{page}}”页修改',
  preparing: '正在准备',
  compiling: '正在启动计算引擎',
  status: {
    label: '训练的状态',
    preparing: '准备中',
    running: '训练中',
    paused: '已暂停',
    finished: '已完成',
    stopped: '已停止',
    failed: '已失败',
  },
  facts: {
    step: '步数',
    stepOf: '{{step}} / {{steps}}',
    trainLoss: '训练损失 (train loss)',
    validationLoss: '验证损失 (validation loss)',
    bits: '每字符 {{value}} 比特',
    perplexity: '困惑度 {{value}}',
    speed: '每秒词元数',
    timeLeft: '剩余时间',
    engine: '计算引擎',
    parameters: '{{parameters}} 个参数',
    unknown: '–',
    mixed: '混合精度 (mixed precision)',
    float32: 'float32：这里不能用混合精度',
    skipped: '跳过的步数：{{skipped}}',
  },
  time: {
    seconds: '{{seconds}} 秒',
    minutes: '{{minutes}} 分 {{seconds}} 秒',
    hours: '{{hours}} 小时 {{minutes}} 分',
  },
  nextRun: '下一次训练会改动',
  nextSame: '下一次训练将和这次相同',
  nextSameHint: '先在其他页面改一项设置再训练，图上就会显示它的作用。',
  recoveredTitle: 'GPU 设备丢失，训练已继续',
  recovered: '{{reason}}。训练从第 {{step}} 步起在 {{backend}} 上继续。',
  problemTitle: '出了一个问题，但训练仍在继续',
  errorTitle: '训练已中止',
  loss: {
    title: '损失 (loss)',
    caption:
      '细线：每一批的损失。粗线：验证损失，所用文本从不参与训练。虚线：认为每个词元都同样可能的均匀猜测。',
  },
  runsTitle: '图上的训练',
  runsHint: '把以前的训练叠放在一起。每一次都列出它改动了哪些设置。',
  firstOnChart: '图上的第一次',
  thisRun: '当前训练',
  measures: '速度与状况',
  measuresHint:
    '梯度范数 (gradient norm) 突然变大，说明这一步迈得太大。学习率 (learning rate) 在预热 (warmup) 时上升，之后沿余弦曲线下降。',
  samples: '模型写出的文字',
  samplesHint: '每隔几百步写一小段，种子始终相同。拖动滑块可以回到过去。',
  samplesEmpty: '第 {{step}} 步会出现第一个样本。',
  lesson: {
    title: '你看到的是什么',
    loss: '损失 (loss)',
    lossText:
      '在每个位置，模型把信心分配给词表中的所有词元。损失就是“真正出现的下一个词元”所得份额的 −log，再取平均。0 表示次次都有十足把握，而且次次都对。',
    perplexity: '困惑度 (perplexity)',
    perplexityText:
      'exp(损失)：模型在多少个同样可能的词元之间犹豫。和损失是同一个数，只是换成了能想象的说法。',
    perplexityLive:
      '现在：验证损失 {{loss}}，即困惑度 {{perplexity}}。{{vocabulary}} 个词元中，每个位置大约还有 {{rounded}} 个看起来可能。',
    bits: '每字符比特数 (bits per character)',
    bitsText:
      '每个词元的损失不能在不同分词器之间比较：一个词元在这里可能是一个字母，在那里可能是一个单词。除以每个词元所含的字符数，再换算成比特，就可以比较了。',
    bitsLive: '现在：{{loss}} / log 2 / 每词元 {{characters}} 个字符 = 每字符 {{bits}} 比特。',
    baseline: '基线 (baseline)',
    baselineText:
      '什么都不知道，就给每个词元 1/V 的概率，损失是 log V。新模型从这里出发，虚线以下的部分都是学来的。',
    baselineLive: '这里：log {{vocabulary}} = {{loss}}。',
    validation: '训练与验证',
    validationText:
      '验证文本是预先留出来的。两条曲线一起下降，是在学语言；只有训练损失下降，就是在背课文，即过拟合 (overfitting)。',
  },
};

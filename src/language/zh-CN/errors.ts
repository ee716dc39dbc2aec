/**
 * @file 各种错误的简体中文说明：出了什么事、在哪里、该怎么办。
 */
import type { errors as english } from '../en/errors';
import type { Translation } from '../translation';

export const errors: Translation<typeof english> = {
  'text.empty': '“{{name}}”是空的。请选择有文字的文件。',
  'text.binary':
    '“{{name}}”不是文本文件：第 {{offset}} 字节不可能出现在文本中。请选择有文字的文件。',
  'text.encoding':
    '无法按 {{encoding}} 读取“{{name}}”：{{offset}} 处的字节有误。请另存为 UTF-8 后再试。',
  'text.tooLarge': '“{{name}}”的大小为 {{size}}，上限是 {{limit}}。请选小一些的文件，或把它拆开。',
  'text.unreadable': '“{{name}}”已无法读取：它被移动、修改或删除了。请重新选择。',
  'text.full':
    '“{{name}}”没有放下，或没有全部放下：一份文本最多 {{limit}}。请少打开一些文件，或换小一些的。',
  'text.tooManyFiles':
    '“{{name}}”中有 {{count}} 个文件，一次最多能打开 {{limit}} 个。请只取其中一部分。',
  'text.jsonl':
    '“{{name}}”第 {{line}} 行有误：每一行必须是一个 JSON 字符串，或带有字符串字段 "text" 的对象。',
  'text.lineTooLong': '“{{name}}”第 {{line}} 行超过 {{limit}}。每一行必须是一篇 JSON 文档。',
  'text.row':
    '“{{name}}”的第 {{row}} 行表格在 {{limit}} 之内没有结束，或根本没有结束。可能有引号没有闭合，请重新导出表格。',
  'text.column': '“{{name}}”中没有文字列。请选择带有文字列的表格。',
  'text.codec':
    '“{{name}}”用 {{codec}} 压缩，这里无法读取。parquet 请用 snappy、gzip 或 zstd 保存，zip 请用 deflate。',
  'text.parquet':
    '无法按 parquet 读取“{{name}}”，文件可能已损坏或不完整（{{reason}}）。请重新获取该文件。',
  'text.gzip':
    '无法解压“{{name}}”：在第 {{offset}} 字节附近，它不是 gzip、已损坏或不完整。请重新获取该文件。',
  'text.zip': '无法解压“{{name}}”：它不是 zip、已损坏或不完整。请重新获取该文件。',
  'text.bomb':
    '“{{name}}”解压后将有 {{size}}，远超正常文本，因此没有打开。如果信任它，请自行解压后再拖入。',
  'text.locked': '“{{name}}”设有密码。请先解压。',
  'text.nested': '“{{name}}”是压缩包里的压缩包。请先解压。',
  'text.warc':
    '“{{name}}”的第 {{offset}} 字节处没有完整的 WARC 记录：文件已损坏或不完整。请重新获取该文件。',
  'text.kind':
    '无法读取“{{name}}”这种文件。请选择 .txt、.md、.jsonl、.csv、.tsv、.html、.parquet、.warc、.gz 或 .zip。',
  'text.tooShort':
    '文本只有 {{tokens}} 个词元；上下文长度为 {{contextLength}} 时，训练至少需要 {{needed}} 个。请换更长的文本，或缩短上下文。',
  'objective.architecture':
    '架构为“{{architecture}}”的模型不能用目标“{{kind}}”训练。请换其中之一。',
  'objective.token':
    '分词器不认识 {{token}}，而这个训练目标要把它写进文本的词元之间。请选择用该目标训练的运行，或重新训练分词器。',
  'objective.noPairs':
    '{{documents}} 个文档都用不上：其中 {{parted}} 个有由 {{separator}} 隔开的来源与目标，但没有一个放得进长度为 {{contextLength}} 的上下文。请换用文档形如“来源{{separator}}目标”的文本，或加长上下文。',
  'objective.oneDocument':
    '学习“一句是否接着另一句”至少需要两个各有两个词元的文档，而这份文本只有 {{documents}} 个。请换文档更多的文本，或关闭下一句预测。',
  'text.missing': '这次训练所用的文本“{{name}}”不在此浏览器中。请重新拖入该文件。',
  'cleaning.pipeline': '无法使用这个清洗流水线：{{reason}}。请选择在这里保存的文件。',
  'cleaning.none': '还没有清洗过任何文本。请先运行流水线。',
  'cleaning.empty':
    '清洗之后，{{documents}} 篇文档一篇也没有留下。请关闭某个阶段，或放宽它的设置。',
  'tokenizer.vocabulary': '字节级 BPE 的词表至少要有 {{minimum}} 项，而要求的是 {{size}} 项。',
  'tokenizer.alphabet':
    '文本有 {{characters}} 种不同的字符，词表至少要有 {{needed}} 项，而要求的是 {{size}} 项。请增大词表，或改用字节级 BPE。',
  'tokenizer.vocab': '无法使用这个 .vocab 文件：第 {{line}} 行：{{reason}}。',
  'tokenizer.json': '无法使用这个 tokenizer.json：{{reason}}。',
  'tokenizer.unreachable': '词表“{{name}}”加载失败：{{reason}}。请检查网络，再试一次。',
  'spec.invalid': '实验配置有误：{{issues}}',
  'link.unreadable': '链接中的实验配置无法读取，已改用默认配置。',
  'link.newer':
    '这个链接来自更新版本的实验台（配置版本 {{version}}，本页只认识到 {{known}}），已改用默认配置。',
  'link.invalid': '链接中有实验台不接受的数值：{{issues}}。已改用默认配置。',
  'engine.none': '没有任何计算引擎能够启动：{{reasons}}',
  'engine.unavailable': '引擎 {{backend}} 在这里无法使用：{{reason}}',
  'engine.lost': 'GPU 设备丢失：{{reason}}',
  'engine.untraceable': '融合引擎不能运行 {{operation}}。请在引擎面板中选择 JavaScript。',
  'engine.memory':
    '引擎内存不足：{{purpose}} 还需要 {{bytes}} 字节。请选用更小的模型、批次或上下文。',
  'engine.unmeasured': '没有测到训练步：训练已没有下一步，或所用引擎不提供各算子的时间。',
  'engine.kernel': '引擎无法构建算子 {{operation}}：{{reason}}',
  'sweep.field': '字段“{{path}}”不能扫描，或重复出现了。请选择两个不同的、会影响训练的字段。',
  'sweep.range': '“{{path}}”的范围不可用：只有数值才有范围，对数范围必须大于 0。',
  'sweep.large': '这次扫描有 {{count}} 次训练，最多允许 {{limit}} 次。请减少取值或种子。',
  'sweep.invalid': '扫描无效：{{issues}}',
  'queue.full': '队列最多容纳 {{limit}} 次训练（已完成的也算在内）。请先移除一些，再加入新的。',
  'branches.full': '已有 {{limit}} 个分支。请先删除一个，再建新的。',
  'branches.linkFull':
    '链接中有 {{count}} 个分支没有放进来：最多容纳 {{limit}} 个。请删除一些，再打开链接。',
  'branches.unreadable': '链接中的分支无法读取，已略去。请向对方重新索取链接。',
  'branches.newer':
    '链接中的分支由更新版本的实验台写成（格式 {{version}}，本页只认识到 {{known}}），已略去。',
  'branches.invalid': '链接中的分支有实验台不接受的数值：{{issue}}。这些分支已略去。',
  'model.tokenOutOfRange':
    '词元编号 {{id}} 超出了大小为 {{vocabularySize}} 的词表；分词器与模型不配套。',
  'model.tooLong': '{{length}} 个词元放不进长度为 {{contextLength}} 的上下文。请缩短文本。',
  'model.encoder':
    '这个模型是编码器：它从两侧阅读文本，不能续写。请选择仅解码器或编码器-解码器模型。',
  'model.empty': '没有可处理的词元。请输入一些文字。',
  'training.diverged':
    '第 {{step}} 步时损失变成了 {{value}}。请降低学习率或打开梯度裁剪，再从上一个检查点重新开始。',
  'constraint.unexpected':
    '第 {{place}} 个字符“{{found}}”不能出现在这里。如果要匹配它本身，请在前面加 \\。',
  'constraint.ends': '表达式结束得太早：末尾缺了些什么。',
  'constraint.unclosed': '第 {{place}} 个字符“{{found}}”没有闭合。',
  'constraint.unsupported':
    '第 {{place}} 个字符处的“{{found}}”在这里不可用。匹配的总是整段文字，所以不写 ^ 和 $；也不能前后查看或引用。',
  'constraint.repeat':
    '第 {{place}} 个字符处的重复次数不成立：前一个数不能大于后一个，都不能超过 {{limit}}。',
  'constraint.range': '第 {{place}} 个字符处的范围前后颠倒，或者两端不是单个字符。',
  'constraint.nothing': '没有任何文字能满足它。请放宽一些。',
  'constraint.unspellable':
    '用这个模型词表里的词元，拼不出任何满足它的文字。请改用模型训练时见过的字符。',
  'constraint.deadEnd':
    '没有草稿能写下去：已写的文字，或链中的另一个约束，没有留下任何允许的词元。请去掉其中一个约束，或从更早的地方分叉。',
  'constraint.large': '它太大了：重复次数或匹配方式太多。请写短一些，或把界限改小。',
  'constraint.json': '这个模式 (schema) 不是 JSON：{{reason}}。',
  'constraint.keyword': '在 {{path}} 处：这里不认识“{{keyword}}”，请去掉。',
  'constraint.schema': '在 {{path}} 处模式无效：{{reason}}。',
  'constraint.type': '模式中有一处没有说明是什么。请写上 "type"；数组还要写 "items"。',
  'constraint.bounds':
    '“minimum” 和 “maximum” 只能用于整数。请把这一部分的 "type" 写成 "integer"，或者去掉它们。',
  'constraint.required': '“{{name}}”是必需的，却不在属性之中。',
  'decoding.draft':
    '草稿模型“{{draft}}”与“{{target}}”的分词器不同，它的词元在这里是别的意思。请选用分词器相同的草稿：自带模型旁的小模型、同一次训练的较早检查点、用同一文本训练的更小模型，或不用模型。',
  'storage.full': '浏览器已没有空间保存“{{name}}”。请删除旧的训练；训练会继续，但不再保存。',
  'storage.damaged': '检查点“{{name}}”已损坏：{{reason}}。其他检查点不受影响。',
  'storage.missing': '“{{name}}”已不在此浏览器中。',
  'storage.unavailable': '此浏览器不允许网页保存数据：{{reason}}。训练结果不会保留。',
  'shipped.unreachable': '无法载入自带模型“{{name}}”：{{reason}}。请刷新页面。',
  cancelled: '已取消。',
  unexpected: '发生了意外错误：{{reason}}',
};

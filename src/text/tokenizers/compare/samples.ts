/**
 * @file Fixed short texts on which vocabularies are measured: the same story in English and in
 * Chinese, sentence by sentence; a piece of code; emoji. Written for the lab.
 */

export const sampleNames = ['english', 'chinese', 'code', 'emoji'] as const;
export type SampleName = (typeof sampleNames)[number];

/** The same meaning in each of the two languages. */
export const sentences: readonly { english: string; chinese: string }[] = [
  {
    english: 'Every morning my grandmother walks to the market by the river.',
    chinese: '每天早上，我奶奶都走路去河边的市场。',
  },
  {
    english: 'She buys two fish, some vegetables and a bag of rice.',
    chinese: '她买两条鱼、一些蔬菜和一袋大米。',
  },
  {
    english: 'Yesterday it rained so hard that the bridge was under water.',
    chinese: '昨天雨下得很大，桥都被水淹了。',
  },
  {
    english: 'A young teacher offered her his umbrella and carried the heavy bag.',
    chinese: '一位年轻的老师把雨伞借给她，还替她提那个很重的袋子。',
  },
  {
    english: 'They talked about school, about the weather and about old friends.',
    chinese: '他们聊学校，聊天气，也聊老朋友。',
  },
  {
    english: 'When they arrived at her house, she invited him to stay for lunch.',
    chinese: '到家以后，她请他留下来吃午饭。',
  },
  {
    english: 'Scientists say that the climate will change faster in the next ten years.',
    chinese: '科学家说，未来十年气候会变化得更快。',
  },
  {
    english: 'A computer cuts every text into small pieces before it reads anything.',
    chinese: '计算机在读任何文字之前，都先把它切成小块。',
  },
];

const code = `function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  if (sorted.length % 2 === 1) return sorted[middle];
  return (sorted[middle - 1] + sorted[middle]) / 2;
}

for (let i = 0; i < 10; i++) {
    console.log(\`\${i}: \${median([i, i ** 2, 3.5])}\`);
}
`;

const emoji = '😀😂🥰 👍🏽👏🏿 👩‍👩‍👧‍👦 🧑🏻‍🚀 🏳️‍🌈 🇨🇳🇬🇧 ❤️‍🔥 1️⃣ 🐼🎋🍜';

export const sampleTexts: Readonly<Record<SampleName, string>> = {
  english: sentences.map(({ english }) => english).join(' '),
  chinese: sentences.map(({ chinese }) => chinese).join(''),
  code,
  emoji,
};

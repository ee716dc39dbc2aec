/**
 * @file A small test of reading in English and Chinese, as models are tested with. Nothing of it may be in
 * training text, so that the test measures what a model learnt and not what it remembers.
 */

export const heldOutTexts: readonly string[] = [
  'The keeper of the lighthouse wrote down the weather every evening for thirty years, and when the ' +
    'storm of that winter broke the lamp he lit a fire on the rocks with the pages of the last ten.',
  'Question: a train leaves the harbour at nine with forty passengers; at each of the three stops half ' +
    'of the passengers get off and four get on. How many passengers arrive at the last station?',
  'Between the two villages there was a bridge that nobody had built; a tree had fallen across the river ' +
    'one night, and people had walked over it until the bark was as smooth as a church floor.',
  '守灯塔的老人每天傍晚都要记下天气，一记就是三十年。那年冬天的风暴打碎了灯，他便在礁石上用最后十年的记录点起一堆火，' +
    '让远处的渔船看见回家的方向。',
  '问题：一列火车九点从港口出发，车上有四十名乘客；沿途停三站，每一站都有一半乘客下车，又有四名乘客上车。' +
    '请问火车到达终点时车上一共有多少名乘客？',
];

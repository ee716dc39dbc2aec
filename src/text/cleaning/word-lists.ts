/**
 * @file Lists that stages block by default. The words are made up: mild stand-ins for the adult and
 * hateful words of real lists, so that this page can be opened in a classroom. A real pipeline takes
 * its lists from outside, for RefinedWeb 4.6 million addresses.
 */

/** Hosts whose pages are never wanted. */
export const blockedHosts = [
  'hot-smooch.example',
  'naughty-snaps.example',
  'lucky-dice-palace.example',
  'free-pills-now.example',
  'huaihuai-pian.example',
];

/** One of them in an address is enough. */
export const hardAddressWords = ['smoochcam', 'nakedsnaps', 'gronkhate'];

/** Several of them in an address are needed: each alone may be innocent. */
export const softAddressWords = ['hot', 'casino', 'adult', 'bonus', 'dating', 'pills', 'cheap'];

/** Words that no page may have: C4's list of bad words. */
export const offensiveWords = [
  'smoochcam',
  'naughtyfluff',
  'gronkhead',
  'dumdumfolk',
  'wobblebottom',
  '坏坏片',
  '臭蛋佬',
  '呆瓜族',
];

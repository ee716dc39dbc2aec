/**
 * @file Which column of a table is the text: the one asked for, else one with a name that says so,
 * else the one with the most text in it.
 */

/** In this order; compared without regard to case. */
const textNames = ['text', 'content', 'body', 'document', 'article', '文本', '正文', '内容'];
const urlNames = ['url', 'uri', 'link'];

/**
 * @param names of the columns, in their order
 * @param lengths how much text each has, on the same scale
 * @param wanted the column that was asked for; another table may have it
 * @returns an index, −1 if there is no column
 */
export function chooseTextColumn(names: string[], lengths: number[], wanted: string): number {
  const asked = names.indexOf(wanted);
  if (asked >= 0) return asked;
  const lower = names.map((name) => name.trim().toLowerCase());
  const named = textNames.map((name) => lower.indexOf(name)).find((index) => index >= 0);
  return named ?? lengths.indexOf(Math.max(...lengths));
}

/** The column with the addresses of the pages, or −1. */
export function findUrlColumn(names: string[]): number {
  const lower = names.map((name) => name.trim().toLowerCase());
  return lower.findIndex((name) => urlNames.includes(name));
}

/**
 * @file English words of the text page.
 */

export const text = {} as const;

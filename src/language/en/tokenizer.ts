/**
 * @file English words of the tokenizer page.
 */

export const tokenizer = {} as const;

/**
 * @file English words of the model page.
 */

export const model = {} as const;

/**
 * @file English words of the chapter `decode`.
 */

export const decode = {} as const;

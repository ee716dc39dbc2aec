/**
 * @file English words of the chapter `runs`.
 */

export const runs = {} as const;

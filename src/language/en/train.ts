/**
 * @file English words of the chapter `train`.
 */

export const train = {} as const;

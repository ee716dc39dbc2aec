/**
 * @file English words of the chapter `inside`.
 */

export const inside = {} as const;

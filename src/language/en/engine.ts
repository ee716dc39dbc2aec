/**
 * @file English words of the engine page.
 */

export const engine = {} as const;

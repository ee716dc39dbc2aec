/**
 * @file The type of a translation: the same keys as the English texts, any words.
 */

/** `T` with every string leaf widened to `string`; a missing or extra key does not compile. */
export type Translation<T> = {
  readonly [Key in keyof T]: T[Key] extends string ? string : Translation<T[Key]>;
};

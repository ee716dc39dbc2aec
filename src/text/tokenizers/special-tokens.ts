/**
 * @file Special tokens: entries of the vocabulary that stand for no text. They are never read out
 * of a text: `<|endoftext|>` typed by a user is thirteen ordinary characters. (Hugging Face's
 * loader does read it as the special token; that is the one known difference.)
 */

/** Put after each document; always id 0. */
export const endOfTextToken = '<|endoftext|>';
export const endOfTextId = 0;

/** What the characters tokenizer makes of a character that it has not seen; id 1 there. */
export const unknownToken = '<|unknown|>';
export const unknownId = 1;

/**
 * @file A loss in bits per character or byte: what models with different tokenizers can be compared by. A loss
 * per token cannot, since a token of one tokenizer may hold three characters and of another one.
 */

/**
 * @param loss in nats per token
 * @param charactersPerToken of the text that the loss was measured on
 */
export function bitsPerCharacter(loss: number, charactersPerToken: number): number {
  return loss / Math.LN2 / charactersPerToken;
}

/**
 * @param loss in nats per token
 * @param bytesPerToken of the same text, in UTF-8
 */
export function bitsPerByte(loss: number, bytesPerToken: number): number {
  return loss / Math.LN2 / bytesPerToken;
}

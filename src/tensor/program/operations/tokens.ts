/**
 * @file Operations between tokens and vectors: their rows of a table, the loss, and drawing one.
 */

export type TokenOperation =
  /**
   * y[row] = table[ids[row]] + positions[place]; place is places[row], or row % time without it.
   * {table [vocabulary, width], ids int32 [rows], positions? [≥ time, width], places? int32 [rows]}
   * → {y [rows, width]}
   */
  | { kind: 'embedding'; rows: number; width: number; vocabulary: number; time: number }
  /** {gradient [rows, width], ids} → {table [vocabulary, width]}; no atomics, so always the same sum */
  | { kind: 'embeddingGradient'; rows: number; width: number; vocabulary: number }
  /** Sum over sequences. {gradient [rows, width]} → {positions [positions, width]}, 0 from `time` on */
  | { kind: 'positionGradient'; rows: number; width: number; time: number; positions: number }
  /**
   * Mean over the rows whose label is ≥ 0 (others are ignored), in nats, and its gradient, times the
   * factor where there is one.
   * {logits [rows, vocabulary], labels int32 [rows], factor? [1]}
   * → {loss [1], rowLosses [rows]: scratch, gradient? [rows, vocabulary]}
   */
  | { kind: 'crossEntropy'; rows: number; vocabulary: number }
  /**
   * Draws a token for each row. Tokens stand by falling logit, equal ones by id. A row of settings is
   * (temperature, k, p, uniform): the k first and their equals are kept (0: all), and of these the
   * fewest first that hold the share p of their mass; drawn is the first token at which the mass, of
   * exp(logit / temperature), exceeds the share `uniform` in [0, 1) of what is kept. At temperature 0
   * it is the first token. At least one logit of a row is finite; −∞ is never drawn.
   * {logits [rows, vocabulary], settings [rows, 4]} → {ids int32 [rows]}
   */
  | { kind: 'sample'; rows: number; vocabulary: number };

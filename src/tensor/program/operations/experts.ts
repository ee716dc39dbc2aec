/**
 * @file A layer of experts: its router, the losses that balance it, and the rows on their way.
 */

/** Sizes of a layer of experts (Switch transformer, Fedus et al. 2021, arXiv 2101.03961). */
export interface ExpertShape {
  /** Tokens. */
  rows: number;
  experts: number;
  /** Experts of each token. */
  perToken: 1 | 2;
  /** Tokens that an expert takes at most: the first ones. */
  capacity: number;
}

/** How much two auxiliary losses count; see `routing`. */
export interface RouterLosses {
  balance: number;
  zLoss: number;
}

/** How much the two losses of noisy top-k count; see `expertUsage`. */
export interface UsageLosses {
  importance: number;
  load: number;
}

export type ExpertOperation =
  /**
   * Which experts take which tokens. probabilities = softmax(logits); chosen are each token's `perToken`
   * experts of the largest logits, of equal ones the first. gates: the probability of the one (Switch),
   * or of two the softmax over their logits (Mixtral, Jiang et al. 2024, arXiv 2401.04088). Choices are
   * numbered row · perToken + 0 or 1; in this order they take the slots of their expert, expert · capacity
   * on, while there are any. places: the slot of each choice, −1: dropped. slots: the choice in each
   * slot, −1: none. shares: of each expert, how many of its choices there are for each token (dropped
   * ones too), and then of each its mean probability. losses: the balance's, experts · Σ share · mean
   * probability, which is `perToken` where all are alike, and the router's z-loss, mean logSumExp² (Zoph
   * et al. 2022, arXiv 2202.08906); both without their factors.
   * {logits [rows, experts]} → {probabilities [rows, experts], logSumExp [rows], chosen int32, gates,
   * places int32 [rows, perToken], slots int32 [experts, capacity], shares [2, experts], losses [2]}
   */
  | ({ kind: 'routing' } & ExpertShape)
  /**
   * From the gates' gradient, and the losses' where there is a factor: of factor · (balance · the first +
   * zLoss · the second), in which the shares count as constants.
   * {gradient [rows, perToken], factor? [1], probabilities, logSumExp, chosen, gates, shares}
   * → {logits [rows, experts]}
   */
  | ({ kind: 'routingGradient' } & ExpertShape & RouterLosses)
  /**
   * How evenly noisy top-k uses its experts (Shazeer et al. 2017, arXiv 1701.06538). probabilities: that a
   * token would choose an expert if this one's noise were drawn anew, Φ((clean − threshold) / deviation);
   * the threshold is the perToken-th largest noisy logit of the others, and without so many it is 1.
   * usage: of each expert its importance, the sum of its gates, and then of each its load, the sum of its
   * probabilities. losses: of both (variance / mean²); slopes: the losses' derivatives by the usage.
   * {clean, noisy, deviation [rows, experts], chosen int32, gates [rows, perToken]}
   * → {probabilities [rows, experts], usage [2, experts], slopes [2, experts], losses [2]}
   */
  | ({ kind: 'expertUsage' } & ExpertShape)
  /**
   * From the gates' gradient and the factor of the losses: of factor · (importance · the first + load ·
   * the second), thresholds included: these are noisy logits too.
   * {gradient [rows, perToken], factor [1], clean, noisy, deviation, chosen, slopes}
   * → {gates [rows, perToken], clean, noisy, deviation [rows, experts]}
   */
  | ({ kind: 'expertUsageGradient' } & ExpertShape & UsageLosses)
  /**
   * The rows that experts take, to their slots: 0 where there is none; times the gate where there are gates.
   * {x [rows, width], slots int32 [experts, capacity], gates? [rows, perToken]}
   * → {y [experts · capacity, width]}
   */
  | ({ kind: 'dispatchRows'; width: number } & ExpertShape)
  /**
   * What experts made of them, back to the tokens and added up: 0 where all was dropped; times the gate
   * where there are gates. This and `dispatchRows` are each other's gradient.
   * {x [experts · capacity, width], places int32 [rows, perToken], gates? [rows, perToken]}
   * → {y [rows, width]}
   */
  | ({ kind: 'combineRows'; width: number } & ExpertShape)
  /**
   * Of each choice Σ gradient · x in its slot; 0 where it was dropped.
   * {gradient [rows, width], x [experts · capacity, width], places} → {gates [rows, perToken]}
   */
  | ({ kind: 'gateGradient'; width: number } & ExpertShape);

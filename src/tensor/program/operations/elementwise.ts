/**
 * @file Operations on each number by itself, or on two that belong together.
 */

/** Softplus, log(1 + eˣ), makes deviations of noise. */
export type ActivationKind = 'gelu' | 'geluErf' | 'silu' | 'relu' | 'softplus';

export type ElementwiseOperation =
  /** {x [size]} → {y [size]} */
  | { kind: 'activation'; activation: ActivationKind; size: number }
  /** {gradient [size], x [size]} → {x [size]}: gradient · activation′(x) */
  | { kind: 'activationGradient'; activation: ActivationKind; size: number }
  /**
   * A gated linear unit (Shazeer 2020, arXiv 2002.05202): a row of x holds `width` gates, then as many
   * values; y = activation(gate) · value. {x [rows, 2·width]} → {y [rows, width]}
   */
  | { kind: 'gatedActivation'; activation: ActivationKind; rows: number; width: number }
  /**
   * {gradient [rows, width], x [rows, 2·width]} → {x [rows, 2·width]}: of the gates gradient · value ·
   * activation′(gate), then of the values gradient · activation(gate)
   */
  | { kind: 'gatedActivationGradient'; activation: ActivationKind; rows: number; width: number }
  /** {x [size]} → {y [size]}: cap · tanh(x / cap) (Gemma 2, arXiv 2408.00118) */
  | { kind: 'softCap'; cap: number; size: number }
  /** {gradient [size], y [size]} → {x [size]}: gradient · (1 − (y / cap)²) */
  | { kind: 'softCapGradient'; cap: number; size: number }
  /** {a [size], b [size]} → {y [size]} */
  | { kind: 'add'; size: number }
  /** {a [size], b [size]} → {y [size]}: a · b */
  | { kind: 'multiply'; size: number }
  /** {x [size], factor [1]} → {y [size]} */
  | { kind: 'scale'; size: number }
  /** {x [size], dropoutKey int32 [1]} → {y [size]}; see `dropout-mask.ts` */
  | { kind: 'dropout'; rate: number; site: number; size: number }
  /** {x [size]} → {y [size]} */
  | { kind: 'copy'; size: number };

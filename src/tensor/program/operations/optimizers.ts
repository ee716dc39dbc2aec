/**
 * @file What only optimisers need: the gradient's norm, loss scaling, what changes weights, and Muon's
 * products.
 */

/** What the optimisers that work on each element by itself have in common. */
export interface ElementwiseUpdate {
  size: number;
  /** Of the sums of squares that the norm is made of. */
  parts: number;
  /** The first so many elements decay: weights · (1 − learning rate · weightDecay). */
  decayed: number;
  weightDecay: number;
  /** Clips the gradient at this norm √Σ partials (0: not), as PyTorch's `clip_grad_norm_`. */
  gradientClip: number;
}

/**
 * Equal matrices at equal distances in a flat vector, in elements: at each of `count` places, from
 * `offset` on and `step` apart, stand `beside` matrices of rows × columns side by side, so that from
 * row to row there are beside · columns, or `rowStep` where other matrices stand there too. Several
 * runs follow each other.
 */
export interface MatrixRun {
  offset: number;
  count: number;
  step: number;
  rows: number;
  columns: number;
  beside: number;
  rowStep?: number;
}

/** Equal products among many: `count` of them. */
export interface ProductGroup {
  count: number;
  m: number;
  n: number;
  k: number;
}

export type OptimizerOperation =
  /** Sums of squares of `parts` stretches of x, of any equal cut. {x [size]} → {partials [parts]} */
  | { kind: 'sumOfSquares'; size: number; parts: number }
  /**
   * Dynamic loss scaling in place (Micikevicius et al. 2017, arXiv 1710.03740): state = (loss scale, good
   * steps in a row). Where Σ partials is finite, unscale is 1 / scale, and after `interval` such steps in
   * a row the scale is doubled; else unscale is 0 and the scale is halved, within `least` and `most`.
   * {partials [parts], state [2]} → {state (the input's own memory), unscale [1]}
   */
  | { kind: 'lossScaling'; parts: number; interval: number; least: number; most: number }
  /**
   * AdamW in place (Loshchilov & Hutter 2017, arXiv 1711.05101).
   * hyper = (learning rate, 1 − β₁ᵗ, 1 − β₂ᵗ). With unscale, the gradient is times that before all else;
   * where it is 0, nothing is changed and gradientNorm is 0.
   * {weights [size], firstMoment, secondMoment, gradient [size], partials [parts], hyper [3], unscale? [1]}
   * → {weights, firstMoment, secondMoment (the inputs' own memory), gradientNorm [1]}
   */
  | ({ kind: 'adamw'; betas: readonly [number, number]; epsilon: number } & ElementwiseUpdate)
  /**
   * In place: buffer ← momentum · buffer + gradient; weights − learning rate · buffer. unscale as above.
   * {weights [size], buffer, gradient [size], partials [parts], learningRate [1], unscale? [1]}
   * → {weights, buffer (the inputs' own memory), gradientNorm [1]}
   */
  | ({ kind: 'sgd'; momentum: number } & ElementwiseUpdate)
  /**
   * Lion in place (Chen et al. 2023, arXiv 2302.06675): weights − learning rate · sign(β₁·buffer +
   * (1 − β₁)·gradient); then buffer ← β₂·buffer + (1 − β₂)·gradient. Operands as of `sgd`.
   */
  | ({ kind: 'lion'; betas: readonly [number, number] } & ElementwiseUpdate)
  /**
   * What Muon (Jordan et al. 2024) makes orthogonal. In place: buffer ← momentum · buffer + gradient
   * (clipped as above), in the matrices of `runs` alone. direction: of each matrix gradient +
   * momentum · buffer (Nesterov), divided by its norm + 1e-7, transposed where it has more rows than
   * columns; one behind the other in the order of `runs`. unscale as above; where it is 0, so is the
   * direction.
   * {buffer [size], gradient [size], partials [parts], unscale? [1]}
   * → {buffer (the input's own memory), direction [elements of the runs]}
   */
  | {
      kind: 'muonDirection';
      size: number;
      parts: number;
      runs: readonly MatrixRun[];
      momentum: number;
      gradientClip: number;
    }
  /**
   * In place, from a direction as above: weights · (1 − learning rate · weightDecay) − learning rate ·
   * 0.2 · √max(rows, columns) · direction. Where unscale is 0, nothing is changed.
   * {weights [size], direction, learningRate [1], unscale? [1]} → {weights (the input's own memory)}
   */
  | { kind: 'muonUpdate'; size: number; runs: readonly MatrixRun[]; weightDecay: number }
  /**
   * Of each of many matrices, one behind the other in the order of `groups`: y = product · A·B +
   * added · addend; A is a as [m, k], B is b as [k, n], or bᵀ of b [n, k].
   * {a, b, addend? [like y]} → {y}
   */
  | {
      kind: 'groupedMatmul';
      groups: readonly ProductGroup[];
      transposeB: boolean;
      product: number;
      added: number;
    };

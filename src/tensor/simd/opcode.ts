/**
 * @file Numbers of the kernels in a command list. Read by TypeScript and by the AssemblyScript
 * kernels, so only what both understand may stand here.
 */

export enum Opcode {
  Embedding,
  EmbeddingGradient,
  PositionGradient,
  Norm,
  NormGradient,
  NormParameterGradient,
  Matmul,
  Activation,
  ActivationGradient,
  GatedActivation,
  GatedActivationGradient,
  SoftCap,
  SoftCapGradient,
  Attention,
  AttentionGradient,
  SinkGradient,
  AttentionProbabilities,
  AttentionOfPairs,
  CacheWrite,
  CachedAttention,
  CrossEntropy,
  Routing,
  RoutingGradient,
  DispatchRows,
  CombineRows,
  GateGradient,
  Sample,
  Add,
  Scale,
  Dropout,
  Copy,
  SumOfSquares,
  LossScaling,
  AdamW,
  Sgd,
  Lion,
  MuonDirection,
  MuonUpdate,
  GroupedMatmul,
}

export enum ActivationCode {
  None,
  Gelu,
  Silu,
  Relu,
  GeluErf,
}

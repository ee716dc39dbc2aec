/**
 * @file Which files a chapter shows as its source: those that run when the page is used. They are read as
 * they stand in the project, one when it is opened.
 */
import type { ChapterName } from '../controls/chapter-name';

/** By path from `src/`; the globs must be written out for the build. */
const texts = import.meta.glob<string>(
  [
    '/src/models/{block,stack,transformer,masks,experts,scores,rotary,parameters}.ts',
    '/src/models/{logit-lens,intervention,revision,attentions}.ts',
    '/src/models/{cached-forward,prefix-cache,source-decoder}.ts',
    '/src/training/{loss,steps,trainer,schedule,optimizer,dynamics,probe,router-metrics,router-noise}.ts',
    '/src/training/objectives/{objective,next-token,masked,span-corruption,prefix,pairs}.ts',
    '/src/tensor/ops/{attention,rope,sinusoids,distance-bias,norm,activation,cross-entropy,adamw}.ts',
    '/src/tensor/ops/{experts,noisy-routing}.ts',
    '/src/decoding/{chain,sample,generate}.ts',
    '/src/decoding/processors/{temperature,top-k,top-p,min-p,typical,repetition-penalty}.ts',
    '/src/decoding/strategies/{speculative,contrastive,mirostat,guidance}.ts',
    '/src/decoding/beam/{search,group,token-scores}.ts',
    '/src/text/tokenizers/{bpe,learn-merges,merges,wordpiece,unigram-train,unigram-lattice}.ts',
    '/src/text/cleaning/{pipeline,quality,quality-classifier,ngram-model}.ts',
    '/src/text/cleaning/{shingles,minhash,lsh,simhash,substrings}.ts',
    '/src/text/corpora/tasks/{index,reversal,sorting,addition,translation,cloze}.ts',
    '/src/experiment/{extrapolation,learning-rate-finder}.ts',
    '/src/experiment/sweeps/{sweep,table,power-law}.ts',
    '/src/storage/{checkpoint,safetensors,runs}.ts',
  ],
  { query: '?raw', import: 'default' },
);

export const sourceFiles: Readonly<Record<ChapterName, readonly string[]>> = {
  architectures: [
    'models/transformer.ts',
    'models/stack.ts',
    'models/masks.ts',
    'tensor/ops/attention.ts',
  ],
  text: ['index', 'reversal', 'sorting', 'addition', 'translation', 'cloze'].map(
    (name) => `text/corpora/tasks/${name}.ts`,
  ),
  cleaning: [
    'text/cleaning/pipeline.ts',
    'text/cleaning/quality.ts',
    'text/cleaning/quality-classifier.ts',
    'text/cleaning/ngram-model.ts',
  ],
  deduplication: [
    'text/cleaning/shingles.ts',
    'text/cleaning/minhash.ts',
    'text/cleaning/lsh.ts',
    'text/cleaning/simhash.ts',
    'text/cleaning/substrings.ts',
  ],
  tokenizer: [
    'text/tokenizers/bpe.ts',
    'text/tokenizers/learn-merges.ts',
    'text/tokenizers/merges.ts',
    'text/tokenizers/wordpiece.ts',
    'text/tokenizers/unigram-train.ts',
    'text/tokenizers/unigram-lattice.ts',
  ],
  positions: [
    'models/rotary.ts',
    'tensor/ops/rope.ts',
    'tensor/ops/sinusoids.ts',
    'tensor/ops/distance-bias.ts',
    'models/scores.ts',
    'experiment/extrapolation.ts',
  ],
  objectives: [
    'training/objectives/objective.ts',
    'training/objectives/next-token.ts',
    'training/objectives/masked.ts',
    'training/objectives/span-corruption.ts',
    'training/objectives/prefix.ts',
    'training/objectives/pairs.ts',
  ],
  experts: [
    'models/experts.ts',
    'tensor/ops/experts.ts',
    'tensor/ops/noisy-routing.ts',
    'training/router-noise.ts',
    'training/router-metrics.ts',
  ],
  model: [
    'models/block.ts',
    'models/stack.ts',
    'models/transformer.ts',
    'models/parameters.ts',
    'tensor/ops/attention.ts',
    'tensor/ops/norm.ts',
    'tensor/ops/activation.ts',
  ],
  train: [
    'training/trainer.ts',
    'training/steps.ts',
    'training/loss.ts',
    'training/schedule.ts',
    'training/optimizer.ts',
    'tensor/ops/cross-entropy.ts',
    'tensor/ops/adamw.ts',
  ],
  dynamics: ['training/dynamics.ts', 'training/probe.ts', 'experiment/learning-rate-finder.ts'],
  experiments: [
    'experiment/sweeps/sweep.ts',
    'experiment/sweeps/table.ts',
    'experiment/sweeps/power-law.ts',
  ],
  inside: [
    'models/stack.ts',
    'tensor/ops/attention.ts',
    'models/logit-lens.ts',
    'models/intervention.ts',
    'models/revision.ts',
    'models/attentions.ts',
  ],
  decode: [
    'decoding/generate.ts',
    'decoding/chain.ts',
    'decoding/sample.ts',
    'decoding/processors/temperature.ts',
    'decoding/processors/top-k.ts',
    'decoding/processors/top-p.ts',
    'decoding/processors/min-p.ts',
    'decoding/processors/typical.ts',
    'decoding/processors/repetition-penalty.ts',
    'decoding/beam/search.ts',
    'decoding/beam/group.ts',
    'decoding/beam/token-scores.ts',
    'decoding/strategies/speculative.ts',
    'decoding/strategies/contrastive.ts',
    'decoding/strategies/mirostat.ts',
    'decoding/strategies/guidance.ts',
    'models/cached-forward.ts',
    'models/prefix-cache.ts',
    'models/source-decoder.ts',
  ],
  runs: ['storage/runs.ts', 'storage/checkpoint.ts', 'storage/safetensors.ts'],
};

/** Paths of all files that can be read. */
export const knownFiles = () => Object.keys(texts).map((path) => path.slice('/src/'.length));

/** @param path one of `sourceFiles` */
export const readSource = (path: string): Promise<string> => texts[`/src/${path}`]();

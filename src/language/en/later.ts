/**
 * @file The English texts that are loaded with the first chapter: long, and for one chapter each.
 */
import { cleaningStages } from './cleaning-stages';
import { deduplication } from './deduplication';
import { tokenizerCompare } from './tokenizer-compare';
import { tokenizerWatch } from './tokenizer-watch';
import { experiments } from './experiments';
import { diagram } from './diagram';
import { dynamics } from './dynamics';
import { experts } from './experts';
import { intervention } from './intervention';
import { lens } from './lens';
import { source } from './source';
import { decodeStrategies } from './decode-strategies';
import { decodeTree } from './decode-tree';
import { branches } from './branches';
import { crossAttention } from './cross-attention';
import { model } from './model';
import { train } from './train';
import { trials } from './trials';

export const laterTexts = {
  cleaningStages,
  deduplication,
  tokenizerWatch,
  tokenizerCompare,
  diagram,
  dynamics,
  experiments,
  experts,
  lens,
  source,
  decodeStrategies,
  decodeTree,
  branches,
  crossAttention,
  model,
  train,
  trials,
  intervention,
} as const;

/**
 * @file 全部简体中文文字，各部分一个文件。
 */
import type { english } from '../en';
import type { Translation } from '../translation';
import { common } from './common';
import { home } from './home';
import { architectures } from './architectures';
import { text } from './text';
import { cleaning } from './cleaning';
import { cleaningStages } from './cleaning-stages';
import { deduplication } from './deduplication';
import { tokenizer } from './tokenizer';
import { tokenizerCompare } from './tokenizer-compare';
import { tokenizerWatch } from './tokenizer-watch';
import { positions } from './positions';
import { model } from './model';
import { experiments } from './experiments';
import { diagram } from './diagram';
import { dynamics } from './dynamics';
import { experts } from './experts';
import { train } from './train';
import { trials } from './trials';
import { intervention } from './intervention';
import { lens } from './lens';
import { source } from './source';
import { inside } from './inside';
import { decode } from './decode';
import { crossAttention } from './cross-attention';
import { decodeLimits } from './decode-limits';
import { decodeCompare } from './decode-compare';
import { branches } from './branches';
import { decodeTree } from './decode-tree';
import { decodeStrategies } from './decode-strategies';
import { runs } from './runs';
import { engine } from './engine';
import { objectives } from './objectives';
import { pictures } from './pictures';
import { errors } from './errors';
import { problems } from './problems';

export const chinese: Translation<typeof english> = {
  common,
  home,
  architectures,
  text,
  cleaning,
  cleaningStages,
  deduplication,
  tokenizer,
  tokenizerWatch,
  tokenizerCompare,
  positions,
  model,
  diagram,
  experiments,
  experts,
  train,
  trials,
  dynamics,
  inside,
  lens,
  source,
  intervention,
  decode,
  crossAttention,
  decodeLimits,
  decodeCompare,
  branches,
  decodeTree,
  decodeStrategies,
  runs,
  engine,
  objectives,
  pictures,
  errors,
  problems,
};

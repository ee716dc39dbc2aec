/**
 * @file The English texts that come with the first bundle: what the frame and the start page say, and what
 * chapters share.
 */
import { common } from './common';
import { home } from './home';
import { architectures } from './architectures';
import { text } from './text';
import { cleaning } from './cleaning';
import { tokenizer } from './tokenizer';
import { positions } from './positions';
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

export const firstTexts = {
  common,
  home,
  architectures,
  text,
  cleaning,
  tokenizer,
  positions,
  inside,
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
} as const;

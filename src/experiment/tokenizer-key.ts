/**
 * @file Whether ids of two models mean the same: the hash of their tokenizer's file.
 */
import { hashKeys } from '../base/random';

export const tokenizerKey = (tokenizerJson: string): number => hashKeys([tokenizerJson]);

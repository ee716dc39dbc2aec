/**
 * @file Loss and every gradient of a tiny model with each option of the transformer block, as PyTorch
 * has them (`reference/record_blocks.py`), on every engine; and decoding with the cache as without.
 */
import recorded from '../../reference/block-options.json';
import { describeAgreement } from './recorded-agreement';

describeAgreement(recorded);

/**
 * @file Loss and every gradient of a tiny encoder, encoder-decoder and prefix language model, as PyTorch
 * has them (`reference/record_architectures.py`), on every engine; and decoding with the cache as without.
 */
import recorded from '../../reference/architectures.json';
import { describeAgreement } from './recorded-agreement';

describeAgreement(recorded);

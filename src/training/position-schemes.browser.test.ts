/**
 * @file Loss and every gradient of a tiny model with each scheme of positions, as PyTorch has them
 * (`reference/record_positions.py`), on every engine; and decoding with the cache as without.
 */
import recorded from '../../reference/position-schemes.json';
import { describeAgreement } from './recorded-agreement';

describeAgreement(recorded);

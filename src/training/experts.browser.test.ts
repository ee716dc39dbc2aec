/**
 * @file Loss and every gradient of tiny models with layers of experts, as PyTorch has them
 * (`reference/record_experts.py`), on every engine; and decoding with the cache as without.
 */
import recorded from '../../reference/experts.json';
import { describeAgreement } from './recorded-agreement';

describeAgreement(recorded);

/**
 * @file Errors in English: the sentences stand where the errors are made.
 */
import { errorMessages } from '../../base/errors';

export const errors = errorMessages;

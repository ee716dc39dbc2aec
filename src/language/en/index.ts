/**
 * @file The English texts, one file per section. Their keys are the keys of every language.
 */
import { firstTexts } from './first';
import { laterTexts } from './later';

export const english = { ...firstTexts, ...laterTexts } as const;

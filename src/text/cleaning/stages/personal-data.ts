/**
 * @file Puts a mask where personal data stands: e-mail addresses, telephone numbers, identity and card
 * numbers (only those whose check digit is right), network addresses. Rules find forms, not persons:
 * names stay.
 */
import { z } from 'zod';
import { changed, judgeEach, kept } from '../each';
import type { StageDefinition } from '../types';

const settings = z.strictObject({
  emails: z.boolean().default(true),
  telephones: z.boolean().default(true),
  identityNumbers: z.boolean().default(true),
  cardNumbers: z.boolean().default(true),
  networkAddresses: z.boolean().default(true),
});

type Settings = z.output<typeof settings>;

const digits = (text: string) => text.replace(/\D/g, '');

/** Luhn's check (ISO/IEC 7812), which every bank card passes. */
export function passesLuhn(number: string): boolean {
  let sum = 0;
  for (let place = 0; place < number.length; place++) {
    const digit = Number(number[number.length - 1 - place]);
    sum += place % 2 === 0 ? digit : digit > 4 ? 2 * digit - 9 : 2 * digit;
  }
  return sum % 10 === 0;
}

/** Check character of Chinese identity numbers (GB 11643-1999, ISO 7064 MOD 11-2). */
export function passesIdentityCheck(number: string): boolean {
  let sum = 0;
  for (let place = 0; place < 17; place++) sum += Number(number[place]) * (2 ** (17 - place) % 11);
  return '10X98765432'[sum % 11] === number[17].toUpperCase();
}

interface Rule {
  readonly setting: keyof Settings;
  readonly mask: string;
  readonly pattern: RegExp;
  readonly check?: (found: string) => boolean;
}

/** In this order: what has a check digit first, telephone numbers last. */
const rules: readonly Rule[] = [
  {
    setting: 'emails',
    mask: '<EMAIL>',
    // Bounded, so that no text makes the search slow.
    pattern: /[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,5}/g,
  },
  {
    setting: 'networkAddresses',
    mask: '<IP>',
    pattern:
      /(?<![\d.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\d.])/g,
  },
  {
    setting: 'identityNumbers',
    mask: '<ID>',
    pattern: /(?<!\d)\d{17}[\dXx](?!\d)/g,
    check: passesIdentityCheck,
  },
  { setting: 'identityNumbers', mask: '<ID>', pattern: /(?<![\d-])\d{3}-\d{2}-\d{4}(?![\d-])/g },
  {
    setting: 'cardNumbers',
    mask: '<CARD>',
    pattern: /(?<!\d)\d{4}(?:[ -]?\d{4}){2}[ -]?\d{1,7}(?!\d)/g,
    check: (found) => passesLuhn(digits(found)),
  },
  { setting: 'telephones', mask: '<PHONE>', pattern: /(?<!\d)1[3-9]\d{9}(?!\d)/g },
  {
    setting: 'telephones',
    mask: '<PHONE>',
    pattern:
      /(?<![\d(])(?:\+\d{1,3}[ .-]?)?(?:\(\d{3}\) ?|\d{3}[ .-])\d{3}[ .-]\d{4}(?!\d)|\+\d{1,3}(?: \d{2,4}){3,4}(?!\d)/g,
  },
];

/** The text with masks, and how many were put in. */
export function maskPersonalData(text: string, options: Settings): { text: string; count: number } {
  let count = 0;
  for (const { setting, mask, pattern, check } of rules) {
    if (!options[setting]) continue;
    text = text.replace(pattern, (found: string) => {
      if (check && !check(found)) return found;
      count++;
      return mask;
    });
  }
  return { text, count };
}

export const personalData: StageDefinition<'personal-data', typeof settings> = {
  name: 'personal-data',
  settings,
  judge: (documents, options, run) =>
    judgeEach(documents, run, (document) => {
      const { text, count } = maskPersonalData(document.text, options);
      return count === 0 ? kept : changed(document, { text }, 'masked', { count });
    }),
};

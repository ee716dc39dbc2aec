/**
 * @file Invented personal data. Names and numbers belong to nobody: addresses end in `.example`
 * (RFC 2606), American telephone numbers have 555-01 (kept for fiction), and identity numbers have the
 * right form but an area that is not given out or a birthday in the nineteenth century.
 */
import type { Random } from '../../base/random';

const people = ['ida.marsh', 'o.flint', 'clara_penn', 'wen.shan', 'xiuying88', 'h.barrow'];
const hosts = ['post.example', 'mail.example', 'office.example'];

const digits = (random: Random, count: number) =>
  Array.from({ length: count }, () => random.integer(10)).join('');

export function email(random: Random): string {
  return `${random.pick(people)}${random.integer(100)}@${random.pick(hosts)}`;
}

export function telephone(random: Random, language: string): string {
  return language === 'zh'
    ? `1${random.pick(['38', '59', '86'])}${digits(random, 8)}`
    : random.pick([
        `(${200 + random.integer(700)}) 555-01${digits(random, 2)}`,
        `+1 ${200 + random.integer(700)} 555 01${digits(random, 2)}`,
      ]);
}

/** An American social security number (area 9xx is never given out) or a Chinese identity number. */
export function identityNumber(random: Random, language: string): string {
  if (language !== 'zh') {
    return `9${digits(random, 2)}-${10 + random.integer(89)}-${1000 + random.integer(8999)}`;
  }
  const month = String(1 + random.integer(12)).padStart(2, '0');
  const day = String(1 + random.integer(28)).padStart(2, '0');
  const body = `110105${1850 + random.integer(40)}${month}${day}${digits(random, 3)}`;
  return body + identityCheck(body);
}

/** Check character of a Chinese identity number (GB 11643-1999, ISO 7064 MOD 11-2). */
export function identityCheck(body: string): string {
  let sum = 0;
  for (let place = 0; place < 17; place++) sum += Number(body[place]) * (2 ** (17 - place) % 11);
  return '10X98765432'[sum % 11] ?? '';
}

/** A sentence with personal data in it. */
export function contactLine(random: Random, language: string): string {
  const kind = random.integer(3);
  if (language === 'zh') {
    if (kind === 0) return `如有问题，请写信给${email(random)}，我们会尽快回复。`;
    if (kind === 1) return `联系电话是${telephone(random, language)}，白天都可以打。`;
    return `登记人的身份证号码是${identityNumber(random, language)}，请妥善保管。`;
  }
  if (kind === 0)
    return `If you have a question, write to ${email(random)} and we will answer soon.`;
  if (kind === 1) return `You can call us at ${telephone(random, language)} on any working day.`;
  return `The number on the card of the owner is ${identityNumber(random, language)}, as we noted.`;
}

import type { Platform } from '@holdfast/schema/domain/platform';
import type { SeededRandom } from '@holdfast/schema/random/seeded-random';

import { languages, type SampleLanguage } from './dialogues/languages.ts';

export interface PlannedCustomer {
  name: string;
  email: string | null;
  phone: string | null;
  platform: Platform;
  externalId: string;
  language: SampleLanguage;
  isRegular: boolean;
}

const platformShares: readonly (readonly [Platform, number])[] = [
  ['whatsapp', 0.4],
  ['http', 0.22],
  ['instagram', 0.15],
  ['facebook', 0.13],
  ['telegram', 0.1],
];

/**
 * Generates customers with names of their language and the contact data that their platform provides. Names are
 * unique.
 */
export function planCustomers(random: SeededRandom, count: number): PlannedCustomer[] {
  const spoken = languages.flatMap((language) => Array.from({ length: language.share }, () => language));
  const names = new Set<string>();
  const customers: PlannedCustomer[] = [];
  while (customers.length < count) {
    const language = random.pick(spoken);
    const name = `${random.pick(language.firstNames)} ${random.pick(language.lastNames)}`;
    if (names.has(name)) continue;
    names.add(name);
    const platform = choosePlatform(random);
    const phone = `${language.phonePrefix}${random.between(10_000, 99_999)}`;
    const hasEmail = platform === 'http' || random.chance(0.5);
    customers.push({
      name,
      email: hasEmail ? emailOf(name, customers.length) : null,
      phone: platform === 'whatsapp' || platform === 'telegram' || random.chance(0.3) ? phone : null,
      platform,
      externalId:
        platform === 'whatsapp' ? phone.replace(/\D/g, '') : `${platform}-${random.between(1e8, 9e8)}`,
      language,
      isRegular: customers.length % 12 === 5,
    });
  }
  return customers;
}

function choosePlatform(random: SeededRandom): Platform {
  let remainder = random.next();
  for (const [platform, share] of platformShares) {
    remainder -= share;
    if (remainder < 0) return platform;
  }
  return 'whatsapp';
}

/** A name in another alphabet leaves no letters for an address; it gets a number instead. */
function emailOf(name: string, number: number): string {
  const ascii = name
    .normalize('NFD')
    .replaceAll('ı', 'i')
    .replaceAll('ß', 'ss')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase()
    .replace(/[^a-z]+/g, '.')
    .replace(/^\.+|\.+$/g, '');
  return `${ascii === '' ? `customer${number}` : ascii}@mail.example`;
}

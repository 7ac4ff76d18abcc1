import type { SeededRandom } from '@holdfast/schema/random/seeded-random';

import type { SampleLanguage } from './languages.ts';

export interface Slots {
  customer: string;
  agent: string;
  order: string;
  product: string;
  city: string;
  day: string;
  time: string;
}

/** Chooses the values of all slots once per conversation, so that they stay the same in all turns. */
export function chooseSlots(random: SeededRandom, language: SampleLanguage, customer: string): Slots {
  return {
    customer,
    agent: 'Mara',
    order: `NL-${random.between(40_000, 49_999)}`,
    product: random.pick(language.products),
    city: random.pick(language.cities),
    day: random.pick(language.days),
    time: `${random.between(10, 17)}:${random.pick(['00', '15', '30'])}`,
  };
}

export function fillTurn(text: string, slots: Slots): string {
  const filled = text.replaceAll(
    /\{(customer|agent|order|product|city|day|time)\}/g,
    (_, name: keyof Slots) => slots[name],
  );
  // A sentence can begin with a slot.
  return text.startsWith('{') ? filled.charAt(0).toUpperCase() + filled.slice(1) : filled;
}

import { inflateSync } from 'node:zlib';

import { SeededRandom } from '@holdfast/schema/random/seeded-random';

import { describe, expect, it } from 'vitest';

import { readImageSize } from '../../src/files/image-size.ts';
import { dialogue, pictures } from './dialogues/dialogue.ts';
import { chooseSlots, fillTurn } from './dialogues/fill-turn.ts';
import { languages } from './dialogues/languages.ts';
import { drawPicture } from './draw-picture.ts';
import { planCustomers } from './plan-customers.ts';

describe.each(languages)('the dialogues in $locale', (language) => {
  it('begin with the customer, contain a reply, and have no unfilled slot', () => {
    const slots = chooseSlots(new SeededRandom(1), language, 'Elif');
    for (const { turns } of language.dialogues) {
      expect(turns[0]?.from).toBe('customer');
      expect(turns.some((turn) => turn.from === 'agent')).toBe(true);
      for (const turn of turns) expect(fillTurn(turn.text, slots)).not.toMatch(/[{}[\]]/);
    }
  });
});

it('rejects a line that is not a turn and names it', () => {
  expect(() => dialogue('thanks', 'Hello?')).toThrow('not a turn of a dialogue: Hello?');
  expect(() => dialogue('thanks', '> Look [unicorn]')).toThrow('[unicorn]');
});

it.each(pictures)('the picture of a %s is a valid PNG of 480 × 360 pixels', (picture) => {
  const bytes = drawPicture(picture, 1);
  expect(readImageSize(bytes)).toEqual({ width: 480, height: 360 });
  const start = bytes.indexOf('IDAT') + 4;
  const rows = inflateSync(bytes.subarray(start, start + bytes.readUInt32BE(start - 8)));
  expect(rows).toHaveLength(360 * (480 * 3 + 1));
});

it('generates the same customers for the same seed, with unique names', () => {
  const customers = planCustomers(new SeededRandom(5), 120);
  expect(planCustomers(new SeededRandom(5), 120)).toEqual(customers);
  expect(new Set(customers.map((customer) => customer.name)).size).toBe(120);
});

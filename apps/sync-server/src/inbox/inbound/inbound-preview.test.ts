import { expect, it } from 'vitest';
import { inboundPreview } from './inbound-preview.ts';

it.each([
  ['text', 'Wo ist\nmeine Bestellung?', undefined, 'Wo ist meine Bestellung?'],
  ['image', 'Look', 'photo.png', '📷 Look'],
  ['image', null, 'photo.png', '📷 photo.png'],
  ['document', ' ', 'bill.pdf', '📄 bill.pdf'],
  ['unsupported', null, undefined, '⋯'],
] as const)('previews a %s message with text %j and file %j', (type, content, filename, expected) => {
  expect(inboundPreview(type, content, filename)).toBe(expected);
});

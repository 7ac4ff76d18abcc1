import { describe, expect, it } from 'vitest';
import { avatarHues } from '../behavior/avatar-hue.ts';
import css from './colors.css?raw';
import { contrastOf } from './oklch.ts';
import type { Oklch } from './oklch.ts';

// Parses the shipped style sheet: names to values, per theme.
const themes = {
  light: declarationsOf(":root,\n[data-theme='light']"),
  dark: declarationsOf("[data-theme='dark']"),
};
const darkBySystem = declarationsOf(':root:not([data-theme])');

const grounds = ['surface-recessed', 'surface-side', 'surface', 'surface-raised', 'surface-bubble'];
const touched = ['hover', 'hover-raised', 'pressed', 'accent-tint', 'accent-tint-strong'];
const meanings = ['note', 'held', 'failed', 'done'];

/** Pairs of text and ground as the components use them. */
const textPairs: readonly [text: string, ground: string][] = [
  ...pairs(['text', 'text-secondary', 'text-quiet'], [...grounds, ...touched]),
  ...pairs(['accent-text'], [...grounds, 'hover', 'accent-tint', 'accent-tint-strong']),
  ...pairs(['on-accent'], ['accent-solid', 'accent-solid-hover', 'failed-solid', 'failed-solid-hover']),
  ...meanings.flatMap((meaning) => [
    ...pairs([`${meaning}-text`], [...grounds, 'hover', `${meaning}-tint`]),
    ...pairs(['text', 'text-secondary'], [`${meaning}-tint`]),
  ]),
  ...['held', 'failed', 'done'].map((meaning): [string, string] => [
    `${meaning}-text`,
    `${meaning}-tint-strong`,
  ]),
];

/** Icons, dots, focus rings and edges of fields. */
const glyphPairs: readonly [glyph: string, ground: string][] = [
  ...pairs(['accent-glyph'], [...grounds, ...touched, 'note-tint']),
  ...pairs(['border-control'], ['surface-side', 'surface', 'surface-raised']),
  ...pairs(
    ['platform-whatsapp', 'platform-facebook', 'platform-instagram', 'platform-telegram'],
    ['surface', 'surface-side', 'hover', 'accent-tint-strong'],
  ),
  ...meanings.flatMap((meaning) =>
    pairs([`${meaning}-glyph`], ['surface', 'surface-side', `${meaning}-tint`]),
  ),
];

describe.each(Object.entries(themes))('colors of the %s theme', (_name, declarations) => {
  it.each(textPairs)('%s on %s has a contrast of at least 4.5:1', (text, ground) => {
    expect(contrastOf(color(declarations, text), color(declarations, ground))).toBeGreaterThanOrEqual(4.5);
  });

  it.each(glyphPairs)('%s on %s has a contrast of at least 3:1', (glyph, ground) => {
    expect(contrastOf(color(declarations, glyph), color(declarations, ground))).toBeGreaterThanOrEqual(3);
  });

  it.each(avatarHues)('initials on an avatar of hue %d have a contrast of at least 4.5:1', (hue) => {
    const ground = parseChannels(`${valueOf(declarations, 'avatar-ground')} ${hue}`);
    const ink = parseChannels(`${valueOf(declarations, 'avatar-ink')} ${hue}`);
    expect(contrastOf(ground, ink)).toBeGreaterThanOrEqual(4.5);
  });
});

it('the dark values for the system setting equal those of the dark theme', () => {
  expect(darkBySystem).toEqual(themes.dark);
});

it('both themes define the same colors', () => {
  expect([...themes.dark.keys()].toSorted()).toEqual([...themes.light.keys()].toSorted());
});

function pairs(texts: readonly string[], on: readonly string[]): [string, string][] {
  return texts.flatMap((text) => on.map((ground): [string, string] => [text, ground]));
}

function declarationsOf(selector: string): ReadonlyMap<string, string> {
  const start = css.indexOf(`${selector} {`);
  if (start === -1) throw new Error(`No rule for ${selector}`);
  const block = css.slice(start, css.indexOf('}', start));
  const found = [...block.matchAll(/--([\w-]+):\s*([^;]+);/gu)];
  return new Map(found.map(([, name = '', value = '']) => [name, value.replaceAll(/\s+/gu, ' ').trim()]));
}

function valueOf(declarations: ReadonlyMap<string, string>, name: string): string {
  const value = declarations.get(name);
  if (value === undefined) throw new Error(`No color named ${name}`);
  const reference = /^var\(--([\w-]+)\)$/u.exec(value)?.[1];
  return reference === undefined ? value : valueOf(declarations, reference);
}

function color(declarations: ReadonlyMap<string, string>, name: string): Oklch {
  const value = valueOf(declarations, name);
  const channels = /^oklch\(([^/)]+)\)$/u.exec(value)?.[1];
  if (channels === undefined) throw new Error(`${name} is not an opaque OKLCH color: ${value}`);
  return parseChannels(channels);
}

function parseChannels(channels: string): Oklch {
  const [lightness = '', chroma = '', hue = ''] = channels.trim().split(/\s+/u);
  return { lightness: Number.parseFloat(lightness) / 100, chroma: Number(chroma), hue: Number(hue) };
}

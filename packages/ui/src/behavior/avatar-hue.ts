/** Hues for avatars, in degrees. Evenly spaced; they leave out the amber and red that carry a meaning. */
export const avatarHues = [125, 150, 175, 200, 225, 250, 275, 300, 325, 345] as const;

/** Returns a hue in degrees of the OKLCH circle. The same seed gives the same hue on every machine. */
export function avatarHue(seed: string): number {
  let hash = 2166136261;
  for (let position = 0; position < seed.length; position += 1) {
    hash = Math.imul(hash ^ seed.charCodeAt(position), 16777619);
  }
  return avatarHues[(hash >>> 0) % avatarHues.length] ?? avatarHues[0];
}

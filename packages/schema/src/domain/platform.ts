/** The platforms of channels. `http` is the plain HTTP channel. */
export const platforms = ['whatsapp', 'facebook', 'instagram', 'telegram', 'http'] as const;

/** One of {@link platforms}. */
export type Platform = (typeof platforms)[number];

import type en from './en.json';

/** The name of a text; every language has all of them. */
export type MessageId = keyof typeof en;

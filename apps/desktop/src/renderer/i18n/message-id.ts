import type en from './en.json';

/** Id of a text. Every language has all ids. */
export type MessageId = keyof typeof en;

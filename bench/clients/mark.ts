import { nowMs } from '../clock.ts';

const markPattern = /mark:(\d+\.\d+);/gu;

/** Words for a row's text that tell, wherever the row arrives, when it was written. */
export function markNow(): string {
  return `mark:${nowMs().toFixed(6)};`;
}

/** The times in all marks of a text. */
export function marksIn(text: string): readonly number[] {
  return Array.from(text.matchAll(markPattern), ([, time]) => Number(time));
}

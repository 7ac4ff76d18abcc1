import { nowMs } from '../clock.ts';

const markPattern = /mark:(\d+\.\d+);/gu;

/** A text for a row that contains the time of writing, so that any receiver can compute the latency. */
export function markNow(): string {
  return `mark:${nowMs().toFixed(6)};`;
}

/** The times in all marks of a text, in milliseconds. */
export function marksIn(text: string): readonly number[] {
  return Array.from(text.matchAll(markPattern), ([, time]) => Number(time));
}

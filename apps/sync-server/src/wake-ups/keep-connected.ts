import { setTimeout as sleep } from 'node:timers/promises';

import type { ReportWakeUpError } from './wake-ups.ts';

/** A connection that was idle this long is checked. */
export const pingIntervalMs = 15_000;
/** Time to connect, and to answer such a check. */
export const connectTimeoutMs = 5000;
const minBackoffMs = 100;
const maxBackoffMs = 5000;

export interface KeepConnectedOptions {
  readonly signal: AbortSignal;
  readonly onError: ReportWakeUpError;
  /** Connects, calls `connected`, and returns or throws when the connection has ended or the signal is aborted. */
  readonly connect: (connected: () => void) => Promise<void>;
}

/** Connects again and again, with exponential backoff and full jitter, until the signal is aborted. Never throws. */
export async function keepConnected({ signal, onError, connect }: KeepConnectedOptions): Promise<void> {
  let failures = 0;
  const connected = () => {
    failures = 0;
  };
  while (!signal.aborted) {
    try {
      await connect(connected);
    } catch (error) {
      if (!signal.aborted) onError(error);
    }
    const maxDelayMs = Math.min(maxBackoffMs, minBackoffMs * 2 ** Math.min(failures, 6));
    failures += 1;
    await pause(maxDelayMs * Math.random(), signal);
  }
}

/** Resolves early, without an error, if the signal is aborted. */
export async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await sleep(milliseconds, undefined, { signal }).catch(() => undefined);
}

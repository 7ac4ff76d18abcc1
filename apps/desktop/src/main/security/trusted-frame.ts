import type { WebFrameMain } from 'electron';
import { isAppAddress } from './app-address.ts';

/** Only the top frame of one of our own pages may talk to main; a frame that is gone may not. */
export function isTrustedFrame(frame: WebFrameMain | null): boolean {
  return frame !== null && frame.parent === null && isAppAddress(frame.url);
}

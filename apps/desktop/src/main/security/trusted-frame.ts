import type { WebFrameMain } from 'electron';
import { isAppAddress } from './app-address.ts';

/** Only the top frame of one of our own pages may call main; a destroyed frame may not. */
export function isTrustedFrame(frame: WebFrameMain | null): boolean {
  return frame !== null && frame.parent === null && isAppAddress(frame.url);
}

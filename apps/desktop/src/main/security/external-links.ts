import { shell } from 'electron';
import { parseExternalAddress } from './external-address.ts';

/** Hands an address to the system's browser or mail program; false when it is not one that may leave the app. */
export async function openExternalLink(address: string): Promise<boolean> {
  const external = parseExternalAddress(address);
  if (external === null) return false;
  await shell.openExternal(external);
  return true;
}

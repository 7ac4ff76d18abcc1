import { shell } from 'electron';
import { parseExternalAddress } from './external-address.ts';

/** Opens an address in the system's browser or mail program. Returns false if it may not be opened outside the app. */
export async function openExternalLink(address: string): Promise<boolean> {
  const external = parseExternalAddress(address);
  if (external === null) return false;
  await shell.openExternal(external);
  return true;
}

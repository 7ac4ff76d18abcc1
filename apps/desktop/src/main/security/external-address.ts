const allowedProtocols = ['http:', 'https:', 'mailto:'];

/**
 * Returns the normalized address if it may be opened outside the app, else null. The caller must open the normalized
 * address, never the original text: the system's handlers can read an odd spelling differently.
 */
export function parseExternalAddress(address: string): string | null {
  try {
    const url = new URL(address);
    return allowedProtocols.includes(url.protocol) && url.username === '' ? url.href : null;
  } catch {
    return null;
  }
}

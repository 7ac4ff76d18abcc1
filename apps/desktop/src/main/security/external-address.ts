const allowedProtocols = ['http:', 'https:', 'mailto:'];

/**
 * The normalised address when it may be opened outside the app, else null. What is passed on is what was parsed,
 * never the original text: the system's handlers read odd spellings differently.
 */
export function parseExternalAddress(address: string): string | null {
  try {
    const url = new URL(address);
    return allowedProtocols.includes(url.protocol) && url.username === '' ? url.href : null;
  } catch {
    return null;
  }
}

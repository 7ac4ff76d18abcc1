export const appScheme = 'holdfast';
export const appOrigin = `${appScheme}://app`;

/** Whether an address belongs to one of our own pages. */
export function isAppAddress(address: string): boolean {
  try {
    const { protocol, host } = new URL(address);
    return protocol === `${appScheme}:` && host === 'app';
  } catch {
    return false;
  }
}

/**
 * The address of a picture, if it comes from this machine. The renderer has no network, so a picture of the
 * platform's cannot be fetched here: initials stand in for it.
 */
export function localImage(url: string | null): string | undefined {
  return url !== null && url.startsWith('holdfast://app/') ? url : undefined;
}

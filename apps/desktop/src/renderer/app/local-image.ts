/**
 * Returns the address of an image if it is local, else undefined. The renderer has no network, so it cannot load images
 * from a platform; initials replace them.
 */
export function localImage(url: string | null): string | undefined {
  return url !== null && url.startsWith('holdfast://app/') ? url : undefined;
}

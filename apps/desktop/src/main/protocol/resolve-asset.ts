import { extname, join, normalize, sep } from 'node:path';

export interface Asset {
  readonly path: string;
  readonly contentType: string;
}

/**
 * Maps an address of our scheme to a file. Null if the path leaves the folder, or the file's type is not one that our
 * pages use.
 */
export function resolveAsset(directory: string, pathname: string): Asset | null {
  const decoded = decodePathname(pathname === '/' ? '/index.html' : pathname);
  if (decoded === null || decoded.includes('\0')) return null;
  const path = normalize(join(directory, decoded));
  if (!path.startsWith(normalize(directory) + sep)) return null;
  const contentType = contentTypes[extname(path)];
  return contentType === undefined ? null : { path, contentType };
}

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};

function decodePathname(pathname: string): string | null {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return null;
  }
}

import type { z } from 'zod';

const pattern = /^HOLDFAST_CLUSTER_[A-Z0-9_]{1,40}_URL$/;

/** Returns true if a variable of this name can hold the URL of a further cluster. */
export function isClusterUrlSetting(name: string): boolean {
  return pattern.test(name);
}

/**
 * Returns the URLs of further clusters by the names of their variables, and the problems of invalid ones. A problem
 * never contains the value, because it includes a password.
 */
export function readClusterUrls(
  environment: Readonly<Record<string, string | undefined>>,
  url: z.ZodType<string>,
): { readonly urls: Readonly<Record<string, string>>; readonly problems: readonly string[] } {
  const urls: Record<string, string> = {};
  const problems: string[] = [];
  for (const [name, value] of Object.entries(environment)) {
    if (!isClusterUrlSetting(name) || value === undefined || value === '') continue;
    const parsed = url.safeParse(value);
    if (parsed.success) urls[name] = parsed.data;
    else problems.push(...parsed.error.issues.map((issue) => `${name} ${issue.message}`));
  }
  return { urls, problems };
}

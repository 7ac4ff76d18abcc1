import { posix } from 'node:path';

const workspacePackages: readonly (readonly [prefix: string, folder: string])[] = [
  ['@holdfast/schema/', 'packages/schema/src/'],
  ['@holdfast/ui/', 'packages/ui/src/'],
  ['@holdfast/sync-server/router', 'apps/sync-server/src/rpc/app-router.ts'],
  ['@holdfast/sync-server/demo/', 'apps/sync-server/demo/'],
  ['@holdfast/sync-server/', 'apps/sync-server/src/'],
  ['@holdfast/desktop/', 'apps/desktop/src/'],
  ['@holdfast/testkit/', 'packages/testkit/src/'],
];

/**
 * Returns the path of an imported file from the root of the repository, without a query as in `worker.ts?modulePath`;
 * undefined for a library.
 */
export function resolveImport(importer: string, specifier: string): string | undefined {
  const bare = specifier.split('?')[0] ?? specifier;
  if (bare.startsWith('.')) return posix.join(posix.dirname(importer), bare);
  for (const [prefix, folder] of workspacePackages) {
    if (bare.startsWith(prefix)) return folder + bare.slice(prefix.length);
  }
  return undefined;
}
